package org.tracehook.deadline;

import java.time.Duration;

/**
 * How long to wait before the next attempt.
 *
 * @param length of this one
 * @param longest that any becomes
 */
public record Pause(Duration length, Duration longest) {

    /** The one after this: twice as long, up to the longest. */
    public Pause longer() {
        Duration twice = length.multipliedBy(2);
        return new Pause(twice.compareTo(longest) < 0 ? twice : longest, longest);
    }
}
