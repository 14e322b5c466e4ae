package org.tracehook.agent.testing;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.tracehook.deadline.Deadline;

/**
 * Runs the operator's command in a directory. Every process that the command started is ended with it.
 *
 * <p>The system throws the command's output away. It can neither fill memory nor block, nor get into our own.
 */
final class TestCommand {

    private static final File NOTHING = new File("/dev/null");

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final List<String> command;
    private final Map<String, String> environment;

    TestCommand(List<String> command, Map<String, String> environment) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs the command, at most that long.
     *
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread is interrupted; all processes are ended then, too
     */
    CommandResult run(Path directory, Duration limit) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = start(directory);
        ProcessTree tree = new ProcessTree(process.toHandle());
        OptionalInt exitCode;
        int survivors;
        try {
            exitCode = await(process, tree, Deadline.in(limit));
        } finally {
            survivors = tree.kill();
        }
        return new CommandResult(exitCode, Duration.ofNanos(System.nanoTime() - began), survivors);
    }

    private Process start(Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Redirect.from(NOTHING))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Looks at the tree while it waits, so that processes are still known when they lose their parent later. */
    private static OptionalInt await(Process process, ProcessTree tree, Deadline deadline) throws InterruptedException {
        while (!process.waitFor(deadline.cut(PAUSE).toNanos(), TimeUnit.NANOSECONDS)) {
            if (deadline.remaining().isZero()) {
                return OptionalInt.empty();
            }
            tree.look();
        }
        return OptionalInt.of(process.exitValue());
    }

    /**
     * How long a test command may run.
     *
     * @param limit the time, from now
     * @param isConfigured whether this is the operator's limit for the command, not what the step has left
     */
    record TimeBudget(Duration limit, boolean isConfigured) {

        /** Kept back from the step's time to end processes and to remove the checkout. */
        private static final Duration RESERVE = Duration.ofMillis(400);

        /** One part in four of a short step. */
        private static final int LARGEST_SHARE_OF_RESERVE = 4;

        /** The configured limit, or what a step with that deadline has left where that is shorter. */
        static TimeBudget of(Optional<Duration> configured, Deadline deadline) {
            Duration remaining = deadline.remaining();
            Duration share = remaining.dividedBy(LARGEST_SHARE_OF_RESERVE);
            Duration usable = remaining.minus(share.compareTo(RESERVE) < 0 ? share : RESERVE);
            return configured
                    .filter(limit -> limit.compareTo(usable) <= 0)
                    .map(limit -> new TimeBudget(limit, true))
                    .orElseGet(() -> new TimeBudget(usable, false));
        }
    }

    /**
     * How a test command ran.
     *
     * @param exitCode its exit code, 128 and more after a signal; empty when it was ended because its time was over
     * @param duration how long it ran
     * @param survivors how many of its processes could not be ended; 0 except for processes of other users
     */
    record CommandResult(OptionalInt exitCode, Duration duration, int survivors) {

        boolean isOutOfTime() {
            return exitCode.isEmpty();
        }
    }
}
