package org.tracehook.viewer;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The last log lines of this start, numbered in the order in which they were written.
 *
 * <p>Bounded: the oldest make room, a line of any length is kept until the next one comes.
 */
final class RecentLines {

    private final Bounds bounds;
    private final NavigableMap<Long, String> lines = new TreeMap<>();
    private final List<Runnable> readers = new CopyOnWriteArrayList<>();
    private long next;
    private long characters;

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

    /** Adds a line and tells the readers, on this thread: they must not take their time. */
    void append(String line) {
        keep(line);
        readers.forEach(Runnable::run);
    }

    private synchronized void keep(String line) {
        lines.put(next++, line);
        characters += line.length();
        while (lines.size() > 1 && (lines.size() > bounds.lines() || characters > bounds.characters())) {
            characters -= lines.pollFirstEntry().getValue().length();
        }
    }

    /** The oldest line kept with a higher number. */
    synchronized Optional<Line> after(long number) {
        return Optional.ofNullable(lines.higherEntry(number)).map(entry -> new Line(entry.getKey(), entry.getValue()));
    }

    /** From now on the reader is told of every line. */
    void add(Runnable reader) {
        readers.add(reader);
    }

    /** The reader is told of nothing any more. */
    void remove(Runnable reader) {
        readers.remove(reader);
    }

    /** How many are told of lines. */
    int readers() {
        return readers.size();
    }

    /**
     * A line with its number.
     *
     * @param text the line as it was written, without its end
     */
    record Line(long number, String text) {}

    /** How many lines are kept, and how many UTF-16 units of them. */
    record Bounds(int lines, long characters) {}
}
