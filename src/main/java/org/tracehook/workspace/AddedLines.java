package org.tracehook.workspace;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.diff.SequenceComparator;

/** Finds the lines that a text adds to another. */
final class AddedLines {

    private AddedLines() {}

    /** Added and changed lines, without line ends, by their number in {@code after}, from 1. */
    static SortedMap<Integer, String> between(RawText before, RawText after) throws InterruptedException {
        SortedMap<Integer, String> added = new TreeMap<>();
        DiffAlgorithm histogram = DiffAlgorithm.getAlgorithm(DiffAlgorithm.SupportedAlgorithm.HISTOGRAM);
        try {
            for (Edit edit : histogram.diff(new InterruptibleComparator(), before, after)) {
                for (int line = edit.getBeginB(); line < edit.getEndB(); line++) {
                    added.put(line + 1, after.getString(line));
                }
            }
            return added;
        } catch (CancellationException e) {
            throw InterruptMonitor.outOfTime();
        }
    }

    /** Some texts take minutes to compare. JGit checks for no interrupt meanwhile, so the comparison of lines does. */
    private static final class InterruptibleComparator extends SequenceComparator<RawText> {

        @Override
        public boolean equals(RawText one, int line, RawText other, int otherLine) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException();
            }
            return RawTextComparator.DEFAULT.equals(one, line, other, otherLine);
        }

        @Override
        public int hash(RawText text, int line) {
            return RawTextComparator.DEFAULT.hash(text, line);
        }
    }
}
