package org.tracehook.idempotency;

import java.time.Instant;
import java.util.Objects;

/**
 * Asks for a delivery to be this run's.
 *
 * @param lease what the run wants to hold
 * @param run what duplicates are told while it runs
 * @param term for how long
 * @param predecessor the token of a claim that this one takes over, made by who accepted the delivery for it; null for none
 */
public record ClaimRequest(Lease lease, Run run, Term term, String predecessor) {

    public ClaimRequest {
        Objects.requireNonNull(lease, "lease");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(term, "term");
    }

    /** A claim that takes over none. */
    public ClaimRequest(Lease lease, Run run, Term term) {
        this(lease, run, term, null);
    }

    /** Whether an unfinished claim of that token is no obstacle. */
    boolean isOwn(String token) {
        return token.equals(lease.token()) || token.equals(predecessor);
    }

    int limit() {
        return term.runsPerHour();
    }

    /**
     * The run that claims.
     *
     * @param traceId its trace
     * @param reply what duplicates are told until it is complete, JSON
     */
    public record Run(String traceId, String reply) {

        public Run {
            Objects.requireNonNull(traceId, "traceId");
            Objects.requireNonNull(reply, "reply");
        }

        /** Names the trace, not the reply. */
        @Override
        public String toString() {
            return "Run[" + traceId + "]";
        }
    }

    /**
     * The terms of a claim.
     *
     * @param now the claimant's time
     * @param expiresAt when the run has ended for certain; a run that is not finished then has crashed
     * @param keepUntil when the delivery is forgotten; not before {@code expiresAt}
     * @param runsPerHour how many runs of the issue may have begun in the last hour, this one among them; 0 for any number
     */
    public record Term(Instant now, Instant expiresAt, Instant keepUntil, int runsPerHour) {

        /** Terms without a limit. */
        public Term(Instant now, Instant expiresAt, Instant keepUntil) {
            this(now, expiresAt, keepUntil, 0);
        }

        public Term {
            Objects.requireNonNull(now, "now");
            if (keepUntil.isBefore(expiresAt)) {
                throw new IllegalArgumentException("a delivery cannot be forgotten while it runs");
            }
        }
    }
}
