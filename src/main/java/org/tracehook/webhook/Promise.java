package org.tracehook.webhook;

import java.time.Duration;
import java.time.Instant;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.Lease;
import org.tracehook.orchestrator.PipelineRequest;
import org.tracehook.trace.Beginning;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TriggerInfo;

/**
 * A run that a delivery may come to, spoken of before it begins.
 *
 * @param routed the delivery
 * @param trigger why it is to run
 * @param traceId of its trace
 * @param hold what it has to hold
 */
record Promise(Routed routed, TriggerInfo trigger, String traceId, Hold hold) {

    /** The deadline ends all work; this is for trace, reply and the end of the claim. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** Asks for the run to begin at that moment. */
    ClaimRequest claim(Instant at) {
        Reply.Trace running = Reply.Trace.running(begun(at), null);
        Instant expiresAt = at.plus(routed.deadline().remaining()).plus(MARGIN);
        Instant keepUntil = hold.keepUntil();
        return new ClaimRequest(
                hold.lease(),
                new ClaimRequest.Run(traceId, TraceJson.write(running)),
                new ClaimRequest.Term(
                        at, expiresAt, keepUntil.isAfter(expiresAt) ? keepUntil : expiresAt, hold.runsPerHour()),
                hold.predecessor());
    }

    /** Whether the claim may be another one later. */
    boolean mustWait(Claim claim) {
        return claim instanceof Claim.Busy || claim instanceof Claim.Duplicate duplicate && isUnfinishedCopy(duplicate);
    }

    /** Whether the duplicate is an earlier invocation for the same accepted run, which has not ended. */
    boolean isUnfinishedCopy(Claim.Duplicate duplicate) {
        return hold.predecessor() != null
                && TraceJson.read(duplicate.reply(), Reply.Trace.class).isRunning();
    }

    Lease lease() {
        return hold.lease();
    }

    /** The trace as it is before its pipeline begins. */
    ExecutionTrace begun(Instant at) {
        return beginning(at).trace(trigger, null);
    }

    /** The same with another trace. */
    Promise as(String otherTraceId) {
        return new Promise(routed, trigger, otherTraceId, hold);
    }

    /** The run for another invocation. */
    AcceptedRun accepted(Claimed claimed) {
        return AcceptedRun.of(this, claimed);
    }

    /** The run that began at that moment. */
    PipelineRequest.Run run(Instant at, int attempt) {
        String delivery = lease().keys().isEmpty() ? null : lease().keys().get(0);
        return new PipelineRequest.Run(beginning(at), delivery, attempt);
    }

    private Beginning beginning(Instant at) {
        return new Beginning(traceId, at);
    }

    /** Names the trace. */
    @Override
    public String toString() {
        return "Promise[" + traceId + "]";
    }

    /**
     * What a run has to hold.
     *
     * @param lease of the run
     * @param keepUntil when the delivery may be forgotten
     * @param predecessor the token of the claim that it takes over; null for none
     * @param runsPerHour how many runs of the issue may begin within an hour; 0 for any number
     */
    record Hold(Lease lease, Instant keepUntil, String predecessor, int runsPerHour) {}
}
