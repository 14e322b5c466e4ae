package org.tracehook.agent.testing;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.tracehook.deadline.Deadline;

/**
 * The processes of one test command: its first one, and the descendants that were seen. The JDK does not know the descendants
 * of an ended process, so a process escapes whose parent ends before a look saw it.
 */
final class ProcessTree {

    private static final Duration LONGEST_KILLING = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /** Parents come first and are ended first: a shell would go on when the program that it waits for ends. */
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    /** The tree that begins with that process. */
    ProcessTree(ProcessHandle root) {
        seen.add(root);
    }

    /** Remembers the descendants that run now, so that they are still known after their parents ended. */
    void look() {
        List.copyOf(seen).forEach(process -> process.descendants().forEach(seen::add));
        seen.removeIf(process -> !process.isAlive());
    }

    /**
     * Ends all of them, again and again until none is left; also while this thread is interrupted, which it stays.
     *
     * @return how many are left: more than 0 only if some could not be ended in half a minute
     */
    int kill() {
        Deadline deadline = Deadline.in(LONGEST_KILLING);
        look();
        while (living() > 0 && !deadline.remaining().isZero()) {
            seen.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(PAUSE.toNanos());
            look();
        }
        return living();
    }

    /** Counts the living. An ended process that its parent has not waited for is alive to the JDK, but has no command line. */
    private int living() {
        return (int) seen.stream()
                .filter(process -> process.info().commandLine().isPresent())
                .count();
    }
}
