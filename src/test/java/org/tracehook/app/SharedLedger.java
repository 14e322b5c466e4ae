package org.tracehook.app;

import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.Lease;
import org.tracehook.idempotency.MemoryLedger;

/** A ledger that all processes of a function share, for tests in which they are objects of one. */
class SharedLedger implements DeliveryLedger {

    private final MemoryLedger memory = new MemoryLedger(1_000);

    /** Whether it does not answer. */
    boolean silent;

    @Override
    public Claim claim(ClaimRequest request) {
        if (silent) {
            throw new IllegalStateException("no answer");
        }
        return memory.claim(request);
    }

    @Override
    public boolean complete(Lease lease, String reply) {
        return memory.complete(lease, reply);
    }

    @Override
    public boolean release(Lease lease) {
        return memory.release(lease);
    }
}
