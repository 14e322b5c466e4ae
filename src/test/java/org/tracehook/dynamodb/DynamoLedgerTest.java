package org.tracehook.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.Claim.Busy;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.idempotency.Claim.Duplicate;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.DeliveryLedgerContract;
import org.tracehook.idempotency.Lease;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoLedgerTest extends DeliveryLedgerContract {

    private static final Duration SKEW = Duration.ofMinutes(5);

    private static LocalTable local;

    private final DeliveryLedger ledger = new DynamoLedger(local.table());

    @BeforeAll
    static void makeTable() {
        local = new LocalTable();
    }

    @Override
    protected DeliveryLedger ledger() {
        return ledger;
    }

    @Override
    protected DeliveryLedger ledgerOfAnotherProcess() {
        return new DynamoLedger(local.table());
    }

    private static Lease lease(String token, String name, String... keys) {
        return new Lease(List.of(keys), name, token);
    }

    private Claim claim(Lease lease, Instant at) {
        return ledger.claim(new ClaimRequest(
                lease,
                new ClaimRequest.Run("trace-" + lease.token(), "{}"),
                new ClaimRequest.Term(
                        at, at.plusSeconds(20), at.plusSeconds(1_000).plusNanos(1))));
    }

    private static Map<String, AttributeValue> item(String id) {
        return local.client()
                .getItem(get ->
                        get.tableName(local.name()).consistentRead(true).key(Map.of("id", AttributeValue.fromS(id))))
                .item();
    }

    @Test
    void itIsOfAllProcesses() {
        assertTrue(ledger.isShared());
    }

    @Test
    void dynamoDbDeletesNotBeforeTheDeliveryIsForgotten() {
        claim(lease("t1", "issue t1", "key t1"), NOW);

        Map<String, AttributeValue> item = item("DELIVERY#key t1");
        assertEquals(
                NOW.getEpochSecond() + 1_001,
                Long.parseLong(item.get("expiration").n()));
        assertEquals(
                NOW.toEpochMilli() + 1_000_001,
                Long.parseLong(item.get("kept_until").n()));
        assertEquals(
                NOW.toEpochMilli() + 20_000,
                Long.parseLong(item.get("in_progress_expiration").n()));
    }

    @Test
    void anIssueThatIsFreeLeavesNothing() {
        Lease lease = lease("t2", "issue t2", "key t2");
        claim(lease, NOW);
        assertEquals("trace-t2", item("ISSUE#issue t2").get("trace_id").s());
        ledger.complete(lease, "{}", NOW);

        assertEquals(Map.of(), item("ISSUE#issue t2"));
        assertNull(item("DELIVERY#key t2").get("in_progress_expiration"));
    }

    @Test
    void aClaimantWhoseClockIsBehindIsKeptOut() {
        claim(lease("t3", "issue t3", "key t3"), NOW);

        assertInstanceOf(Duplicate.class, claim(lease("t4", "issue t3", "key t3"), NOW.minus(SKEW)));
        assertInstanceOf(Busy.class, claim(lease("t4", "issue t3", "other key t3"), NOW.minus(SKEW)));
    }

    /** It takes over what it must hold to be crashed; of the two runs, the ledger takes the end of the later one alone. */
    @Test
    void aClaimantWhoseClockIsAheadTakesOverAndTheFirstRunIsTold() {
        Lease slow = lease("t5", "issue t5", "key t5");
        claim(slow, NOW);

        Lease ahead = lease("t6", "issue t5", "key t5");
        assertEquals(new Claimed(2, "trace-t5"), claim(ahead, NOW.plus(SKEW)));
        assertEquals(false, ledger.complete(slow, "{\"first\":1}", NOW.plusSeconds(1)));
        assertTrue(ledger.complete(ahead, "{\"second\":2}", NOW.plus(SKEW)));
        assertEquals(
                new Duplicate("key t5", "trace-t6", "{\"second\":2}"), claim(lease("t7", "issue t5", "key t5"), NOW));
    }

    @Test
    void aFinishedDeliveryIsADuplicateWhateverTheClockOfTheNext() {
        Lease lease = lease("t8", "issue t8", "key t8");
        claim(lease, NOW);
        ledger.complete(lease, "{}", NOW);

        for (Instant at : List.of(NOW.minus(SKEW), NOW.plus(SKEW))) {
            assertInstanceOf(Duplicate.class, claim(lease("t9", "issue t8", "key t8"), at));
        }
    }
}
