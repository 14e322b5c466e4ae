package org.tracehook.execution;

import org.tracehook.delivery.Reply;

/** What became of the claim of a run: a {@link ClaimedRun}, or the reply that says why it does not run now. */
public sealed interface ClaimResult permits ClaimedRun, ClaimResult.NotClaimed {

    /** The delivery is a duplicate, its issue is busy, or the ledger does not answer. */
    record NotClaimed(Reply reply) implements ClaimResult {}
}
