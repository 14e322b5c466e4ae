package org.tracehook.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.tracehook.tracelog.LineContract;

/**
 * The process of an unpacked function, run as Lambda runs it: in its directory, with Lambda's environment, by its
 * {@code bootstrap} if there is one (native) and else by AWS' Java runtime client. It never outlives this object.
 */
final class PackagedFunction implements AutoCloseable {

    /** Enough to read what is left in a pipe of a dead process. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);

    private final Instant startedAt;
    private final Process process;
    private final ProcessLines stdout;
    private final ProcessLines stderr;

    private PackagedFunction(ProcessBuilder function) throws IOException {
        startedAt = Instant.now();
        process = function.start();
        stdout = ProcessLines.of(process.getInputStream(), "stdout of the function");
        stderr = ProcessLines.of(process.getErrorStream(), "stderr of the function");
    }

    /**
     * Starts the function; does not wait for its first poll.
     *
     * @param taskRoot where the zip was unpacked; files may have been added or overwritten
     * @param environment variables beside and over those of Lambda
     * @param options system properties, as {@code java} and the executable take them
     */
    static PackagedFunction start(
            Path taskRoot, LambdaRuntimeApi api, Map<String, String> environment, String... options)
            throws IOException {
        Map<String, String> all = LambdaEnvironment.of(taskRoot, api.endpoint(), environment);
        ProcessBuilder builder = new ProcessBuilder(command(taskRoot, options)).directory(taskRoot.toFile());
        builder.environment().clear();
        builder.environment().putAll(all);
        PackagedFunction function = new PackagedFunction(builder);
        function.process.onExit().thenAccept(ended -> api.functionEnded(ended.exitValue()));
        return function;
    }

    private static List<String> command(Path taskRoot, String... options) throws IOException {
        Path bootstrap = taskRoot.resolve("bootstrap");
        List<String> command = new ArrayList<>(
                Files.exists(bootstrap) ? List.of(bootstrap.toString()) : RuntimeClient.command(taskRoot));
        command.addAll(1, List.of(options));
        return command;
    }

    /** Just before the process was started: the begin of the cold start. */
    Instant startedAt() {
        return startedAt;
    }

    /** The process id. */
    long pid() {
        return process.pid();
    }

    /** The lines of standard output so far; all of them once {@link #awaitExit} or {@link #kill} has returned. */
    List<String> stdoutLines() {
        return stdout.soFar();
    }

    /** The lines of standard error so far; all of them once {@link #awaitExit} or {@link #kill} has returned. */
    List<String> stderrLines() {
        return stderr.soFar();
    }

    /**
     * The first line on standard output that matches, be it already there or still to come. An answer can overtake the
     * lines that were written before it, so wait for them with this.
     *
     * @throws AssertionError with all lines, if the limit passes or the output ends before
     */
    String awaitStdout(Predicate<? super String> wanted, Duration limit) throws InterruptedException {
        return stdout.await(wanted, limit);
    }

    /**
     * Waits until the process has ended of itself and all its output is read.
     *
     * @return the exit code; 128 plus the signal's number if a signal ended it
     * @throws AssertionError if it still runs after the limit
     */
    int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The function still runs after " + limit + "; it printed " + stdoutLines());
        }
        stdout.awaitEnd(DRAIN_LIMIT);
        stderr.awaitEnd(DRAIN_LIMIT);
        return process.exitValue();
    }

    /** Ends the process and its children by SIGKILL, as Lambda does at the time limit; returns the exit code. */
    int kill() throws InterruptedException {
        destroy();
        int exit = awaitExit(DRAIN_LIMIT);
        stdout.soFar().forEach(LineContract::check);
        return exit;
    }

    /** Ends the process. Whatever it printed, every line of it must be one of the log's. */
    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process, whatever it printed: not every function that is measured is ours. */
    void end() {
        destroy();
    }

    /**
     * Kills by handles, because {@link Process#destroy} closes the pipes and so loses lines; waits, so that the directory
     * can be deleted. Children are listed first: those of a process that has ended by itself cannot be found.
     */
    private void destroy() {
        List<ProcessHandle> children = process.descendants().toList();
        process.toHandle().destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }
}
