package org.tracehook.webhook;

import java.time.Instant;
import org.tracehook.idempotency.Claim.Claimed;

/** Runs what was claimed before the reply. */
final class Inline implements Execution {

    private final PipelineRuns runs;
    private final Claims claims;

    Inline(PipelineRuns runs, Claims claims) {
        this.runs = runs;
        this.claims = claims;
    }

    @Override
    public Reply run(Promise promise, Claimed claimed, Instant at) {
        Reply reply = null;
        try {
            reply = runs.run(promise, promise.run(at, claimed.attempt()), claimed.retryOf());
            return reply;
        } finally {
            claims.end(promise.lease(), reply);
        }
    }
}
