package org.tracehook.workspace;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a branch changes since it left its base.
 *
 * @param base the id of the merge base
 * @param commit the id of the commit compared with it
 * @param branch the branch's name
 * @param files in the order of their paths
 */
public record Diff(String base, String commit, String branch, List<ChangedFile> files) {

    public Diff {
        files = List.copyOf(files);
    }

    /**
     * One file that the branch changes.
     *
     * @param path in the branch; of a deleted file, where it was
     * @param change how the file was changed
     * @param oldPath where a renamed file was
     * @param skipped why the lines were not compared; empty when they were
     * @param addedLines added and changed lines, without line ends, by their number in the new file, from 1
     */
    public record ChangedFile(
            String path,
            ChangeType change,
            Optional<String> oldPath,
            Optional<Skipped> skipped,
            SortedMap<Integer, String> addedLines) {

        public ChangedFile {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(change, "change");
            addedLines = Collections.unmodifiableSortedMap(new TreeMap<>(addedLines));
        }

        /** Names the file, never its lines. */
        @Override
        public String toString() {
            return "ChangedFile[" + path + ", " + change + ", " + skipped + "]";
        }
    }

    /** How a file was changed. */
    public enum ChangeType {
        ADDED,
        MODIFIED,
        RENAMED,
        DELETED
    }

    /** Why the lines of a file are not compared. */
    public enum Skipped {
        /** It has a NUL near its beginning, git's own mark of a binary file. */
        BINARY,
        /** It is larger than {@code tracehook.workspace.max-diff-file-size}, or the whole diff is too large. */
        TOO_LARGE,
        /** It is a symbolic link. */
        SYMLINK,
        /** It is another repository. */
        SUBMODULE
    }
}
