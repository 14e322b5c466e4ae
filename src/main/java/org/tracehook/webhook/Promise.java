package org.tracehook.webhook;

import java.time.Duration;
import java.time.Instant;
import org.tracehook.delivery.ClaimRequest;
import org.tracehook.delivery.Lease;
import org.tracehook.orchestrator.PipelineRequest;
import org.tracehook.trace.Beginning;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TriggerInfo;

/**
 * A run that a delivery may come to, spoken of before it begins.
 *
 * @param routed the delivery
 * @param trigger why it is to run
 * @param lease what it has to hold
 * @param traceId of its trace
 * @param keepUntil when the delivery may be forgotten
 */
record Promise(Routed routed, TriggerInfo trigger, Lease lease, String traceId, Instant keepUntil) {

    /** The deadline ends all work; this is for trace, reply and the end of the claim. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** Asks for the run to begin at that moment. */
    ClaimRequest claim(Instant at) {
        Reply.Trace running = Reply.Trace.running(beginning(at).trace(trigger, null));
        Instant expiresAt = at.plus(routed.deadline().remaining()).plus(MARGIN);
        return new ClaimRequest(
                lease,
                new ClaimRequest.Run(traceId, TraceJson.write(running)),
                new ClaimRequest.Term(at, expiresAt, keepUntil.isAfter(expiresAt) ? keepUntil : expiresAt));
    }

    /** The run that began at that moment. */
    PipelineRequest.Run run(Instant at, int attempt) {
        String delivery = lease.keys().isEmpty() ? null : lease.keys().get(0);
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
}
