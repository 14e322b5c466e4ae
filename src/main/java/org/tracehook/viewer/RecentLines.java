package org.tracehook.viewer;

import java.util.NavigableMap;
import java.util.Optional;

/**
 * The last log lines of dev mode, numbered in the order in which they were written.
 *
 * <p>Bounded: the oldest make room, a line of any length is kept until the next one comes.
 */
final class RecentLines {

    private final NavigableMap<Long, String> lines;
    private final Bounds bounds;
    private long next;
    private long characters;
    private boolean closed;

    /**
     * Goes on after the lines of earlier starts.
     *
     * @param earlier these lines by number; further ones are added. Who waits for one waits at this object's monitor
     * @param first the number of the first line if there is none
     */
    RecentLines(NavigableMap<Long, String> earlier, long first, Bounds bounds) {
        this.lines = earlier;
        this.bounds = bounds;
        this.next = earlier.isEmpty() ? first : earlier.lastKey() + 1;
        this.characters = earlier.values().stream().mapToLong(String::length).sum();
    }

    /** Adds a line. */
    void append(String line) {
        synchronized (lines) {
            lines.put(next++, line);
            characters += line.length();
            while (lines.size() > 1 && (lines.size() > bounds.lines() || characters > bounds.characters())) {
                characters -= lines.pollFirstEntry().getValue().length();
            }
            lines.notifyAll();
        }
    }

    /** The oldest line kept with a higher number. */
    Optional<NumberedLine> after(long number) {
        synchronized (lines) {
            return Optional.ofNullable(lines.higherEntry(number))
                    .map(entry -> new NumberedLine(entry.getKey(), entry.getValue()));
        }
    }

    /** The same, as soon as there is one; empty when these lines are closed. */
    Optional<NumberedLine> await(long number) {
        synchronized (lines) {
            try {
                while (!closed && after(number).isEmpty()) {
                    lines.wait();
                }
                return closed ? Optional.empty() : after(number);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    /** Nobody waits for lines any longer. */
    void close() {
        synchronized (lines) {
            closed = true;
            lines.notifyAll();
        }
    }

    /**
     * A line with its number.
     *
     * @param text the line as it was written, without its end
     */
    record NumberedLine(long number, String text) {}

    /** How many lines are kept, and how many UTF-16 units of them. */
    record Bounds(int lines, long characters) {}
}
