package org.tracehook.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.idempotency.Claim.Duplicate;

class MemoryLedgerTest extends DeliveryLedgerContract {

    @Override
    protected DeliveryLedger ledger() {
        return new MemoryLedger(1_000);
    }

    private static Lease lease(int number) {
        return new Lease(List.of("body " + number), "issue " + number, "token " + number);
    }

    private static Claim claim(DeliveryLedger ledger, Lease lease, Instant at) {
        return ledger.claim(new ClaimRequest(lease, "trace", "{}", at, at.plusSeconds(20), at.plusSeconds(100_000), 0, null));
    }

    @Test
    void theOldestDeliveriesAreForgottenBeyondTheCapacity() {
        MemoryLedger ledger = new MemoryLedger(2);
        for (int i = 1; i <= 3; i++) {
            claim(ledger, lease(i), NOW);
            ledger.complete(lease(i), "{}", NOW);
        }

        assertInstanceOf(Duplicate.class, claim(ledger, lease(3), NOW));
        assertInstanceOf(Duplicate.class, claim(ledger, lease(2), NOW));
        assertEquals(new Claimed(1, null, null), claim(ledger, lease(1), NOW));
    }

    @Test
    void aDeliveryThatRunsIsNotForgottenForRoom() {
        MemoryLedger ledger = new MemoryLedger(1);
        claim(ledger, lease(1), NOW);
        for (int i = 2; i <= 5; i++) {
            claim(ledger, lease(i), NOW);
            ledger.complete(lease(i), "{}", NOW);
        }

        assertInstanceOf(Duplicate.class, claim(ledger, new Lease(lease(1).keys(), lease(1).issue(), "other"), NOW));
    }

    @Test
    void itIsOfOneProcess() {
        assertFalse(new MemoryLedger(1).isShared());
    }

    @Test
    void aLedgerWithoutRoomIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MemoryLedger(0));
    }
}
