package org.tracehook.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.idempotency.IdempotencyRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Entries of the ledger as items.
 *
 * <p>Names and units of the times are those of Powertools for AWS Lambda's idempotency records: {@code expiration} in
 * seconds, since DynamoDB deletes by it, {@code in_progress_expiration} in milliseconds. DynamoDB deletes late, up to days,
 * and seconds are coarse: {@code kept_until} decides, in milliseconds.
 */
final class LedgerItem {

    static final String ID = "id";
    static final String TOKEN = "run_token";
    static final String REPLY = "reply";
    static final String RUNS_UNTIL = "in_progress_expiration";
    static final String KEPT_UNTIL = "kept_until";
    static final String EXPIRATION = "expiration";

    private static final String TRACE_ID = "trace_id";
    private static final String ATTEMPT = "attempt";
    private static final String RETRY_OF = "retry_of";

    private LedgerItem() {}

    static String delivery(String key) {
        return "DELIVERY#" + key;
    }

    static String issue(String key) {
        return "ISSUE#" + key;
    }

    static Map<String, AttributeValue> key(String id) {
        return Map.of(ID, text(id));
    }

    static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
        return Map.of(ID, item.get(ID));
    }

    static Map<String, AttributeValue> of(String id, IdempotencyRecord entry) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(ID, text(id));
        item.put(TOKEN, text(entry.token()));
        item.put(TRACE_ID, text(entry.traceId()));
        item.put(ATTEMPT, number(entry.claimed().attempt()));
        if (entry.claimed().retryOf() != null) {
            item.put(RETRY_OF, text(entry.claimed().retryOf()));
        }
        item.put(REPLY, text(entry.reply()));
        item.put(RUNS_UNTIL, end(entry.expiresAt()));
        item.put(KEPT_UNTIL, end(entry.keepUntil()));
        item.put(EXPIRATION, expiration(entry.keepUntil()));
        return item;
    }

    static IdempotencyRecord entry(Map<String, AttributeValue> item) {
        return new IdempotencyRecord(
                item.get(TOKEN).s(),
                item.get(TRACE_ID).s(),
                new Claimed(
                        Integer.parseInt(item.get(ATTEMPT).n()),
                        Optional.ofNullable(item.get(RETRY_OF))
                                .map(AttributeValue::s)
                                .orElse(null)),
                item.get(REPLY).s(),
                Optional.ofNullable(item.get(RUNS_UNTIL))
                        .map(LedgerItem::instant)
                        .orElse(null),
                instant(item.get(KEPT_UNTIL)));
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    /** The present in milliseconds, never ahead of itself. */
    static AttributeValue now(Instant now) {
        return number(now.toEpochMilli());
    }

    /** The end of something in milliseconds, never too early. */
    static AttributeValue end(Instant end) {
        return number(end.plus(Duration.ofMillis(1).minusNanos(1)).toEpochMilli());
    }

    /** The moment in seconds after which DynamoDB may delete, never too early. */
    static AttributeValue expiration(Instant end) {
        return number(end.plus(Duration.ofSeconds(1).minusNanos(1)).getEpochSecond());
    }

    private static Instant instant(AttributeValue millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis.n()));
    }
}
