package org.tracehook.webhook;

import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.intent.IntentSelector;
import org.tracehook.intent.Selection;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.Issue;
import org.tracehook.jira.JiraEvent;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.Scrubber;
import org.tracehook.tracelog.DeliveryLines;

/** Takes a delivery from the door to its reply; exactly one line in the log says how it ended. */
final class Deliveries {

    private static final Logger LOG = Logger.getLogger(Deliveries.class.getName());

    private final Admission admission;
    private final IntentSelector selector;
    private final PipelineRuns runs;
    private final Recording recording;

    Deliveries(Admission admission, IntentSelector selector, PipelineRuns runs, Recording recording) {
        this.admission = admission;
        this.selector = selector;
        this.runs = runs;
        this.recording = recording;
    }

    /** The reply to the delivery; never throws. */
    Reply process(Delivery delivery) {
        try {
            return admission
                    .check(delivery)
                    .fold(
                            admitted -> route(delivery, admitted.event()),
                            idle -> ignore(delivery, null, List.of(idle.reason())),
                            refused -> refuse(delivery, refused.problem()));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "A delivery could not be processed", e);
            return refuse(
                    delivery,
                    new Problem(
                            ProblemKind.UNEXPECTED,
                            "Tracehook broke before a pipeline began; the log says why just before the line of this delivery."));
        }
    }

    private Reply route(Delivery delivery, JiraEvent event) {
        Selection selection = selector.select(event);
        if (selection.intent().isEmpty()) {
            String key =
                    event.issue().filter(Issue::hasValidKey).map(Issue::key).orElse(null);
            return ignore(delivery, key, selection.verdicts());
        }
        return runs.run(delivery, event, selection);
    }

    private Reply ignore(Delivery delivery, String issueKey, List<Verdict> reasons) {
        List<Verdict> clean = recording.clean(reasons);
        // While paused nothing is read, and whoever asks why an issue did not run must find the line all the same.
        String claimedKey = issueKey == null ? ClaimedKey.of(delivery) : null;
        write(() -> lines(delivery)
                .ignored(origin(delivery, issueKey, claimedKey), Recording.array(clean), recording.now()));
        return new Reply.NotRun(new Reply.Ignored(clean));
    }

    private Reply refuse(Delivery delivery, Problem problem) {
        Verdict reason = Verdict.reason(problem.kind().name().toLowerCase(Locale.ROOT), problem.detail(), null);
        write(() -> lines(delivery)
                .rejected(
                        origin(delivery, null, ClaimedKey.of(delivery)),
                        Recording.array(List.of(reason)),
                        recording.now()));
        return new Reply.Refused(problem);
    }

    /** A log that does not take a line changes nothing about the reply. */
    private static void write(Runnable line) {
        try {
            line.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "The line of a delivery could not be written", e);
        }
    }

    private DeliveryLines lines(Delivery delivery) {
        return new DeliveryLines(delivery.invocation(recording.scrubber()), recording.out());
    }

    /** A secret can have the shape of an issue key too. */
    private DeliveryLines.Origin origin(Delivery delivery, String issueKey, String claimedKey) {
        Scrubber scrubber = recording.scrubber();
        return new DeliveryLines.Origin(
                scrubber.line(issueKey),
                scrubber.line(claimedKey),
                scrubber.line(delivery.sourceAddress()),
                delivery.body().length);
    }
}
