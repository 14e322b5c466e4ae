package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who caused an event, or wrote a comment. At least one part is there.
 *
 * @param accountId on Cloud, and whatever a body of Automation calls its actor; nullable
 * @param userName on Data Center; nullable
 * @param userKey on Data Center, where it outlives a change of the name; nullable
 */
public record Actor(String accountId, String userName, String userKey) {

    /**
     * A user as Jira's REST API writes it; empty when it has no identifier. Display names and mail addresses identify
     * nobody, since people choose them.
     */
    static Optional<Actor> of(JsonNode user) {
        Actor actor = new Actor(
                JiraValues.text(user.path("accountId")),
                JiraValues.text(user.path("name")),
                JiraValues.text(user.path("key")));
        return actor.identifiers().findAny().isPresent() ? Optional.of(actor) : Optional.empty();
    }

    /** The account id, else the user name; empty when only the key is known. */
    public Optional<String> name() {
        return Optional.ofNullable(accountId != null ? accountId : userName);
    }

    /** Whether {@link #name} is exactly this one. The key does not count: it may be the former name of somebody else. */
    public boolean is(String name) {
        return name().filter(name::equals).isPresent();
    }

    /** Whether any of the parts, the key included, is exactly this one. */
    public boolean hasIdentifier(String identifier) {
        return identifiers().anyMatch(identifier::equals);
    }

    private Stream<String> identifiers() {
        return Stream.of(accountId, userName, userKey).filter(Objects::nonNull);
    }
}
