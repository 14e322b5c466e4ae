package org.tracehook.agent.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Runs a test command once. Whatever it started is gone afterwards, whether it ended, ran out of time or was interrupted;
 * what it prints goes nowhere, and it has nothing to read.
 */
final class TestRun {

    /** Marks every process of a run that keeps its environment. */
    static final String MARK = "TEST_RUN_ID";

    /** Short enough to see children before they are orphans, and next to nothing beside a test run. */
    private static final long LOOK_EVERY_MILLIS = 50;

    private final TestCommand command;
    private final Path directory;

    TestRun(TestCommand command, Path directory) {
        this.command = command;
        this.directory = directory;
    }

    /**
     * Runs the command to its end, at most that long.
     *
     * @throws IOException if there is no such program
     * @throws InterruptedException if the thread was interrupted; then nothing of the run is left either
     */
    Ended run(Duration limit) throws IOException, InterruptedException {
        String mark = UUID.randomUUID().toString();
        Process process = start(mark);
        ProcessTree tree = new ProcessTree(process.toHandle(), MARK + "=" + mark);
        try {
            return await(process, tree, limit);
        } finally {
            tree.kill();
        }
    }

    private Process start(String mark) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.arguments())
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        builder.environment().put(MARK, mark);
        return builder.start();
    }

    private static File nothing() {
        return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    }

    private static Ended await(Process process, ProcessTree tree, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            tree.look();
            if (process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                return Ended.exited(process.exitValue());
            }
        }
        return Ended.timedOut();
    }
}
