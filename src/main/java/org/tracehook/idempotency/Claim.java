package org.tracehook.idempotency;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;

/** What a ledger answers to a claim; take it apart with {@code instanceof}. */
public sealed interface Claim {

    /**
     * The delivery is this run's.
     *
     * @param attempt from 1; more when an earlier run of the delivery crashed or was released
     * @param retryOf the trace of that earlier run; null when there was none
     * @param nextRunAt when the next run of the issue may begin, if this one is the last that the limit allows until then;
     *     else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Claimed(int attempt, String retryOf, Instant nextRunAt) implements Claim {}

    /**
     * The delivery was seen before; nothing was claimed.
     *
     * @param key the first of the claimed keys by which it is known
     * @param traceId the trace of the run that has it
     * @param reply of that run: that of its claim while it runs, else that of its end
     */
    record Duplicate(String key, String traceId, String reply) implements Claim {

        public Duplicate {
            Objects.requireNonNull(reply, "the reply of a finished run was removed from the store");
        }

        /** Names the key and the trace, not the reply. */
        @Override
        public String toString() {
            return "Duplicate[" + key + ", " + traceId + "]";
        }
    }

    /**
     * Another run works on the issue; nothing was claimed.
     *
     * @param traceId the trace of that run
     */
    record Busy(String traceId) implements Claim {}

    /**
     * The issue had as many runs in the last hour as it may have; nothing was claimed.
     *
     * @param freeAt when the next run may begin
     */
    record Limited(Instant freeAt) implements Claim {}
}
