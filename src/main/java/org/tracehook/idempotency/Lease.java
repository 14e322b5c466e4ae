package org.tracehook.idempotency;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.tracehook.config.Sha256;

/**
 * What a run holds.
 *
 * @param keys of the delivery, the one that counts most first; empty when nothing tells it from others
 * @param issue the key of the issue in the ledger
 * @param token the run's own, never used by another
 */
public record Lease(List<String> keys, String issue, String token) {

    public Lease {
        Objects.requireNonNull(issue, "issue");
        Objects.requireNonNull(token, "token");
        keys = List.copyOf(keys);
    }

    /** The digests of the keys, in their order. */
    List<String> digests() {
        return keys.stream().map(Lease::digest).toList();
    }

    /** The first 128 bits of SHA-256, at half of its cost in every write: two keys alike would make one delivery a duplicate. */
    static String digest(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(key), 16));
    }
}
