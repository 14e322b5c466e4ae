package org.tracehook.agent.codereview;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;
import org.tracehook.agent.WholeText;
import org.tracehook.agent.codereview.Review.Decision;

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

    /** The path, or how long it is: the author of the ticket chose its length. */
    private String shownFile() {
        return WholeText.of(file);
    }

    /** {@code message (file:line)}. */
    String issue() {
        return message + " (" + shownFile() + ":" + line + ")";
    }

    /** The finding as it stands in the review's outputs. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("rule", rule)
                .put("category", category.wireName())
                .put("file", shownFile())
                .put("line", line)
                .put("message", message);
        text.ifPresent(shown -> json.put("text", shown));
        return json;
    }

    /** Names rule and place, never the text. */
    @Override
    public String toString() {
        return "Finding[" + rule + ", " + shownFile() + ":" + line + "]";
    }
}
