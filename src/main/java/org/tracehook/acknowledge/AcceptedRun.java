package org.tracehook.acknowledge;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.tracehook.delivery.Delivery;
import org.tracehook.delivery.Headers;
import org.tracehook.delivery.SelectedDelivery;
import org.tracehook.execution.ClaimedRun;
import org.tracehook.execution.PendingRun;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.idempotency.Lease;
import org.tracehook.intent.Intent;
import org.tracehook.intent.Selection;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.Subject;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.tracelog.InvocationContext;

/**
 * An accepted run in the form that goes to its own invocation: what was read of the delivery, never the delivery itself.
 *
 * @param intent the intent
 * @param subject the facts of the issue that Jira's comment and transition need later
 * @param reasons how the intent was found
 * @param claim the claim that the invocation takes over
 */
public record AcceptedRun(Intent intent, Subject subject, Reasons reasons, AcceptedClaim claim) {

    public AcceptedRun {
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(reasons, "reasons");
        Objects.requireNonNull(claim, "claim");
    }

    static AcceptedRun of(ClaimedRun claimed) {
        PendingRun run = claimed.run();
        SelectedDelivery selected = run.selected();
        return new AcceptedRun(
                selected.intent(),
                selected.subject(),
                new Reasons(
                        run.trigger(),
                        selected.selection().verdicts(),
                        selected.selection().ignoredContext(),
                        selected.delivery().identifier().orElse(null)),
                new AcceptedClaim(run.traceId(), run.lease(), run.terms().keepUntil(), claimed.claimed()));
    }

    /** The run as that invocation claims it, with a token of its own. */
    PendingRun pending(InvocationContext invocation) {
        Map<String, String> headers =
                reasons.deliveryId() == null ? Map.of() : Map.of(Delivery.IDENTIFIER_HEADER, reasons.deliveryId());
        Delivery delivery = new Delivery(new Headers(headers), new byte[0], null, null, invocation);
        Selection selection = new Selection(Optional.of(intent), reasons.verdicts(), reasons.ignoredContext());
        Lease held = claim.lease();
        Lease own = new Lease(held.keys(), held.issue(), UUID.randomUUID().toString());
        return new PendingRun(
                new SelectedDelivery(delivery, selection, subject),
                reasons.trigger(),
                claim.traceId(),
                new PendingRun.ClaimTerms(own, claim.keepUntil(), held.token(), 0));
    }

    /** Shows the trace id, never the content. */
    @Override
    public String toString() {
        return "AcceptedRun[" + claim.traceId() + "]";
    }

    /**
     * How the intent of a delivery was found.
     *
     * @param trigger the trigger of the trace
     * @param verdicts the verdicts of the rules
     * @param ignoredContext names of values in the body that it may not fill
     * @param deliveryId Jira's identifier; null when it sent none
     */
    public record Reasons(TriggerInfo trigger, List<Verdict> verdicts, List<String> ignoredContext, String deliveryId) {

        public Reasons {
            Objects.requireNonNull(trigger, "trigger");
            verdicts = List.copyOf(verdicts);
            ignoredContext = List.copyOf(ignoredContext);
        }
    }

    /**
     * A claim that waits for its run.
     *
     * @param traceId of the run
     * @param lease as the ledger has it
     * @param keepUntil the time until which a duplicate is recognised
     * @param claimed which attempt the run is
     */
    public record AcceptedClaim(String traceId, Lease lease, Instant keepUntil, Claimed claimed) {
        public AcceptedClaim {
            Objects.requireNonNull(traceId, "traceId");
            Objects.requireNonNull(lease, "lease");
            Objects.requireNonNull(keepUntil, "keepUntil");
            Objects.requireNonNull(claimed, "claimed");
        }
    }
}
