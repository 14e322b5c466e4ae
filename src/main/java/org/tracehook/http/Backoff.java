package org.tracehook.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before a request is sent again: exponential with full jitter, so that those who failed together do not
 * ask together.
 *
 * @param random numbers from 0 to less than 1
 * @param sleeper waits
 */
public record Backoff(DoubleSupplier random, Sleeper sleeper) {

    private static final long FIRST_MILLIS = 200;
    private static final long LONGEST_MILLIS = 5_000;

    /** Waits on the calling thread. */
    public static Backoff sleeping() {
        return new Backoff(() -> ThreadLocalRandom.current().nextDouble(), pause -> Thread.sleep(pause.toMillis()));
    }

    /** The pause after that many failed attempts, from 1. */
    public Duration pauseAfter(int attempts) {
        long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << (attempts - 1));
        return Duration.ofMillis((long) (random.getAsDouble() * longest));
    }

    /** Waits; ends with an exception when the thread is interrupted. */
    public interface Sleeper {

        /** Waits for that long. */
        void sleep(Duration pause) throws InterruptedException;
    }
}
