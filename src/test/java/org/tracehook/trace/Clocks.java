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
        return ticking(START);
    }

    /** A clock whose readings are one millisecond apart, the first of them that. */
    public static Clock ticking(Instant first) {
        Instant[] next = {first};
        return of(() -> {
            Instant now = next[0];
            next[0] = now.plus(Duration.ofMillis(1));
            return now;
        });
    }

    /** A clock that cannot tell the time. */
    public static Clock broken() {
        return of(() -> {
            throw new IllegalStateException("no time");
        });
    }

    /** A clock that gives what the supplier does, whatever its zone. */
    public static Clock of(Supplier<Instant> reading) {
        return new Reading(reading);
    }

    /** Ids that count from 1. */
    public static Supplier<UUID> counting() {
        long[] last = {0};
        return () -> new UUID(0, ++last[0]);
    }

    /** A clock of that reading, for which the zone does not matter. */
    private static final class Reading extends Clock {
        private final Supplier<Instant> reading;

        private Reading(Supplier<Instant> reading) {
            this.reading = reading;
        }

        @Override
        public Instant instant() {
            return reading.get();
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
