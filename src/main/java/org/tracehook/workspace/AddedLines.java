package org.tracehook.workspace;

import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.diff.SequenceComparator;

/** The lines of a text that another does not have. */
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
        } catch (OutOfTimeException e) {
            throw InterruptMonitor.outOfTime();
        }
    }

    /** Two texts can be made so that comparing them takes minutes, and JGit asks for nothing but lines meanwhile. */
    private static final class InterruptibleComparator extends SequenceComparator<RawText> {

        @Override
        public boolean equals(RawText one, int line, RawText other, int otherLine) {
            if (Thread.currentThread().isInterrupted()) {
                throw new OutOfTimeException();
            }
            return RawTextComparator.DEFAULT.equals(one, line, other, otherLine);
        }

        @Override
        public int hash(RawText text, int line) {
            return RawTextComparator.DEFAULT.hash(text, line);
        }
    }

    private static final class OutOfTimeException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
