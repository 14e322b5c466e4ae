package org.tracehook.agent.codereview;

import java.util.Locale;
import java.util.Optional;
import org.tracehook.agent.WholeText;
import org.tracehook.agent.codereview.SourceFile.Unread;
import org.tracehook.workspace.Diff.Skipped;

/** Says of a file that it was not reviewed, and why. */
final class UnreviewedFile {

    /** The rule that such a file breaks. */
    static final String RULE = "unreviewed";

    private UnreviewedFile() {}

    /** The finding for a file that has to be reviewed. */
    static Finding finding(String path, Unread unread) {
        String message = "Not reviewed, " + whatToDo(unread.why()) + ", or set tracehook.review.unreviewed=approve"
                + searched(unread);
        return new Finding(RULE, Category.STANDARDS, path, 1, message, Optional.empty());
    }

    /** {@code logo.png (binary)}. */
    static String named(String path, Unread unread) {
        return WholeText.of(path) + " (" + words(unread.why()) + searched(unread) + ")";
    }

    private static String searched(Unread unread) {
        return unread.isSearched() ? "" : ", not wholly searched for secrets";
    }

    private static String whatToDo(Skipped why) {
        return switch (why) {
            case BINARY -> "it has a NUL byte: remove it";
            case TOO_LARGE -> "it is larger than tracehook.workspace.max-diff-file-size: split it, raise the limit";
            case DIFF_TOO_LARGE -> "the whole change is too large: split the change";
            case SYMLINK -> "it is a symbolic link: commit the file itself";
            case SUBMODULE -> "it is another repository: commit the files themselves";
        };
    }

    /** {@code too large}. */
    static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
