package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Puts together the event that a body's JSON object tells of. */
final class EventReading {

    private final ObjectNode root;
    private final Envelope envelope;
    private final JsonNode issue;
    private final JsonNode comment;
    private final String pathKey;

    EventReading(ObjectNode root, String pathKey) {
        this.root = root;
        this.envelope = new Envelope(root);
        this.issue = envelope.issue();
        this.comment = root.path("comment");
        this.pathKey = pathKey;
    }

    JiraEvent event() {
        return new JiraEvent(
                envelope.name(),
                envelope.origin(),
                new IssueReading(issue, comment, pathKey).read(),
                transition(),
                new ActorReading(root).actor(),
                comment(),
                Instants.read(root.path("timestamp")),
                Instants.read(issue.path("fields").path("updated")),
                Lenient.id(root.path("changelog").path("id")),
                NamedSites.of(issue, comment, root.path("user")),
                Optional.ofNullable(envelope.intent()),
                context(),
                description());
    }

    private Optional<Transition> transition() {
        return envelope.isPostFunction()
                ? postFunctionTransition()
                : new Changelog(root.path("changelog"), envelope.name()).transition();
    }

    private Optional<Transition> postFunctionTransition() {
        JsonNode transition = root.path("transition");
        return Transition.entering(
                new Status(null, Lenient.text(transition.path("from_status"))),
                new Status(null, Lenient.text(transition.path("to_status"))));
    }

    /** A post-function sends the comment as a string. */
    private Optional<Comment> comment() {
        String id = Lenient.id(comment.path("id"));
        String body = Lenient.text(comment.isTextual() ? comment : comment.path("body"));
        return id == null && body == null
                ? Optional.empty()
                : Optional.of(new Comment(id, body, ActorReading.user(comment.path("author"))));
    }

    private Map<String, JsonNode> context() {
        Map<String, JsonNode> context = new LinkedHashMap<>();
        root.path("context").properties().forEach(entry -> context.put(entry.getKey(), entry.getValue()));
        context.values().removeIf(JsonNode::isNull);
        return context;
    }

    private JsonNode description() {
        JsonNode description = issue.path("fields").path("description");
        return description.isTextual() || description.isObject() ? description : MissingNode.getInstance();
    }
}
