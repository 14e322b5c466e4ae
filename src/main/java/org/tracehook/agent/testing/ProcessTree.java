package org.tracehook.agent.testing;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tracehook.deadline.Deadline;

/**
 * The processes of one test command: its first one, and the descendants that were seen. A process whose parent ends
 * before it was seen escapes: a command that detaches itself is no concern of a developer's machine.
 */
final class ProcessTree {

    private static final Duration LONGEST_KILLING = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /** Parents come before their children, and are ended first: a shell goes on when the program that it waits for ends. */
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    /** The tree that begins with that process. */
    ProcessTree(ProcessHandle root) {
        seen.add(root);
    }

    /** Remembers the descendants that are there now: they are still known when their parents end. */
    void look() {
        List.copyOf(seen).forEach(process -> process.descendants().forEach(seen::add));
        seen.removeIf(process -> !process.isAlive());
    }

    /**
     * Ends all of them, again and again until none is left; also while this thread is interrupted, which it is again
     * afterwards.
     *
     * @return how many are left: more than 0 only if some could not be ended in half a minute
     */
    int kill() {
        Deadline deadline = Deadline.in(LONGEST_KILLING);
        boolean interrupted = Thread.interrupted();
        look();
        while (living() > 0 && !deadline.remaining().isZero()) {
            seen.forEach(ProcessHandle::destroyForcibly);
            interrupted |= isInterruptedInPause();
            look();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return living();
    }

    /** An ended process that its parent has not waited for counts as alive, but has no command line any more. */
    private int living() {
        return (int) seen.stream()
                .filter(process -> process.info().commandLine().isPresent())
                .count();
    }

    private static boolean isInterruptedInPause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
