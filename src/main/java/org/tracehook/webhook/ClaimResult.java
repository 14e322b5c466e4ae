package org.tracehook.webhook;

/** What became of the claim of a run: a {@link ClaimedRun}, or the reply that says why it does not run now. */
sealed interface ClaimResult permits ClaimedRun, ClaimResult.NotClaimed {

    /** The delivery is a duplicate, its issue is busy, or the ledger does not answer. */
    record NotClaimed(Reply reply) implements ClaimResult {}
}
