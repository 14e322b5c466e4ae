package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Finds out who caused an event; display names and mail addresses identify nobody, since people choose them. */
final class ActorReading {

    private final JsonNode root;

    ActorReading(JsonNode root) {
        this.root = root;
    }

    Optional<Actor> actor() {
        return user(root.path("user")).or(this::commenter).or(this::initiator);
    }

    /** A user as Jira's REST API gives it; empty when it has no identifier. */
    static Optional<Actor> user(JsonNode user) {
        String accountId = Lenient.text(user.path("accountId"));
        String name = Lenient.text(user.path("name"));
        String key = Lenient.text(user.path("key"));
        return accountId == null && name == null && key == null
                ? Optional.empty()
                : Optional.of(new Actor(accountId, name, key));
    }

    /** Comment events have no {@code user}; that of a deletion does not say who deleted. */
    private Optional<Actor> commenter() {
        String event = root.path("webhookEvent").asText();
        JsonNode comment = root.path("comment");
        return switch (event) {
            case "comment_created" -> user(comment.path("author"));
            case "comment_updated" -> user(comment.path("updateAuthor"));
            default -> Optional.empty();
        };
    }

    /** What Automation's custom data makes of {@code {{initiator.accountId}}}. */
    private Optional<Actor> initiator() {
        return Optional.ofNullable(Lenient.text(root.path("actor"))).map(id -> new Actor(id, null, null));
    }
}
