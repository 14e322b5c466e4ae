package org.tracehook.viewer;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last log lines of this start, numbered in the order in which they were written.
 *
 * <p>Bounded: the oldest make room, a line of any length is kept until the next one comes.
 */
final class RecentLines {

    private final Bounds bounds;
    private final NavigableMap<Long, String> lines = new TreeMap<>();
    private long next;
    private long characters;
    private boolean closed;

    /**
     * No lines yet.
     *
     * @param first the number of the first line; above those of an earlier start, so that a reader who names one of them
     *     is given all lines
     */
    RecentLines(long first, Bounds bounds) {
        this.next = first;
        this.bounds = bounds;
    }

    /** Adds a line. */
    synchronized void append(String line) {
        lines.put(next++, line);
        characters += line.length();
        while (lines.size() > 1 && (lines.size() > bounds.lines() || characters > bounds.characters())) {
            characters -= lines.pollFirstEntry().getValue().length();
        }
        notifyAll();
    }

    /** The oldest line kept with a higher number. */
    synchronized Optional<NumberedLine> after(long number) {
        return Optional.ofNullable(lines.higherEntry(number))
                .map(entry -> new NumberedLine(entry.getKey(), entry.getValue()));
    }

    /** The same, as soon as there is one; empty when these lines are closed. */
    synchronized Optional<NumberedLine> await(long number) {
        try {
            while (!closed && after(number).isEmpty()) {
                wait();
            }
            return closed ? Optional.empty() : after(number);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Nobody waits for lines any longer. */
    synchronized void close() {
        closed = true;
        notifyAll();
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
