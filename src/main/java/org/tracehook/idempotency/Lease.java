package org.tracehook.idempotency;

import java.util.List;
import java.util.Objects;

/**
 * What a run holds.
 *
 * @param keys of the delivery, each different, the one that counts most first; empty when nothing tells it from others
 * @param issue the issue's key in the ledger, other than those of deliveries
 * @param token the run's own, never used by another
 */
public record Lease(List<String> keys, String issue, String token) {

    public Lease {
        Objects.requireNonNull(issue, "issue");
        Objects.requireNonNull(token, "token");
        keys = List.copyOf(keys);
        if (keys.stream().distinct().count() < keys.size()) {
            throw new IllegalArgumentException("the keys of a delivery must be different");
        }
    }
}
