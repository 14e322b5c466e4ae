package org.tracehook.idempotency;

/**
 * Remembers deliveries, so that each is run once, and lets one run at a time work on an issue.
 *
 * <p>The times of a claim come from the caller, so that the ledger needs no clock. A ledger that cannot answer throws: the delivery is
 * then answered with 503 and nothing runs. Safe for use by many threads. Make a CDI bean of your own ledger to use it;
 * {@code DeliveryLedgerContract} of the test sources tests it.
 */
public interface DeliveryLedger {

    /**
     * Claims a delivery and its issue for a run, both in one step or neither.
     *
     * <p>A key is free if it is new, if it is forgotten ({@code keepUntil} is past), or if the run that holds it has not ended
     * and is past its {@code expiresAt}. An issue is free likewise. The token that holds an unfinished claim may ask again, and
     * gets the same answer: its first answer may have been lost. So does a claim that takes over its unfinished
     * {@code predecessor}, which holds nothing from then on. A duplicate is answered as one though its issue is busy, and a
     * busy issue is answered as busy though it had all its runs of the hour.
     */
    Claim claim(ClaimRequest request);

    /**
     * Ends a run: a duplicate gets that reply until the delivery is forgotten, and the issue is free. An issue that another run
     * took over stays that run's.
     *
     * @param reply what a duplicate is answered, JSON
     * @return whether the lease still held the keys, or ended them before with this very reply; if not, another run took them
     *     over, and nothing is changed
     */
    boolean complete(Lease lease, String reply);

    /**
     * Gives a claim back, so that the delivery can run when it is sent again, as a further attempt; its issue is free.
     *
     * @return as {@link #complete}
     */
    boolean release(Lease lease);

    /** Whether every process of the function sees the same ledger. */
    default boolean isShared() {
        return true;
    }
}
