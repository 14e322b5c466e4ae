package org.tracehook.execution;

import java.time.Instant;
import org.tracehook.delivery.SelectedDelivery;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.orchestrator.PipelineRequest;
import org.tracehook.trace.RunFacts;
import org.tracehook.trace.TraceStart;

/**
 * A run that this process alone may execute.
 *
 * @param run the run
 * @param claimed which attempt it is
 * @param startedAt when it was claimed, which is when its trace begins
 */
public record ClaimedRun(PendingRun run, Claimed claimed, Instant startedAt) implements ClaimResult {

    /** The same run as the retry of that trace. */
    public ClaimedRun asRetryOf(String traceId) {
        return new ClaimedRun(run, new Claimed(1, traceId, claimed.nextRunAt()), startedAt);
    }

    /** The trace that this run tries again, because it crashed or a person asked; null for a first run. */
    public String retryOf() {
        return claimed.retryOf();
    }

    /** The pipeline to be run, with the facts that listeners get. */
    PipelineRequest pipeline(RunFacts facts, PipelineRequest.Background background) {
        SelectedDelivery selected = run.selected();
        PipelineRequest.RunAttempt attempt = new PipelineRequest.RunAttempt(
                new TraceStart(run.traceId(), startedAt, facts), run.deliveryKey(), claimed.attempt());
        return new PipelineRequest(selected.intent(), run.trigger(), selected.deadline(), attempt, background);
    }
}
