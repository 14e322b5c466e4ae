package org.tracehook.agent.codereview;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.PrimitiveIterator;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * The lines of a file that are to be reviewed, made as they are asked for: a file may have millions.
 *
 * @param path as the change names it
 * @param lines without their line ends, with their numbers in the file
 */
record SourceFile(String path, Iterable<SourceLine> lines) {

    /** A file of which every line counts; lines are numbered as editors do, which end one at LF, CR or both. */
    static SourceFile whole(String path, String content) {
        return new SourceFile(path, () -> {
            Iterator<String> lines = content.lines().iterator();
            return new LineParts(numbered(lines), plain(path));
        });
    }

    /** A file of which the lines with those numbers count. */
    static SourceFile added(String path, SortedMap<Integer, String> lines) {
        return new SourceFile(path, () -> {
            Iterator<SourceLine> numbered = lines.entrySet().stream()
                    .map(line -> new SourceLine(line.getKey(), line.getValue()))
                    .iterator();
            return new LineParts(numbered, plain(path));
        });
    }

    private static Iterator<SourceLine> numbered(Iterator<String> lines) {
        PrimitiveIterator.OfInt numbers = IntStream.iterate(1, number -> number + 1).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public SourceLine next() {
                return new SourceLine(numbers.nextInt(), lines.next());
            }
        };
    }

    /**
     * The path as a repository knows it: {@code /} between parts, of which none is empty, {@code .} or {@code ..}; so that
     * {@code ./src//app.py} cannot slip past a rule for {@code src/*.py}.
     */
    String plainPath() {
        return plain(path);
    }

    private static String plain(String path) {
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
     * One line, or a part of one that a language takes for a line.
     *
     * @param number of the whole line, from 1
     * @param text without the line end
     */
    record SourceLine(int number, String text) {}

    /** Names the file, never its content. */
    @Override
    public String toString() {
        return "SourceFile[" + path + "]";
    }
}
