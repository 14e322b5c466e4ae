package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Finds code blocks in the Atlassian Document Format, which REST v3 uses for descriptions. A code block has no title
 * there, so the paragraph right above it names the file.
 */
final class AtlassianDocument {

    private AtlassianDocument() {}

    static void collect(JsonNode parent, Map<String, String> blocks) {
        String caption = "";
        for (JsonNode node : content(parent)) {
            if (isOfType(node, "codeBlock") && CodeBlocks.isPath(caption)) {
                blocks.put(caption, text(node));
            }
            caption = isOfType(node, "paragraph") && holdsOnlyText(node)
                    ? text(node).strip()
                    : "";
            collect(node, blocks);
        }
    }

    private static boolean holdsOnlyText(JsonNode node) {
        return inlines(node).allMatch(inline -> isOfType(inline, "text"));
    }

    private static String text(JsonNode node) {
        return inlines(node).map(inline -> inline.path("text").asText()).collect(Collectors.joining());
    }

    private static Stream<JsonNode> inlines(JsonNode node) {
        return StreamSupport.stream(content(node).spliterator(), false);
    }

    private static boolean isOfType(JsonNode node, String type) {
        return type.equals(node.path("type").textValue());
    }

    /** An object in place of the array would be walked by its values: only arrays are content. */
    private static Iterable<JsonNode> content(JsonNode node) {
        JsonNode content = node.path("content");
        return content.isArray() ? content : List.of();
    }
}
