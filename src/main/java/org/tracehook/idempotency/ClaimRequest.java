package org.tracehook.idempotency;

import java.time.Instant;
import java.util.Objects;

/**
 * Asks for a delivery to be this run's.
 *
 * @param lease what the run wants to hold
 * @param traceId the trace of the run
 * @param reply what a duplicate is answered until the run ends, JSON
 * @param now the claimant's time
 * @param expiresAt when the run has ended for certain; a run that is not finished then has crashed
 * @param keepUntil when the delivery is forgotten; not before {@code expiresAt}
 * @param runsPerHour how many runs of the issue may begin within an hour, this one among them; 0 for any number
 * @param predecessor the token of the claim that this one takes over; null for none
 */
public record ClaimRequest(
        Lease lease,
        String traceId,
        String reply,
        Instant now,
        Instant expiresAt,
        Instant keepUntil,
        int runsPerHour,
        String predecessor) {

    public ClaimRequest {
        Objects.requireNonNull(traceId, "traceId");
        Objects.requireNonNull(reply, "reply");
        if (keepUntil.isBefore(expiresAt)) {
            throw new IllegalArgumentException("a delivery cannot be forgotten while it runs");
        }
    }

    /** Whether an unfinished claim of that token does not stand in the way. */
    boolean isOwn(String token) {
        return token.equals(lease.token()) || token.equals(predecessor);
    }

    /** Names the trace, not the reply. */
    @Override
    public String toString() {
        return "ClaimRequest[" + traceId + "]";
    }
}
