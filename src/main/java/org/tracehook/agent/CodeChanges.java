package org.tracehook.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Files that are to be written and deleted, as {@code code_changes} names them: a JSON object of path to content, with null
 * for a file that is to be deleted. Anybody may have written it.
 *
 * @param written content by path, in the order given
 * @param deleted paths in the order given
 */
public record CodeChanges(Map<String, String> written, List<String> deleted) {

    public CodeChanges {
        written = Collections.unmodifiableMap(new LinkedHashMap<>(written));
        deleted = List.copyOf(deleted);
    }

    /** What is wrong with the node, for people; empty when {@link #of} can read it. */
    public static Optional<String> problemWith(JsonNode node) {
        String must = "code_changes must be an object of path to content, or to null for a file to delete; ";
        if (!node.isObject()) {
            return Optional.of(must + "it is " + kindOf(node));
        }
        for (Map.Entry<String, JsonNode> change : node.properties()) {
            if (!change.getValue().isTextual() && !change.getValue().isNull()) {
                return Optional.of(must + "'" + WholeText.of(change.getKey()) + "' is " + kindOf(change.getValue()));
            }
        }
        return Optional.empty();
    }

    /** The files of a node that has no problem. */
    public static CodeChanges of(JsonNode node) {
        Map<String, String> written = new LinkedHashMap<>();
        List<String> deleted = new ArrayList<>();
        for (Map.Entry<String, JsonNode> change : node.properties()) {
            if (change.getValue().isNull()) {
                deleted.add(change.getKey());
            } else {
                written.put(change.getKey(), change.getValue().textValue());
            }
        }
        return new CodeChanges(written, deleted);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return written.isEmpty() && deleted.isEmpty();
    }

    /** How many files there are, never which. */
    @Override
    public String toString() {
        return "CodeChanges[written=" + written.size() + ", deleted=" + deleted.size() + "]";
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
