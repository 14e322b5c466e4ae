package org.tracehook.idempotency;

import java.util.List;
import org.tracehook.idempotency.Claim.Claimed;

/**
 * What is remembered of one delivery.
 *
 * @param keys digests of those by which it is known again; a later delivery that takes some over leaves the others
 * @param token of the run that has it; null once that run has ended with a reply
 * @param traceId of that run
 * @param claimed what that run was answered; null once it has ended with a reply
 * @param keepUntil when the delivery is forgotten, in milliseconds since 1970
 */
public record IdempotencyRecord(List<String> keys, String token, String traceId, Claimed claimed, long keepUntil) {

    public IdempotencyRecord {
        keys = List.copyOf(keys);
    }

    boolean isFinished() {
        return token == null;
    }

    IdempotencyRecord finished() {
        return new IdempotencyRecord(keys, null, traceId, null, keepUntil);
    }

    IdempotencyRecord without(List<String> taken) {
        List<String> left = keys.stream().filter(key -> !taken.contains(key)).toList();
        return left.size() == keys.size() ? this : new IdempotencyRecord(left, token, traceId, claimed, keepUntil);
    }
}
