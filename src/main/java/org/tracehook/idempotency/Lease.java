package org.tracehook.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

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
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(all, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
