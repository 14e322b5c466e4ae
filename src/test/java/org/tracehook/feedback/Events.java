package org.tracehook.feedback;

import java.nio.charset.StandardCharsets;
import org.tracehook.jira.JiraEvent;

/** Events as Jira sends them. */
final class Events {

    private Events() {}

    /** A person moved the issue of {@code jira-rest/} to In Review. */
    static JiraEvent inReview() {
        return inReview("\"accountId\": \"712020:ann\"", "acme.atlassian.net");
    }

    /** Somebody moved the issue to In Review, at the Jira of that host. */
    static JiraEvent inReview(String user, String host) {
        return event("""
                {"timestamp": 1769451414000, "webhookEvent": "jira:issue_updated", "user": {%s},
                 "issue": {"id": "10021", "key": "PROJ-123", "self": "https://%s/rest/api/2/10021",
                  "fields": {"status": {"id": "10002", "name": "In Review"}}},
                 "changelog": {"id": "1", "items": [{"field": "status", "fieldId": "status",
                  "from": "3", "fromString": "In Progress", "to": "10002", "toString": "In Review"}]}}
                """.formatted(user, host));
    }

    /** Somebody wrote or changed a comment, a JSON string. */
    static JiraEvent comment(String name, String author, String editor, String body) {
        return event("""
                {"timestamp": 1769451414000, "webhookEvent": "%s", "user": {%s},
                 "comment": {"id": "10034", "author": {%s}, "updateAuthor": {%s}, "body": %s},
                 "issue": {"id": "10021", "key": "PROJ-123", "fields": {"status": {"id": "10002", "name": "In Review"}}}}
                """.formatted(name, name.startsWith("comment_") ? "" : editor, author, editor, body));
    }

    static JiraEvent event(String body) {
        return JiraEvent.parse(body.getBytes(StandardCharsets.UTF_8), null);
    }
}
