package org.tracehook.idempotency;

import java.time.Instant;

/**
 * Remembers deliveries, so that each is run once, and lets one run at a time work on an issue.
 *
 * <p>Times come from the caller, so that the ledger needs no clock. A ledger that cannot answer throws: the delivery is
 * then answered with 503 and nothing runs. Safe for use by many threads. Make a CDI bean of your own ledger to use it;
 * {@code DeliveryLedgerContract} of the test sources tests it.
 */
public interface DeliveryLedger {

    /**
     * Claims a delivery and its issue for a run, all in one step or not at all.
     *
     * <p>A key is of one issue. It is free if it is new, forgotten ({@code keepUntil} is past), or held by a run that is not
     * finished and past its {@code expiresAt}, or by this very token, unfinished: asking again with the same token is answered as before, for
     * writes whose answer was lost. So is a claim that takes over its unfinished {@code predecessor}, which is the
     * predecessor's no more from then on: a run that goes on in another invocation, of which there may be several copies.
     * An issue is free likewise. A duplicate is one though its issue is busy, and a busy issue is busy though it had all its
     * runs of the hour.
     */
    Claim claim(ClaimRequest request);

    /**
     * Ends a run: its keys are answered with that reply until they are forgotten, and its issue is free.
     *
     * @param reply what duplicates are told, JSON
     * @param now the caller's time
     * @return whether the keys were still held by the lease, or were ended with this very reply before, which names its trace;
     *     if not, another run took them over, and nothing is changed. An issue that another run took over stays that run's,
     *     whatever becomes of the keys
     */
    boolean complete(Lease lease, String reply, Instant now);

    /**
     * Gives a claim back, so that the delivery can run when it is sent again, as a further attempt; its issue is free.
     *
     * @param now the caller's time
     * @return as {@link #complete}
     */
    boolean release(Lease lease, Instant now);

    /** Whether every process of the function sees the same ledger. */
    default boolean isShared() {
        return true;
    }
}
