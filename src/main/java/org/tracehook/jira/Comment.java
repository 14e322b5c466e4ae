package org.tracehook.jira;

import java.util.Objects;
import java.util.Optional;

/**
 * The comment that an event is about.
 *
 * @param id a number as text; nullable, since a post-function has the text only
 * @param body wiki markup; nullable
 * @param author who wrote it, whoever has changed it since; empty when the event does not say
 */
public record Comment(String id, String body, Optional<Actor> author) {

    public Comment {
        Objects.requireNonNull(author, "author");
    }

    /** Names the comment, never its text. */
    @Override
    public String toString() {
        return "Comment[" + id + "]";
    }
}
