package org.tracehook.agent.codereview;

import java.util.ArrayDeque;
import java.util.Deque;
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
record SourceFile(String path, Iterable<SourceLine> lines) {

    /** A file of which every line counts. */
    static SourceFile whole(String path, String content) {
        return new SourceFile(path, () -> numbered(content.lines().iterator()));
    }

    /** A file of which the lines with those numbers count. */
    static SourceFile added(String path, SortedMap<Integer, String> lines) {
        return new SourceFile(
                path, () -> lines.entrySet().stream().map(SourceFile::line).iterator());
    }

    private static Iterator<SourceLine> numbered(Iterator<String> lines) {
        AtomicInteger number = new AtomicInteger();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public SourceLine next() {
                return new SourceLine(number.incrementAndGet(), lines.next());
            }
        };
    }

    private static SourceLine line(Map.Entry<Integer, String> numbered) {
        return new SourceLine(numbered.getKey(), numbered.getValue());
    }

    /**
     * The path as a repository knows it: {@code /} between parts, of which none is empty, {@code .} or {@code ..}; so that
     * {@code ./src//app.py} cannot slip past a rule for {@code src/*.py}.
     */
    String plainPath() {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.replace('\\', '/').split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param text without the line end
     */
    record SourceLine(int number, String text) {}

    /** Names the file, never its content. */
    @Override
    public String toString() {
        return "SourceFile[" + path + "]";
    }
}
