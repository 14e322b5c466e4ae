package org.tracehook.agent.codereview;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.tracehook.workspace.Diff.Beginning;
import org.tracehook.workspace.Diff.Skipped;

/**
 * The lines of a file that are to be reviewed, made as they are asked for: a file may have millions.
 *
 * @param path as the change names it
 * @param lines without their line ends, with their numbers in the file
 * @param unread why it is only searched for secrets, if so
 */
record SourceFile(String path, Iterable<SourceLine> lines, Optional<Unread> unread) {

    /** A file of which every line counts; lines are numbered as editors do, which end one at LF, CR or both. */
    static SourceFile whole(String path, String content) {
        return new SourceFile(
                path,
                () -> {
                    Iterator<String> lines = content.lines().iterator();
                    return new LineParts(numbered(lines), plain(path));
                },
                Optional.empty());
    }

    /** A file as {@link #whole}, of which a branch would show what {@link #unread} does. */
    static SourceFile likeInBranch(String path, String content, long largest) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return Skipped.of(bytes, largest)
                .map(why -> unread(path, why, Beginning.of(bytes, true)))
                .orElseGet(() -> whole(path, content));
    }

    /** A file whose lines cannot be reviewed, but searched for secrets. */
    static SourceFile unread(String path, Skipped why, Beginning beginning) {
        Iterable<SourceLine> lines = whole(path, beginning.text()).lines();
        return new SourceFile(path, lines, Optional.of(new Unread(why, beginning.isWhole())));
    }

    /** A file of which the lines with those numbers count. */
    static SourceFile added(String path, SortedMap<Integer, String> lines) {
        return new SourceFile(
                path,
                () -> {
                    Iterator<SourceLine> numbered = lines.entrySet().stream()
                            .map(line -> new SourceLine(line.getKey(), line.getValue()))
                            .iterator();
                    return new LineParts(numbered, plain(path));
                },
                Optional.empty());
    }

    private static Iterator<SourceLine> numbered(Iterator<String> lines) {
        PrimitiveIterator.OfInt numbers =
                IntStream.iterate(1, number -> number + 1).iterator();
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

    /**
     * Why the lines of a file cannot be reviewed.
     *
     * @param isSearched whether all of it can be searched for secrets
     */
    record Unread(Skipped why, boolean isSearched) {}

    /** Names the file, never its content. */
    @Override
    public String toString() {
        return "SourceFile[" + path + "]";
    }
}
