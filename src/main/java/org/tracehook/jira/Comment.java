package org.tracehook.jira;

/**
 * The comment that an event is about.
 *
 * @param id a number as text; nullable, since a post-function has the text only
 * @param body wiki markup; nullable
 */
public record Comment(String id, String body) {

    /** Names the comment, never its text. */
    @Override
    public String toString() {
        return "Comment[" + id + "]";
    }
}
