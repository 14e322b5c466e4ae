package org.tracehook.agent.codereview;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.tracehook.agent.WholeText;
import org.tracehook.workspace.Diff.Skipped;

/**
 * A file that was not reviewed.
 *
 * @param path as the change names it
 * @param why it was not
 * @param isSearched whether all of it was searched for secrets
 */
record UnreviewedFile(String path, Skipped why, boolean isSearched) {

    /** The rule that such a file breaks. */
    static final String RULE = "unreviewed";

    /** The finding for a file that has to be reviewed. */
    Finding finding() {
        String message = "Not reviewed, " + whatToDo() + ", or set tracehook.review.unreviewed=approve" + searched();
        return new Finding(RULE, Category.STANDARDS, path, 1, message, Optional.empty());
    }

    /** {@code logo.png (binary)}. */
    String named() {
        return WholeText.of(path) + " (" + words(why) + searched() + ")";
    }

    /** The file as it stands in the review's outputs. */
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("file", WholeText.of(path))
                .put("reason", words(why))
                .put("searched", isSearched);
    }

    private String searched() {
        return isSearched ? "" : ", not wholly searched for secrets";
    }

    private String whatToDo() {
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
