package org.tracehook.agent.testing;

import java.util.OptionalInt;

/**
 * How a test command ended.
 *
 * @param exitCode 128 and the signal's number where a signal ended it; empty when its time was over
 */
record Ended(OptionalInt exitCode) {

    static Ended exited(int code) {
        return new Ended(OptionalInt.of(code));
    }

    static Ended timedOut() {
        return new Ended(OptionalInt.empty());
    }
}
