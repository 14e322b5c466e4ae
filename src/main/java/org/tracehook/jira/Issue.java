package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

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

    private static final int MAX_ID_LENGTH = 20;

    /** Jira's column for issue keys holds 255 characters. */
    private static final int MAX_KEY_LENGTH = 255;

    /** Read in linear time: no character can belong to two parts. */
    private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]+-[0-9]+");

    public Issue {
        Objects.requireNonNull(status, "status");
        labels = List.copyOf(labels);
    }

    /**
     * The issue, if it can be identified.
     *
     * @param issue the shape of Jira's REST API v2
     * @param comment the event's; Data Center's comment events have no issue, and only the comment's address tells its id
     * @param pathKey nobody signed the URL: it gives no key to an issue that the body names; nullable
     */
    static Optional<Issue> of(JsonNode issue, JsonNode comment, String pathKey) {
        String ownId = JiraValues.id(issue.path("id"));
        String id = ownId != null ? ownId : NamedSites.commentedIssueId(comment).orElse(null);
        String ownKey = JiraValues.text(issue.path("key"));
        String key = ownKey == null && id == null && pathKey != null && !pathKey.isBlank() ? pathKey : ownKey;
        if (id == null && key == null) {
            return Optional.empty();
        }
        JsonNode fields = issue.path("fields");
        JsonNode status = fields.path("status");
        return Optional.of(new Issue(
                id,
                key,
                projectKey(fields, key),
                JiraValues.text(fields.path("issuetype").path("name")),
                new Status(JiraValues.id(status.path("id")), JiraValues.text(status.path("name"))),
                labels(fields.path("labels"))));
    }

    private static String projectKey(JsonNode fields, String key) {
        String projectKey = JiraValues.text(fields.path("project").path("key"));
        return projectKey == null && key != null && isKey(key) ? key.substring(0, key.indexOf('-')) : projectKey;
    }

    /** The strings of an array: an object in its place would be walked by its values. */
    private static List<String> labels(JsonNode labels) {
        return StreamSupport.stream((labels.isArray() ? labels : List.<JsonNode>of()).spliterator(), false)
                .map(JiraValues::text)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Whether the key is there and well-formed. */
    public boolean hasValidKey() {
        return key != null && isKey(key);
    }

    /** Whether a text, never null, is an id as Jira gives its issues: up to 20 digits. */
    public static boolean isId(String text) {
        return text.length() <= MAX_ID_LENGTH && JiraValues.isNumber(text);
    }

    /**
     * Whether a text is an issue key by Jira's default pattern, {@code [A-Z][A-Z0-9_]+-[0-9]+}, of at most 255 characters.
     *
     * @param text untrusted, never null; judged in linear time
     */
    public static boolean isKey(String text) {
        return text.length() <= MAX_KEY_LENGTH && KEY.matcher(text).matches();
    }

    /** Names the issue only where the key is one: anything else would be a text that the sender chose. */
    @Override
    public String toString() {
        return "Issue[" + (hasValidKey() ? key : "no valid key") + "]";
    }
}
