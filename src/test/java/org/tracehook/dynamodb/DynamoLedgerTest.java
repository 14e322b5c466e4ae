package org.tracehook.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.Claim.Busy;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.idempotency.Claim.Duplicate;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.DeliveryLedgerContract;
import org.tracehook.idempotency.IssueDocument;
import org.tracehook.idempotency.IssueDocument.IdempotencyRecord;
import org.tracehook.idempotency.Lease;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoLedgerTest extends DeliveryLedgerContract {

    private static final Duration SKEW = Duration.ofMinutes(5);

    /** A hundred threads and one server share what the machine has. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static LocalTable local;

    private final DeliveryLedger ledger = new DynamoLedger(local.table(PATIENCE));

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
        return new DynamoLedger(local.table(PATIENCE));
    }

    private static Lease lease(String token, String name, String... keys) {
        return new Lease(List.of(keys), name, token);
    }

    private Claim claim(Lease lease, Instant at) {
        return ledger.claim(new ClaimRequest(
                lease,
                "trace-" + lease.token(),
                "{}",
                at,
                at.plusSeconds(20),
                at.plusSeconds(1_000).plusNanos(1),
                0,
                null));
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
        Lease lease = lease("t1", "issue t1", "key t1");
        claim(lease, NOW);
        assertEquals(NOW.getEpochSecond() + 1_001, expiration("LEDGER#issue t1"));
        ledger.complete(lease, "{}");
        claim(lease("t2", "issue t1", "key t2"), NOW.plusSeconds(7));

        assertEquals(NOW.getEpochSecond() + 1_008, expiration("LEDGER#issue t1"));
        assertEquals(NOW.getEpochSecond() + 1_001, expiration("REPLY#trace-t1"));
    }

    private static long expiration(String id) {
        return Long.parseLong(item(id).get("expiration").n());
    }

    @Test
    void anIssueIsOneItemWhateverBecomesOfItsDeliveries() {
        for (int i = 1; i <= 5; i++) {
            Lease lease = lease("u" + i, "issue u", "body u" + i, "id u" + i);
            assertEquals(new Claimed(1, null, null), claim(lease, NOW));
            ledger.complete(lease, "{\"n\":" + i + "}");
        }

        assertEquals(
                Set.of("id", "document", "version", "layout", "expiration"),
                item("LEDGER#issue u").keySet());
        assertEquals(
                new Duplicate("id u3", "trace-u3", "{\"n\":3}"), claim(lease("v", "issue u", "other", "id u3"), NOW));
    }

    @Test
    void aDocumentOfAnotherReleaseIsLeftAlone() {
        Map<String, AttributeValue> item = new HashMap<>(item("LEDGER#issue t1"));
        item.put("id", AttributeValue.fromS("LEDGER#issue later"));
        item.put("layout", AttributeValue.fromN("2"));
        item.put("version", AttributeValue.fromS("x"));
        item.put("document", AttributeValue.fromS("?"));
        local.client().putItem(put -> put.tableName(local.name()).item(item));

        String message = assertThrows(IllegalStateException.class, () -> claim(lease("w", "issue later", "key"), NOW))
                .getMessage();
        assertTrue(message.endsWith("is of another release: deploy that"), message);
        assertEquals(item, item("LEDGER#issue later"));
    }

    @Test
    void anIssueThatTheTableHasNoRoomForIsNotRun() {
        Random random = new Random(1);
        List<IdempotencyRecord> many = IntStream.range(0, 8_000)
                .mapToObj(i -> new IdempotencyRecord(
                        List.of(digest(random), digest(random)),
                        null,
                        UUID.randomUUID().toString(),
                        null,
                        NOW.plusSeconds(i).toEpochMilli()))
                .toList();
        DynamoLedger small = new DynamoLedger(local.table());
        IssueDocument full = new IssueDocument(0, null, List.of(), many);

        String message = assertThrows(IllegalStateException.class, () -> small.item("issue full", full))
                .getMessage();
        assertTrue(message.contains("has no room for more than the 8000 deliveries of issue full"), message);
        assertEquals(Map.of(), item("LEDGER#issue full"));
    }

    private static String digest(Random random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
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
        assertEquals(new Claimed(2, "trace-t5", null), claim(ahead, NOW.plus(SKEW)));
        assertEquals(false, ledger.complete(slow, "{\"first\":1}"));
        assertTrue(ledger.complete(ahead, "{\"second\":2}"));
        assertEquals(
                new Duplicate("key t5", "trace-t6", "{\"second\":2}"), claim(lease("t7", "issue t5", "key t5"), NOW));
    }

    @Test
    void aFinishedDeliveryIsADuplicateWhateverTheClockOfTheNext() {
        Lease lease = lease("t8", "issue t8", "key t8");
        claim(lease, NOW);
        ledger.complete(lease, "{}");

        for (Instant at : List.of(NOW.minus(SKEW), NOW.plus(SKEW))) {
            assertInstanceOf(Duplicate.class, claim(lease("t9", "issue t8", "key t8"), at));
        }
    }
}
