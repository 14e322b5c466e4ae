package org.tracehook.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code code_changes}: a JSON object of path to content, which anybody may have written. */
public final class CodeChanges {

    private CodeChanges() {}

    /** What is wrong with the node, for people; empty when {@link #of} can read it. */
    public static Optional<String> problemWith(JsonNode node) {
        if (!node.isObject()) {
            return Optional.of("code_changes must be an object of path to content; it is " + kindOf(node));
        }
        for (Map.Entry<String, JsonNode> change : node.properties()) {
            if (!change.getValue().isTextual()) {
                return Optional.of("code_changes must be an object of path to content; '"
                        + WholeText.of(change.getKey()) + "' is " + kindOf(change.getValue()));
            }
        }
        return Optional.empty();
    }

    /** Content by path, in the order given. */
    public static Map<String, String> of(JsonNode node) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> change : node.properties()) {
            changes.put(change.getKey(), change.getValue().textValue());
        }
        return changes;
    }

    private static String kindOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> "null";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            default -> "a " + node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
