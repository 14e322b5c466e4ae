package org.tracehook.workspace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.MyersDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.Sequence;
import org.eclipse.jgit.diff.SequenceComparator;
import org.eclipse.jgit.errors.DiffInterruptedException;

/**
 * Finds the lines that texts add to others. The work has a limit, since anybody may have written the texts: what is not
 * compared within it counts as added.
 */
final class AddedLines {

    /** Less than a second: enough to find four thousand moved lines. */
    private static final long MOST_OF_A_TEXT = 10_000_000;

    /** Some seconds. */
    private static final long MOST_OF_ALL = 100_000_000;

    private final long mostOfAText;
    private final long mostOfAll;
    private long comparisons;

    /** With the limits that suit the branch of an issue. */
    AddedLines() {
        this(MOST_OF_A_TEXT, MOST_OF_ALL);
    }

    /** With other limits: how many pairs of lines are compared in one text, and in all. */
    AddedLines(long mostOfAText, long mostOfAll) {
        this.mostOfAText = mostOfAText;
        this.mostOfAll = mostOfAll;
    }

    /** How many pairs of lines were compared so far, in all texts. */
    long comparisons() {
        return comparisons;
    }

    /** Added and changed lines, without line ends, by their number in {@code after}, from 1. */
    SortedMap<Integer, String> between(RawText before, RawText after) throws InterruptedException {
        List<String> old = lines(before);
        List<String> now = lines(after);
        Map<String, Integer> inBoth = inBoth(old, now);
        SortedMap<Integer, String> added = new TreeMap<>();
        for (int line = 0; line < now.size(); line++) {
            if (!inBoth.containsKey(now.get(line))) {
                added.put(line + 1, after.getString(line));
            }
        }
        Lines common = Lines.of(now, inBoth);
        for (Edit edit : edits(Lines.of(old, inBoth), common)) {
            for (int at = edit.getBeginB(); at < edit.getEndB(); at++) {
                int line = common.numbers[at];
                added.put(line + 1, after.getString(line));
            }
        }
        return added;
    }

    /** The bytes of each line with its end, one character each: decoding could make different lines equal. */
    private static List<String> lines(RawText text) {
        List<String> lines = new ArrayList<>(text.size());
        for (int line = 0; line < text.size(); line++) {
            String bytes =
                    StandardCharsets.ISO_8859_1.decode(text.getRawString(line)).toString();
            boolean ends = line < text.size() - 1 || !text.isMissingNewlineAtEnd();
            lines.add(ends ? bytes + '\n' : bytes);
        }
        return lines;
    }

    /** A number for each line that both texts have. The others need no comparison: they are added or removed. */
    private static Map<String, Integer> inBoth(List<String> old, List<String> now) {
        Map<String, Integer> ids = new HashMap<>();
        old.forEach(line -> ids.putIfAbsent(line, ids.size()));
        ids.keySet().retainAll(new HashSet<>(now));
        return ids;
    }

    private List<Edit> edits(Lines old, Lines now) throws InterruptedException {
        Edit middle = new Lines.Comparator().reduceCommonStartEnd(old, now, new Edit(0, old.size(), 0, now.size()));
        long most = Math.min(mostOfAll, comparisons + mostOfAText);
        try {
            return MyersDiff.INSTANCE.diff(new Counting(most), old, now);
        } catch (CancellationException | DiffInterruptedException e) {
            InterruptMonitor.check();
            return List.of(middle);
        }
    }

    /** JGit checks for no limit and no interrupt, so the comparison of lines does. */
    private final class Counting extends Lines.Comparator {

        private final long most;

        Counting(long most) {
            this.most = most;
        }

        @Override
        public boolean equals(Lines one, int line, Lines other, int otherLine) {
            if (comparisons == most || Thread.currentThread().isInterrupted()) {
                throw new CancellationException();
            }
            comparisons++;
            return super.equals(one, line, other, otherLine);
        }
    }

    /** Lines as numbers, equal for equal lines. */
    private static final class Lines extends Sequence {

        private final int[] ids;

        /** Where each line is in its text, from 0. */
        private final int[] numbers;

        private Lines(int[] ids, int[] numbers) {
            this.ids = ids;
            this.numbers = numbers;
        }

        /** Those lines that have an id. */
        static Lines of(List<String> texts, Map<String, Integer> ids) {
            int[] numbers = IntStream.range(0, texts.size())
                    .filter(line -> ids.containsKey(texts.get(line)))
                    .toArray();
            int[] found =
                    Arrays.stream(numbers).map(line -> ids.get(texts.get(line))).toArray();
            return new Lines(found, numbers);
        }

        @Override
        public int size() {
            return ids.length;
        }

        private static class Comparator extends SequenceComparator<Lines> {

            @Override
            public boolean equals(Lines one, int line, Lines other, int otherLine) {
                return one.ids[line] == other.ids[otherLine];
            }

            /** The same for all, as JGit compares lines of different hashes by itself, without being counted. */
            @Override
            public int hash(Lines lines, int line) {
                return 0;
            }
        }
    }
}
