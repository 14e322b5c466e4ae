package org.tracehook.agent.codereview;

import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lines of a file that are to be reviewed, made as they are asked for: a file may have millions.
 *
 * @param path as the change names it
 * @param lines without their line ends, with their numbers in the file
 */
record SourceFile(String path, Iterable<Line> lines) {

    /** A file of which every line counts. */
    static SourceFile whole(String path, String content) {
        return new SourceFile(path, () -> numbered(content.lines().iterator()));
    }

    /** A file of which the lines with those numbers count. */
    static SourceFile added(String path, SortedMap<Integer, String> lines) {
        return new SourceFile(
                path, () -> lines.entrySet().stream().map(SourceFile::line).iterator());
    }

    private static Iterator<Line> numbered(Iterator<String> lines) {
        AtomicInteger number = new AtomicInteger();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public Line next() {
                return new Line(number.incrementAndGet(), lines.next());
            }
        };
    }

    private static Line line(Map.Entry<Integer, String> numbered) {
        return new Line(numbered.getKey(), numbered.getValue());
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param text without the line end
     */
    record Line(int number, String text) {}

    /** Names the file, never its content. */
    @Override
    public String toString() {
        return "SourceFile[" + path + "]";
    }
}
