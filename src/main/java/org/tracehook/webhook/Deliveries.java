package org.tracehook.webhook;

import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.intent.IntentSelector;
import org.tracehook.intent.Selection;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.JiraEvent;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;

/** Takes a delivery from the door to its reply; exactly one line in the log says how it ended. */
final class Deliveries {

    private static final Logger LOG = Logger.getLogger(Deliveries.class.getName());

    private final Admission admission;
    private final IntentSelector selector;
    private final JiraFeedback feedback;
    private final OnceOnly runs;
    private final Dismissal dismissal;

    Deliveries(
            Admission admission, IntentSelector selector, JiraFeedback feedback, OnceOnly runs, Dismissal dismissal) {
        this.admission = admission;
        this.selector = selector;
        this.feedback = feedback;
        this.runs = runs;
        this.dismissal = dismissal;
    }

    /** The reply to the delivery; never throws. */
    Reply process(Delivery delivery) {
        try {
            return admission
                    .check(delivery)
                    .fold(
                            admitted -> route(delivery, admitted.event()),
                            idle -> dismissal.ignored(delivery, null, List.of(idle.reason())),
                            refused -> dismissal.refused(delivery, null, refused.problem()));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "A delivery could not be processed", e);
            return dismissal.refused(
                    delivery,
                    null,
                    new Problem(
                            ProblemKind.UNEXPECTED,
                            "Tracehook broke before a pipeline began; the log says why just before the line of this delivery."));
        }
    }

    private Reply route(Delivery delivery, JiraEvent event) {
        Optional<Verdict> own = feedback.ownChange(event);
        return own.isPresent()
                ? dismissal.ignored(delivery, event, List.of(own.get()))
                : route(delivery, event, selector.select(event));
    }

    private Reply route(Delivery delivery, JiraEvent event, Selection selection) {
        if (selection.intent().isEmpty()) {
            return dismissal.ignored(delivery, event, selection.verdicts());
        }
        return feedback.ownChangeAfterAsking(event, delivery.call().deadline())
                .map(own -> dismissal.ignored(delivery, event, List.of(own)))
                .orElseGet(() -> runs.run(Routed.of(delivery, event, selection)));
    }
}
