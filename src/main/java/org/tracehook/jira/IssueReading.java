package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads the issue that a body is about, in the shape of Jira's REST API v2. */
final class IssueReading {

    private final JsonNode issue;
    private final JsonNode comment;
    private final String pathKey;

    IssueReading(JsonNode issue, JsonNode comment, String pathKey) {
        this.issue = issue;
        this.comment = comment;
        this.pathKey = pathKey == null || pathKey.isBlank() ? null : pathKey;
    }

    /** The issue, if it can be identified. */
    Optional<Issue> read() {
        String id = id();
        String key = key(id);
        if (id == null && key == null) {
            return Optional.empty();
        }
        JsonNode fields = issue.path("fields");
        return Optional.of(new Issue(
                id,
                key,
                projectKey(key),
                Lenient.text(fields.path("issuetype").path("name")),
                status(fields.path("status")),
                Lenient.texts(fields.path("labels"))));
    }

    /** Data Center's comment events have no issue; only the comment's address tells its id. */
    private String id() {
        String id = Lenient.id(issue.path("id"));
        return id != null
                ? id
                : SelfLink.of(comment).flatMap(SelfLink::commentedIssueId).orElse(null);
    }

    /** Nobody signed the URL: it must not put a key to an issue that the body names. */
    private String key(String id) {
        String key = Lenient.text(issue.path("key"));
        return key == null && id == null ? pathKey : key;
    }

    private String projectKey(String key) {
        String projectKey = Lenient.text(issue.path("fields").path("project").path("key"));
        if (projectKey != null) {
            return projectKey;
        }
        return key != null && Issue.isKey(key) ? key.substring(0, key.indexOf('-')) : null;
    }

    private static Status status(JsonNode status) {
        return new Status(Lenient.id(status.path("id")), Lenient.text(status.path("name")));
    }
}
