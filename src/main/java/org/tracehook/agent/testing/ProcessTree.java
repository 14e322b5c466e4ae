package org.tracehook.agent.testing;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process and everything that it started, also what left the family: a child that lost its parent is found by the mark in
 * its environment, by the session or group of a process seen earlier, or because it was seen itself while it had a parent.
 */
final class ProcessTree {

    /** A tree that is still not gone then cannot be killed; a step must end. */
    private static final Duration LONGEST_KILLING = Duration.ofSeconds(5);

    private static final long PAUSE_MILLIS = 10;

    private final ProcessHandle root;
    private final LinuxProcesses linux;
    private final Set<ProcessHandle> seen = new HashSet<>();

    /**
     * The tree below that process.
     *
     * @param mark {@code NAME=value}, which the process has in its environment and hands on
     */
    ProcessTree(ProcessHandle root, String mark) {
        this.root = root;
        this.linux = new LinuxProcesses(mark);
        seen.add(root);
    }

    /** Remembers who is there now; a handle tells a process from a later one with the same id. */
    void look() {
        root.descendants().forEach(seen::add);
    }

    /** Kills until nobody is found any more; an interrupt waits until that is done. */
    void kill() {
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + LONGEST_KILLING.toNanos();
        boolean quiet = false;
        while (!quiet && System.nanoTime() < end) {
            Set<ProcessHandle> alive = alive();
            alive.forEach(ProcessHandle::destroyForcibly);
            quiet = alive.isEmpty();
            interrupted |= !quiet && pause();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<ProcessHandle> alive() {
        List<ProcessHandle> known = List.copyOf(seen);
        Stream.concat(
                        known.stream().filter(ProcessHandle::isAlive).flatMap(ProcessHandle::descendants),
                        linux.of(known))
                .filter(ProcessTree::isNotOurs)
                .forEach(seen::add);
        return seen.stream().filter(ProcessHandle::isAlive).collect(Collectors.toSet());
    }

    /** Never this process, nor one above it. */
    private static boolean isNotOurs(ProcessHandle process) {
        for (ProcessHandle own = ProcessHandle.current();
                own != null;
                own = own.parent().orElse(null)) {
            if (own.equals(process)) {
                return false;
            }
        }
        return true;
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
