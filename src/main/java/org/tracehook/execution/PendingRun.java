package org.tracehook.execution;

import java.time.Duration;
import java.time.Instant;
import org.tracehook.delivery.Reply;
import org.tracehook.delivery.SelectedDelivery;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.Lease;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceStart;
import org.tracehook.trace.TriggerInfo;

/**
 * A run that a delivery asks for, before it is claimed.
 *
 * @param selected the delivery and its intent
 * @param trigger why it is to run, with scrubbed texts
 * @param traceId of its trace
 * @param terms what the claim needs
 */
public record PendingRun(SelectedDelivery selected, TriggerInfo trigger, String traceId, ClaimTerms terms) {

    /** The time after the deadline that trace, reply and the end of the claim may take. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** The request for a claim of a run that begins at that moment. */
    ClaimRequest claim(Instant at) {
        Reply.Trace running = Reply.Trace.running(runningTrace(at), null);
        Instant expiresAt = at.plus(selected.deadline().remaining()).plus(MARGIN);
        Instant keepUntil = terms.keepUntil();
        return new ClaimRequest(
                terms.lease(),
                traceId,
                TraceJson.write(running),
                at,
                expiresAt,
                keepUntil.isAfter(expiresAt) ? keepUntil : expiresAt,
                terms.runsPerHour(),
                terms.predecessor());
    }

    /** Whether it is worth asking the ledger again: an issue becomes free, an unfinished copy expires. */
    boolean mustWait(Claim claim) {
        return claim instanceof Claim.Busy || claim instanceof Claim.Duplicate duplicate && isUnfinishedCopy(duplicate);
    }

    /** Whether the duplicate is an earlier invocation of the same accepted run, which has not ended. */
    boolean isUnfinishedCopy(Claim.Duplicate duplicate) {
        return isAccepted()
                && TraceJson.read(duplicate.reply(), Reply.Trace.class).isRunning();
    }

    /** Whether an earlier invocation accepted it. */
    boolean isAccepted() {
        return terms.predecessor() != null;
    }

    /** What the run holds: the keys of its delivery and its issue. */
    public Lease lease() {
        return terms.lease();
    }

    /** The key of the delivery, the same for every attempt. */
    String deliveryKey() {
        return terms.lease().keys().get(0);
    }

    /** The trace before its pipeline begins. */
    public ExecutionTrace runningTrace(Instant at) {
        return new TraceStart(traceId, at).trace(trigger, null);
    }

    /** The same run with another trace. */
    public PendingRun withTrace(String otherTraceId) {
        return new PendingRun(selected, trigger, otherTraceId, terms);
    }

    /** Shows the trace id alone. */
    @Override
    public String toString() {
        return "PendingRun[" + traceId + "]";
    }

    /**
     * What the claim of a run needs.
     *
     * @param lease of the run
     * @param keepUntil the time until which a duplicate is recognised
     * @param predecessor the token of the claim that the run takes over; null for none
     * @param runsPerHour how many runs of the issue may begin within an hour; 0 for any number
     */
    public record ClaimTerms(Lease lease, Instant keepUntil, String predecessor, int runsPerHour) {}
}
