package org.tracehook.packaged;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The lines that a process writes to one stream, read while it writes. Only {@code \n} ends a line, as in CloudWatch: a
 * carriage return stays part of its line.
 */
final class ProcessLines {

    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean ended;

    private ProcessLines(InputStream stream, String name) {
        reader = new Thread(() -> readAll(stream), name);
        reader.setDaemon(true);
    }

    /** Starts to read; {@code name} is for thread dumps. */
    static ProcessLines of(InputStream stream, String name) {
        ProcessLines lines = new ProcessLines(stream, name);
        lines.reader.start();
        return lines;
    }

    /** The lines so far, a copy. */
    synchronized List<String> soFar() {
        return List.copyOf(lines);
    }

    /**
     * The first line that matches, be it already there or still to come.
     *
     * @throws AssertionError with all lines, if the limit passes or the stream ends before
     */
    synchronized String await(Predicate<? super String> wanted, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (int next = 0; ; ) {
            Optional<String> found =
                    lines.subList(next, lines.size()).stream().filter(wanted).findFirst();
            next = lines.size();
            long left = end - System.nanoTime();
            if (found.isPresent()) {
                return found.get();
            } else if (ended || left <= 0) {
                throw new AssertionError(
                        "No such line " + (ended ? "before the end" : "within " + limit) + " in " + lines);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Waits until the stream has ended, so that no line is missing; gives up silently after the limit. */
    void awaitEnd(Duration limit) throws InterruptedException {
        reader.join(limit.toMillis());
    }

    private void readAll(InputStream stream) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (stream) {
            for (int next = stream.read(); next >= 0; next = stream.read()) {
                if (next == '\n') {
                    add(line);
                } else {
                    line.write(next);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end(line);
        }
    }

    private synchronized void add(ByteArrayOutputStream line) {
        lines.add(line.toString(StandardCharsets.UTF_8));
        line.reset();
        notifyAll();
    }

    private synchronized void end(ByteArrayOutputStream unfinished) {
        if (unfinished.size() > 0) {
            add(unfinished);
        }
        ended = true;
        notifyAll();
    }
}
