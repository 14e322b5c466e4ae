package org.tracehook.agent.codereview;

import java.util.Objects;
import java.util.Optional;
import org.tracehook.agent.WholeText;

/**
 * One line that breaks one rule.
 *
 * @param rule the rule's id
 * @param file the path as the change names it
 * @param line from 1
 * @param message what is wrong, for people
 * @param text the line, or how long it is; always empty for {@link Category#SECURITY}, and wherever else it may show a secret
 */
public record Finding(String rule, Category category, String file, int line, String message, Optional<String> text) {

    public Finding {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(message, "message");
        text = category == Category.SECURITY
                ? Optional.empty()
                : text.map(String::strip).map(WholeText::of);
    }

    /** The decision that this finding alone calls for. */
    public Decision consequence() {
        return category.consequence();
    }

    /** The path, or how long it is: whoever wrote the ticket chose its length. */
    String shownFile() {
        return WholeText.of(file);
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
