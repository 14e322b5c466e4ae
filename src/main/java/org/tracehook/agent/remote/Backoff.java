package org.tracehook.agent.remote;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before a request is sent again: exponential with full jitter, so that agents which broke down together
 * are not asked together.
 *
 * @param random numbers from 0 to less than 1
 * @param sleeper waits
 */
record Backoff(DoubleSupplier random, Sleeper sleeper) {

    private static final long FIRST_MILLIS = 200;
    private static final long LONGEST_MILLIS = 5_000;

    /** Waits on the calling thread. */
    static Backoff sleeping() {
        return new Backoff(() -> ThreadLocalRandom.current().nextDouble(), pause -> Thread.sleep(pause.toMillis()));
    }

    /** The pause after that many failed attempts, from 1. */
    Duration pauseAfter(int attempts) {
        long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << (attempts - 1));
        return Duration.ofMillis((long) (random.getAsDouble() * longest));
    }

    /** Waits; ends with an exception when the thread is interrupted. */
    interface Sleeper {

        void sleep(Duration pause) throws InterruptedException;
    }
}
