package org.tracehook.deadline;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: exponential with full jitter, so that callers who failed together do not try
 * again together.
 *
 * @param first the limit of the pause after the first attempt; it doubles with each further attempt
 * @param longest the limit of every pause
 * @param random numbers from 0 to less than 1
 * @param sleeper waits
 */
public record Backoff(Duration first, Duration longest, DoubleSupplier random, Sleeper sleeper) {

    /** With less time left, an attempt is not worth the while. */
    private static final Duration SHORTEST_ATTEMPT = Duration.ofMillis(100);

    /** More doublings than any caller needs, and far fewer than overflow. */
    private static final int MOST_DOUBLINGS = 20;

    /** Waits on the calling thread. */
    public static Backoff sleeping(Duration first, Duration longest) {
        return new Backoff(
                first,
                longest,
                () -> ThreadLocalRandom.current().nextDouble(),
                pause -> Thread.sleep(pause.toMillis()));
    }

    /** For requests over HTTP: up to 200 ms after the first attempt, never more than 5 s. */
    public static Backoff betweenRequests() {
        return sleeping(Duration.ofMillis(200), Duration.ofSeconds(5));
    }

    /** The limit of the pause after that many attempts, from 1. */
    public Duration limit(int attempts) {
        Duration doubled = first.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /**
     * Waits before the next attempt; returns false at once when the deadline leaves no time for it.
     *
     * @param attempts how many there were, from 1
     * @param asked the shortest pause that the server asks for, 0 or more
     */
    public boolean pause(int attempts, Duration asked, Deadline deadline) throws InterruptedException {
        Duration random = Duration.ofMillis(
                (long) (this.random.getAsDouble() * limit(attempts).toMillis()));
        Duration pause = random.compareTo(asked) >= 0 ? random : asked;
        if (pause.plus(SHORTEST_ATTEMPT).compareTo(deadline.remaining()) > 0) {
            return false;
        }
        sleeper.sleep(pause);
        return true;
    }

    /** Waits; ends with an exception when the thread is interrupted. */
    public interface Sleeper {

        /** Waits for that long. */
        void sleep(Duration pause) throws InterruptedException;
    }
}
