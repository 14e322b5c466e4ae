package org.tracehook.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.delivery.Delivery;
import org.tracehook.delivery.DeliveryReplies;
import org.tracehook.delivery.Reply;
import org.tracehook.execution.ClaimResult;
import org.tracehook.execution.ClaimedRun;
import org.tracehook.execution.Execution;
import org.tracehook.execution.IdempotencyHandler;
import org.tracehook.execution.PendingRun;
import org.tracehook.execution.PendingRuns;
import org.tracehook.intent.IntentSelector;
import org.tracehook.intent.Selection;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.JiraEvent;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;

/**
 * Handles a delivery in stages. Each stage either answers the delivery or lets it go on. A delivery that runs no pipeline
 * gets exactly one log line.
 */
public final class DeliveryHandler {

    private static final Logger LOG = Logger.getLogger(DeliveryHandler.class.getName());

    private final Stages stages;
    private final DeliveryReplies replies;

    /** Goes through those stages; early answers are made by {@code replies}. */
    public DeliveryHandler(Stages stages, DeliveryReplies replies) {
        this.stages = stages;
        this.replies = replies;
    }

    /** The reply to the delivery; never throws. */
    public Reply handle(Delivery delivery) {
        try {
            return answer(delivery);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "A delivery could not be processed", e);
            return replies.refused(
                    delivery,
                    new Problem(
                            ProblemKind.UNEXPECTED,
                            "Tracehook broke before a pipeline began; the log says why just before the line of this delivery."));
        }
    }

    private Reply answer(Delivery delivery) {
        Admission.Result admission = stages.admission().admit(delivery);
        if (admission instanceof Admission.Refused refused) {
            return replies.refused(delivery, refused.problem());
        }
        if (admission instanceof Admission.Ignored ignored) {
            return replies.ignored(delivery, List.of(ignored.reason()));
        }
        JiraEvent event = ((Admission.Admitted) admission).event();
        Selection selection = stages.selector().select(event);
        if (selection.intent().isEmpty()) {
            return replies.ignored(delivery, event, selection.verdicts());
        }
        Instant arrivedAt = stages.runs().now();
        Optional<Verdict> reason = stages.screening().reason(event, arrivedAt, delivery.deadline());
        if (reason.isPresent()) {
            return replies.ignored(delivery, event, List.of(reason.get()));
        }
        PendingRun run = stages.runs().of(delivery, event, selection, arrivedAt);
        ClaimResult claim = stages.idempotency().claim(run);
        if (claim instanceof ClaimResult.NotClaimed notClaimed) {
            return notClaimed.reply();
        }
        return stages.execution().execute((ClaimedRun) claim);
    }

    /**
     * The stages that a delivery goes through, in order.
     *
     * @param admission checks size, signature, media type and JSON
     * @param selector finds the intent by the trigger rules
     * @param screening finds changes of Tracehook itself and events that are too old
     * @param runs makes the run that the delivery asks for
     * @param idempotency claims the run, once
     * @param execution runs it now, or hands it to an invocation of its own
     */
    public record Stages(
            Admission admission,
            IntentSelector selector,
            Screening screening,
            PendingRuns runs,
            IdempotencyHandler idempotency,
            Execution execution) {}
}
