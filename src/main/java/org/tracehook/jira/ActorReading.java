package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out who caused an event; display names and mail addresses identify nobody, since people choose them. */
final class ActorReading {

    private static final List<String> IDENTIFIERS = List.of("accountId", "name", "key");

    private final JsonNode root;

    ActorReading(JsonNode root) {
        this.root = root;
    }

    Optional<Actor> actor() {
        return user(root.path("user")).or(this::commenter).or(this::initiator);
    }

    private static Optional<Actor> user(JsonNode user) {
        return actor(IDENTIFIERS.stream().map(name -> Lenient.text(user.path(name))));
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
        return actor(Stream.of(root.path("actor")).map(Lenient::text));
    }

    private static Optional<Actor> actor(Stream<String> identifiers) {
        Set<String> ids = identifiers.filter(Objects::nonNull).collect(Collectors.toCollection(LinkedHashSet::new));
        return ids.isEmpty() ? Optional.empty() : Optional.of(new Actor(ids));
    }
}
