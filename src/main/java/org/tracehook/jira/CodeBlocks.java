package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The code blocks of an issue's description that say which file they are. In wiki markup the block's title is the path,
 * {@code {code:python|title=src/app.py}}; in the Atlassian Document Format, which REST v3 uses, a code block has no title,
 * and the paragraph right above it names the file.
 */
public final class CodeBlocks {

    private static final int MAX_PATH_LENGTH = 1_024;

    private CodeBlocks() {}

    /**
     * Path to content, in the order of the description; of two blocks with one path the later counts. Line breaks are LF.
     * The paths are untrusted: they have no white space or control characters, but may well contain {@code ..}.
     *
     * @param description wiki markup as a string, an ADF object, or anything else, which has no blocks; nested at most as
     *     deep as {@link JiraEvent#parse} lets pass
     */
    public static Map<String, String> of(JsonNode description) {
        Map<String, String> blocks = new LinkedHashMap<>();
        if (description.isTextual()) {
            new WikiMarkup(description.textValue()).collect(blocks);
        } else {
            collect(description, blocks);
        }
        blocks.replaceAll((path, content) -> content.replace("\r\n", "\n"));
        return Collections.unmodifiableMap(blocks);
    }

    /** Whether a text can be a file's path; a plain word is more likely a caption. */
    static boolean isPath(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_PATH_LENGTH
                && (text.indexOf('/') >= 0 || text.indexOf('.') >= 0)
                && text.chars().noneMatch(CodeBlocks::isBlankOrControl);
    }

    private static boolean isBlankOrControl(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character);
    }

    /** Adds the code blocks of an ADF node. */
    private static void collect(JsonNode parent, Map<String, String> blocks) {
        String caption = "";
        for (JsonNode node : content(parent)) {
            if (isOfType(node, "codeBlock") && isPath(caption)) {
                blocks.put(caption, text(node));
            }
            boolean isCaption =
                    isOfType(node, "paragraph") && inlines(node).allMatch(inline -> isOfType(inline, "text"));
            caption = isCaption ? text(node).strip() : "";
            collect(node, blocks);
        }
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
