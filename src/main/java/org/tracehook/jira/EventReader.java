package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tracehook.jira.JiraEvent.Comment;
import org.tracehook.jira.JiraEvent.Sender;

/** Reads a body's JSON object as an event: its outer shape shows who sent it, and so where its parts are. */
final class EventReader {

    private static final String COMMENT = "comment";

    private final ObjectNode root;
    private final String pathKey;
    private final String webhookEvent;
    private final String intent;
    private final JsonNode comment;

    EventReader(ObjectNode root, String pathKey) {
        this.root = root;
        this.pathKey = pathKey;
        this.webhookEvent = JiraValues.text(root.path("webhookEvent"));
        this.intent = JiraValues.text(root.path("intent"));
        this.comment = root.path(COMMENT);
    }

    JiraEvent event() {
        JsonNode issue = issue();
        return new JiraEvent(
                name(),
                sender(),
                Issue.of(issue, comment, pathKey),
                transition(),
                actor(),
                Comment.of(comment),
                JiraValues.instant(root.path("timestamp")),
                JiraValues.instant(issue.path("fields").path("updated")),
                JiraValues.id(root.path("changelog").path("id")),
                NamedSites.of(issue, comment, root.path("user")),
                Optional.ofNullable(intent),
                context(),
                fields(issue));
    }

    private String name() {
        if (webhookEvent != null) {
            return webhookEvent;
        }
        if (intent != null) {
            return JiraEvent.EXPLICIT;
        }
        return isPostFunction() ? JiraEvent.POST_FUNCTION : JiraEvent.AUTOMATION;
    }

    private Sender sender() {
        boolean webhook = webhookEvent == null ? isPostFunction() : !webhookEvent.startsWith("automation:");
        return webhook ? Sender.WEBHOOK : Sender.AUTOMATION;
    }

    /** A webhook that a workflow triggers has a transition in place of event name and changelog. */
    private boolean isPostFunction() {
        JsonNode transition = root.path("transition");
        return webhookEvent == null && intent == null && (transition.has("from_status") || transition.has("to_status"));
    }

    /** The issue's object: at the root in Automation format, under {@code issue} everywhere else. */
    private JsonNode issue() {
        JsonNode nested = root.path("issue");
        boolean isRoot = root.path("key").isTextual() || root.path("fields").isObject();
        return sender() == Sender.AUTOMATION && !nested.isObject() && isRoot ? root : nested;
    }

    private Optional<Transition> transition() {
        return isPostFunction()
                ? Transition.ofPostFunction(root.path("transition"))
                : Transition.in(root.path("changelog"), name());
    }

    private Optional<Actor> actor() {
        return Actor.of(root.path("user")).or(this::commenter).or(this::initiator);
    }

    /** Comment events have no {@code user}; that of a deletion does not say who deleted. */
    private Optional<Actor> commenter() {
        return switch (name()) {
            case "comment_created" -> Actor.of(comment.path("author"));
            case "comment_updated" -> Actor.of(comment.path("updateAuthor"));
            default -> Optional.empty();
        };
    }

    /** What Automation's custom data makes of {@code {{initiator.accountId}}}. */
    private Optional<Actor> initiator() {
        return Optional.ofNullable(JiraValues.text(root.path("actor"))).map(id -> new Actor(id, null, null));
    }

    private Map<String, JsonNode> context() {
        Map<String, JsonNode> context = new LinkedHashMap<>();
        root.path("context").properties().forEach(entry -> context.put(entry.getKey(), entry.getValue()));
        context.values().removeIf(JsonNode::isNull);
        return context;
    }

    /** REST calls all comments of an issue {@code comment}; here it is the event's, which a post-function sends as a string. */
    private ObjectNode fields(JsonNode issue) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        issue.path("fields").properties().forEach(field -> fields.set(field.getKey(), field.getValue()));
        JsonNode body = comment.isTextual() ? comment : comment.path("body");
        if (body.isTextual() || body.isObject()) {
            fields.set(COMMENT, body);
        } else {
            fields.remove(COMMENT);
        }
        return fields;
    }
}
