package org.tracehook.agent.testing;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a test command ran.
 *
 * @param exitCode its exit code, 128 and more after a signal; empty when it was ended because its time was over
 * @param duration how long it ran
 * @param survivors how many of its processes could not be ended; 0 but for processes of other users
 */
record CommandRun(OptionalInt exitCode, Duration duration, int survivors) {

    boolean isOutOfTime() {
        return exitCode.isEmpty();
    }
}
