package org.tracehook.execution;

import org.tracehook.delivery.Reply;

/** Executes a claimed run before the reply. */
public final class InlineExecution implements Execution {

    private final PipelineRuns runs;
    private final IdempotencyHandler idempotency;

    /** Runs pipelines with {@code runs} and ends their claims in {@code idempotency}. */
    public InlineExecution(PipelineRuns runs, IdempotencyHandler idempotency) {
        this.runs = runs;
        this.idempotency = idempotency;
    }

    @Override
    public Reply execute(ClaimedRun claimed) {
        Reply reply = null;
        try {
            reply = runs.run(claimed);
            return reply;
        } finally {
            idempotency.complete(claimed, reply);
        }
    }
}
