package org.tracehook.idempotency;

import java.time.Instant;
import org.tracehook.idempotency.Claim.Claimed;

/**
 * What a ledger knows of the run that a key belongs to, and what follows for a claim; ledgers keep it as they like.
 *
 * @param token of the run's lease
 * @param traceId of the run
 * @param claimed what the run was told
 * @param reply what duplicates are told, JSON
 * @param expiresAt when the run has ended for certain; null once it is finished
 * @param keepUntil when the entry is forgotten
 */
public record IdempotencyRecord(
        String token, String traceId, Claimed claimed, String reply, Instant expiresAt, Instant keepUntil) {

    /** The entry of a run that is allowed. */
    public static IdempotencyRecord of(ClaimRequest request, Claimed claimed) {
        return new IdempotencyRecord(
                request.lease().token(),
                request.run().traceId(),
                claimed,
                request.run().reply(),
                request.term().expiresAt(),
                request.term().keepUntil());
    }

    boolean isOf(String other) {
        return token.equals(other);
    }

    boolean isFinished() {
        return expiresAt == null;
    }

    /** Whether the entry is as good as none. */
    public boolean isForgotten(Instant now) {
        return !now.isBefore(keepUntil);
    }

    /** Whether no run of it goes on. */
    boolean isOver(Instant now) {
        return isFinished() || !now.isBefore(expiresAt);
    }

    /** Whether that claim is kept out. */
    public boolean holds(ClaimRequest request) {
        Instant now = request.term().now();
        return !isForgotten(now) && (isFinished() || !isOver(now) && !isOwnOf(request));
    }

    /** What the run is told that takes the place of this one, or that asks again. */
    public Claimed next(ClaimRequest request) {
        return isOwnOf(request) ? claimed : new Claimed(claimed.attempt() + 1, traceId);
    }

    private boolean isOwnOf(ClaimRequest request) {
        return request.own().contains(token);
    }

    IdempotencyRecord finished(String newReply) {
        return new IdempotencyRecord(token, traceId, claimed, newReply, null, keepUntil);
    }

    /** Over at any time: the clock of the next run may be behind. */
    IdempotencyRecord released() {
        return new IdempotencyRecord(token, traceId, claimed, reply, Instant.EPOCH, keepUntil);
    }

    /** Names the trace, not the reply. */
    @Override
    public String toString() {
        return "IdempotencyRecord[" + traceId + "]";
    }
}
