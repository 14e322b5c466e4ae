package org.tracehook.execution;

import org.tracehook.delivery.Reply;

/** The result of a claim: a {@link ClaimedRun}, or the reply that says why the run does not begin. */
public sealed interface ClaimResult permits ClaimedRun, ClaimResult.NotClaimed {

    /** The delivery is a duplicate, its issue is busy or over its limit, or the ledger does not answer. */
    record NotClaimed(Reply reply) implements ClaimResult {}
}
