package org.tracehook.jira;

import java.util.List;
import java.util.Objects;

/**
 * The issue that a delivery is about, as it was when Jira built the payload.
 *
 * @param id the number that survives a move to another project, as text; nullable
 * @param key as the body or the URL has it, unchecked; nullable. See {@link #hasValidKey}
 * @param projectKey nullable
 * @param type the name of the issue type, such as {@code Task}; nullable
 * @param status never null, its parts may be
 * @param labels never null
 */
public record Issue(String id, String key, String projectKey, String type, Status status, List<String> labels) {

    /** Jira's column for issue keys holds 255 characters. */
    private static final int MAX_ID_LENGTH = 20;

    private static final int MAX_KEY_LENGTH = 255;

    public Issue {
        Objects.requireNonNull(status, "status");
        labels = List.copyOf(labels);
    }

    /** Whether the key is there and well-formed. */
    public boolean hasValidKey() {
        return key != null && isKey(key);
    }

    /** Whether a text, never null, is an id as Jira gives its issues: up to 20 digits. */
    public static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= MAX_ID_LENGTH && text.chars().allMatch(Issue::isDigit);
    }

    /**
     * Whether a text is an issue key by Jira's default pattern, {@code [A-Z][A-Z0-9_]+-[0-9]+}, of at most 255 characters.
     *
     * @param text untrusted, never null; judged in linear time
     */
    public static boolean isKey(String text) {
        int hyphen = text.indexOf('-');
        return text.length() <= MAX_KEY_LENGTH
                && hyphen >= 2
                && hyphen < text.length() - 1
                && isUpper(text.charAt(0))
                && text.chars().limit(hyphen).allMatch(Issue::isProjectCharacter)
                && text.chars().skip(hyphen + 1L).allMatch(Issue::isDigit);
    }

    private static boolean isProjectCharacter(int character) {
        return isUpper(character) || isDigit(character) || character == '_';
    }

    private static boolean isUpper(int character) {
        return character >= 'A' && character <= 'Z';
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    /** Names the issue only where the key is one: anything else would be a text that the sender chose. */
    @Override
    public String toString() {
        return "Issue[" + (hasValidKey() ? key : "no valid key") + "]";
    }
}
