package org.tracehook.webhook;

import java.time.Instant;
import org.tracehook.idempotency.Claim.Claimed;

/** What becomes of a delivery that was claimed. */
interface Execution {

    /**
     * Sees to the promised run.
     *
     * @param claimed which attempt it is
     * @param at when it was claimed
     * @return what the sender is told; the claim is ended, or handed on
     */
    Reply run(Promise promise, Claimed claimed, Instant at);
}
