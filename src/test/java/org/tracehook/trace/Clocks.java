package org.tracehook.trace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Supplier;

/** Clocks and ids for tests: every reading is a fixed time later than the last. */
public final class Clocks {

    /** The first reading of a {@link #ticking()} clock. */
    public static final Instant START = Instant.parse("2026-01-26T18:16:54.808827Z");

    private Clocks() {}

    /** A clock whose readings are one millisecond apart. */
    public static Clock ticking() {
        return new Ticking(START);
    }

    /** Ids that count from 1. */
    public static Supplier<UUID> counting() {
        long[] last = {0};
        return () -> new UUID(0, ++last[0]);
    }

    private static final class Ticking extends Clock {
        private Instant next;

        private Ticking(Instant first) {
            this.next = first;
        }

        @Override
        public Instant instant() {
            Instant now = next;
            next = now.plus(Duration.ofMillis(1));
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
