package org.tracehook.dynamodb;

import java.time.Instant;
import java.util.Map;
import org.tracehook.delivery.Entry;

/** When a claim may enter an item. */
final class Conditions {

    private static final String NEW =
            "attribute_not_exists(" + LedgerItem.ID + ") OR " + LedgerItem.KEPT_UNTIL + " <= :now";

    private Conditions() {}

    /** There is nothing, or it is forgotten. */
    static Condition isNew(Instant now) {
        return new Condition(NEW, Map.of(":now", LedgerItem.now(now)));
    }

    /** No run holds it but the one of that token. */
    static Condition isFree(String token, Instant now) {
        return new Condition(
                NEW + " OR " + LedgerItem.RUNS_UNTIL + " <= :now OR " + LedgerItem.TOKEN + " = :token",
                Map.of(":now", LedgerItem.now(now), ":token", LedgerItem.text(token)));
    }

    /** It is what was seen: a token is of one run alone, and what changes in a run is its end. */
    static Condition isStill(Entry seen) {
        return new Condition(
                LedgerItem.TOKEN + " = :token AND " + LedgerItem.RUNS_UNTIL + " = :end",
                Map.of(":token", LedgerItem.text(seen.token()), ":end", LedgerItem.end(seen.expiresAt())));
    }
}
