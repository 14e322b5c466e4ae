package org.tracehook.dynamodb;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.IdempotencyRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** When a claim may enter an item. */
final class Conditions {

    private static final String NEW =
            "attribute_not_exists(" + LedgerItem.ID + ") OR " + LedgerItem.KEPT_UNTIL + " <= :now";

    private Conditions() {}

    /** There is nothing, or it is forgotten. */
    static Condition isNew(Instant now) {
        return new Condition(NEW, Map.of(":now", LedgerItem.now(now)));
    }

    /** No run holds it but the claim's own. */
    static Condition isFree(ClaimRequest request) {
        Map<String, AttributeValue> values = new TreeMap<>();
        values.put(":now", LedgerItem.now(request.term().now()));
        request.own().forEach(token -> values.put(":own" + values.size(), LedgerItem.text(token)));
        String own =
                values.keySet().stream().filter(name -> name.startsWith(":own")).collect(Collectors.joining(", "));
        return new Condition(
                NEW + " OR " + LedgerItem.RUNS_UNTIL + " <= :now OR " + LedgerItem.TOKEN + " IN (" + own + ")", values);
    }

    /** It is what was seen: a token is of one run alone, and what changes in a run is its end. */
    static Condition isStill(IdempotencyRecord seen) {
        return new Condition(
                LedgerItem.TOKEN + " = :token AND " + LedgerItem.RUNS_UNTIL + " = :end",
                Map.of(":token", LedgerItem.text(seen.token()), ":end", LedgerItem.end(seen.expiresAt())));
    }
}
