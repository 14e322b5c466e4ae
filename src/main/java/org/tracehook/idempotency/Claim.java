package org.tracehook.idempotency;

import java.util.Objects;
import java.util.function.Function;

/** What a ledger answers to a claim. */
public sealed interface Claim {

    /** Applies the function that belongs to this claim's type. */
    <T> T fold(
            Function<? super Claimed, ? extends T> onClaimed,
            Function<? super Repeat, ? extends T> onRepeat,
            Function<? super Busy, ? extends T> onBusy);

    /**
     * The delivery is this run's.
     *
     * @param attempt from 1; more when an earlier run of the delivery crashed or was given back
     * @param retryOf the trace of that earlier run; null when there was none
     */
    record Claimed(int attempt, String retryOf) implements Claim {

        /** A delivery that was not seen before. */
        public static final Claimed FIRST = new Claimed(1, null);

        @Override
        public <T> T fold(
                Function<? super Claimed, ? extends T> onClaimed,
                Function<? super Repeat, ? extends T> onRepeat,
                Function<? super Busy, ? extends T> onBusy) {
            return onClaimed.apply(this);
        }
    }

    /**
     * The delivery was seen before; nothing was claimed.
     *
     * @param key the first of the claimed keys by which it is known
     * @param traceId the trace of the run that has it
     * @param reply of that run: the one of its claim while it runs, else that of its end
     */
    record Repeat(String key, String traceId, String reply) implements Claim {

        public Repeat {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(traceId, "traceId");
            Objects.requireNonNull(reply, "reply");
        }

        @Override
        public <T> T fold(
                Function<? super Claimed, ? extends T> onClaimed,
                Function<? super Repeat, ? extends T> onRepeat,
                Function<? super Busy, ? extends T> onBusy) {
            return onRepeat.apply(this);
        }

        /** Names the key and the trace, not the reply. */
        @Override
        public String toString() {
            return "Repeat[" + key + ", " + traceId + "]";
        }
    }

    /**
     * Another run works on the issue; nothing was claimed.
     *
     * @param traceId the trace of that run
     */
    record Busy(String traceId) implements Claim {

        public Busy {
            Objects.requireNonNull(traceId, "traceId");
        }

        @Override
        public <T> T fold(
                Function<? super Claimed, ? extends T> onClaimed,
                Function<? super Repeat, ? extends T> onRepeat,
                Function<? super Busy, ? extends T> onBusy) {
            return onBusy.apply(this);
        }
    }
}
