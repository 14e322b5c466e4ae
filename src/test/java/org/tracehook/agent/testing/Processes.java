package org.tracehook.agent.testing;

import java.util.concurrent.ThreadLocalRandom;

/** The processes of a test, found by a number that stands in their command lines. */
final class Processes {

    private static final long LONGEST_WAIT_MILLIS = 60_000;

    /** Seconds to sleep for, so many that no other process has that argument. */
    final String token = Long.toString(ThreadLocalRandom.current().nextLong(10_000_000_000L, 99_000_000_000L));

    boolean areLeft() {
        return count() > 0;
    }

    /** Those that live: an ended process that nobody has waited for has no command line. */
    long count() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(token))
                .count();
    }

    void awaitCount(long atLeast) throws InterruptedException {
        Waiting.until(() -> count() >= atLeast, LONGEST_WAIT_MILLIS);
    }

    void end() {
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(token))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
