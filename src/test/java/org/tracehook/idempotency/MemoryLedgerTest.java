package org.tracehook.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.idempotency.Claim.Duplicate;

class MemoryLedgerTest extends DeliveryLedgerContract {

    private static final Claimed NEW = new Claimed(1, null, null);

    @Override
    protected DeliveryLedger ledger() {
        return new MemoryLedger(1_000);
    }

    private static Lease lease(int number) {
        return new Lease(List.of("body " + number), "issue " + number, "token " + number);
    }

    private static Claim claim(DeliveryLedger ledger, Lease lease, Instant at) {
        String traceId = "trace of " + lease.token();
        return ledger.claim(
                new ClaimRequest(lease, traceId, "{}", at, at.plusSeconds(20), at.plusSeconds(100_000), 0, null));
    }

    private static void run(DeliveryLedger ledger, Lease lease, Instant at) {
        claim(ledger, lease, at);
        ledger.complete(lease, "{}");
    }

    @Test
    void whatHasNotExpiredStaysAndAFullLedgerRefuses() {
        MemoryLedger ledger = new MemoryLedger(2);
        run(ledger, lease(1), NOW);
        run(ledger, lease(2), NOW.plusSeconds(1));

        String message = assertThrows(
                        IllegalStateException.class, () -> claim(ledger, lease(3), NOW.plusSeconds(99_999)))
                .getMessage();

        assertEquals(
                "This process remembers 2 deliveries and has no room for more:"
                        + " set tracehook.store.type=dynamodb, or shorten tracehook.store.ttl",
                message);
        for (int i = 1; i <= 2; i++) {
            assertInstanceOf(Duplicate.class, claim(ledger, lease(i), NOW.plusSeconds(99_999)));
        }
    }

    @Test
    void whatHasExpiredMakesRoom() {
        MemoryLedger ledger = new MemoryLedger(2);
        run(ledger, lease(1), NOW);
        run(ledger, lease(2), NOW.plusSeconds(1));

        Instant expiry = NOW.plusSeconds(100_000);
        assertEquals(NEW, claim(ledger, lease(3), expiry));
        assertInstanceOf(Duplicate.class, claim(ledger, lease(2), expiry));
        assertEquals(NEW, claim(ledger, lease(1), expiry.plusSeconds(1)));
    }

    @Test
    void anIssueOfManyDeliveriesForgetsNoneThatHasNotExpired() {
        MemoryLedger ledger = new MemoryLedger(3);
        for (int i = 1; i <= 3; i++) {
            run(ledger, new Lease(List.of("body " + i), "issue", "token " + i), NOW.plusSeconds(i));
        }

        assertThrows(
                IllegalStateException.class,
                () -> claim(ledger, new Lease(List.of("body 4"), "issue", "token 4"), NOW.plusSeconds(4)));
        assertInstanceOf(
                Duplicate.class, claim(ledger, new Lease(List.of("body 1"), "issue", "token 5"), NOW.plusSeconds(5)));
    }

    @Test
    void aDeliveryThatRunsGoesOnInAFullLedger() {
        MemoryLedger ledger = new MemoryLedger(1);
        claim(ledger, lease(1), NOW);

        assertEquals(NEW, claim(ledger, lease(1), NOW.plusSeconds(1)));
        assertTrue(ledger.complete(lease(1), "{}"));
    }

    @Test
    void anIssueKeepsItsRunsOfTheHourThoughItsDeliveriesHaveExpired() {
        MemoryLedger ledger = new MemoryLedger(1);
        Lease first = new Lease(List.of("body 1"), "issue", "token 1");
        ledger.claim(new ClaimRequest(first, "trace 1", "{}", NOW, NOW, NOW.plusSeconds(1), 1, null));

        assertEquals(NEW, claim(ledger, lease(2), NOW.plusSeconds(2)));
        Lease second = new Lease(List.of("body 2"), "issue", "token 2");
        assertEquals(
                new Claim.Limited(NOW.plusSeconds(3_600)),
                ledger.claim(new ClaimRequest(
                        second, "trace 2", "{}", NOW.plusSeconds(3), NOW.plusSeconds(4), NOW.plusSeconds(5), 1, null)));
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
