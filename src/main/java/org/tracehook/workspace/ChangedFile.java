package org.tracehook.workspace;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One file of a {@link Diff}.
 *
 * @param path in the branch; of a deleted file, where it was
 * @param oldPath where a renamed file was
 * @param skipped why its lines are not here, when they are not
 * @param addedLines added and changed lines, without line ends, by their number in the new file, from 1
 */
public record ChangedFile(
        String path,
        Kind kind,
        Optional<String> oldPath,
        Optional<Skipped> skipped,
        SortedMap<Integer, String> addedLines) {

    public ChangedFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(kind, "kind");
        addedLines = Collections.unmodifiableSortedMap(new TreeMap<>(addedLines));
    }

    /** Names the file, never its lines. */
    @Override
    public String toString() {
        return "ChangedFile[" + path + ", " + kind + ", " + skipped + "]";
    }

    /** What became of a file. */
    public enum Kind {
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
