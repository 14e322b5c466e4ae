package org.tracehook.workspace;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that a checkout belongs to, as the directory's name tells: a process id can be another's later, its start
 * time cannot.
 *
 * @param pid the process id
 * @param startedAt milliseconds since 1970; 0 where the system does not tell
 */
record CheckoutOwner(long pid, long startedAt) {

    static final String PREFIX = "tracehook-checkout-";

    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-([0-9]{1,18})-.*");

    /** This process. */
    static CheckoutOwner current() {
        ProcessHandle self = ProcessHandle.current();
        return new CheckoutOwner(self.pid(), startedAt(self));
    }

    /** The owner that a directory's name tells; empty for any other name. */
    static Optional<CheckoutOwner> of(String directoryName) {
        Matcher matcher = NAME.matcher(directoryName);
        return matcher.matches()
                ? Optional.of(new CheckoutOwner(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** What the names of its directories begin with. */
    String prefix() {
        return PREFIX + pid + "-" + startedAt + "-";
    }

    /** Whether the process still runs; in doubt it does. */
    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(process -> startedAt == 0 || startedAt(process) == 0 || startedAt(process) == startedAt)
                .isPresent();
    }

    private static long startedAt(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
