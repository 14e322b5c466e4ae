package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The code blocks of an issue's description that say which file they are. In wiki markup the block's title is the path,
 * {@code {code:python|title=src/app.py}}; in ADF the paragraph right above the block is.
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
            AtlassianDocument.collect(description, blocks);
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
}
