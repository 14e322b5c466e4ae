package org.tracehook.agent.codereview;

import java.util.Objects;
import java.util.Optional;
import org.tracehook.agent.Excerpt;

/**
 * One line that breaks one rule.
 *
 * @param rule the rule's id
 * @param file the path as the change names it
 * @param line from 1
 * @param message what is wrong, for people
 * @param text the beginning of the line; always empty for {@link Category#SECURITY}, and wherever else it may show a secret
 */
public record Finding(String rule, Category category, String file, int line, String message, Optional<String> text) {

    private static final int LONGEST_TEXT = 200;

    private static final int LONGEST_PATH = 300;

    public Finding {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(message, "message");
        text = category == Category.SECURITY
                ? Optional.empty()
                : text.map(whole -> Excerpt.of(whole.strip(), LONGEST_TEXT));
    }

    /** The decision that this finding alone calls for. */
    public Decision consequence() {
        return category.consequence();
    }

    /** The path, cut to 300 characters: whoever wrote the ticket chose its length. */
    String shownFile() {
        return Excerpt.of(file, LONGEST_PATH);
    }

    /** {@code message (file:line)}. */
    String issue() {
        return message + " (" + shownFile() + ":" + line + ")";
    }

    /** Names rule and place, never the text. */
    @Override
    public String toString() {
        return "Finding[" + rule + ", " + shownFile() + ":" + line + "]";
    }
}
