package org.tracehook.workspace;

import java.nio.charset.StandardCharsets;
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
     * @param beginning of a file whose lines were not compared
     */
    public record ChangedFile(
            String path,
            ChangeType change,
            Optional<String> oldPath,
            Optional<Skipped> skipped,
            SortedMap<Integer, String> addedLines,
            Beginning beginning) {

        public ChangedFile {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(change, "change");
            Objects.requireNonNull(beginning, "beginning");
            addedLines = Collections.unmodifiableSortedMap(new TreeMap<>(addedLines));
        }

        /** A file without a beginning to look at. */
        public ChangedFile(
                String path,
                ChangeType change,
                Optional<String> oldPath,
                Optional<Skipped> skipped,
                SortedMap<Integer, String> addedLines) {
            this(path, change, oldPath, skipped, addedLines, Beginning.NONE);
        }

        /** Names the file, never its lines. */
        @Override
        public String toString() {
            return "ChangedFile[" + path + ", " + change + ", " + skipped + "]";
        }
    }

    /**
     * The bytes that a file begins with.
     *
     * @param text the bytes as UTF-8 without NUL, so that ASCII can be read in UTF-16 too
     * @param isWhole whether the file has no more
     */
    public record Beginning(String text, boolean isWhole) {

        /** Of what has no bytes. */
        public static final Beginning NONE = new Beginning("", true);

        /** The text of those bytes. */
        public static Beginning of(byte[] bytes, boolean isWhole) {
            return new Beginning(new String(bytes, StandardCharsets.UTF_8).replace("\0", ""), isWhole);
        }

        /** Shows no text. */
        @Override
        public String toString() {
            return "Beginning[" + text.length() + ", " + isWhole + "]";
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
        /** It has a NUL in its first 8,000 bytes, git's own mark of a binary file. */
        BINARY,
        /** It is larger than {@code tracehook.workspace.max-diff-file-size}. */
        TOO_LARGE,
        /** With it the whole diff would be too large. */
        DIFF_TOO_LARGE,
        /** It is a symbolic link. */
        SYMLINK,
        /** It is another repository. */
        SUBMODULE;

        private static final int LOOKED_AT = 8_000;

        /** Why a file of that content would not be compared, if so. */
        public static Optional<Skipped> of(byte[] content, long largest) {
            if (content.length > largest) {
                return Optional.of(TOO_LARGE);
            }
            for (int at = 0; at < Math.min(content.length, LOOKED_AT); at++) {
                if (content[at] == 0) {
                    return Optional.of(BINARY);
                }
            }
            return Optional.empty();
        }
    }
}
