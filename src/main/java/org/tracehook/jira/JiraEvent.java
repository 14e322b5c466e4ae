package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tracehook.http.StrictJson;

/**
 * One delivery from Jira, from whichever sender: a webhook of Cloud or Data Center, a workflow post-function, Jira
 * Automation or a body of Tracehook's own. Whatever the body lacks, or has in another JSON type than expected, is absent.
 *
 * @param name the body's {@code webhookEvent}, else {@link #EXPLICIT}, {@link #POST_FUNCTION} or {@link #AUTOMATION}
 * @param sender which family of senders the body comes from
 * @param issue the issue concerned, if the delivery names one by key or id
 * @param transition the status change that the delivery reports, if it enters another status
 * @param actor who caused the event, if it says so
 * @param comment the comment it is about
 * @param timestamp when the event happened, in Jira's clock
 * @param updated when the issue was last changed; together with the id it tells apart deliveries without a timestamp
 * @param changelogId the id of the issue's change, nullable
 * @param sites the Jira that the delivery says it is of
 * @param intent the intent that the body itself asks for, as given; nobody has checked that it exists
 * @param context the values that the body brings for an intent, in its order and without nulls; untrusted
 * @param fields the issue's fields by Jira's ids as Jira has them, with the event's comment as {@code comment}; untrusted
 */
public record JiraEvent(
        String name,
        Sender sender,
        Optional<Issue> issue,
        Optional<Transition> transition,
        Optional<Actor> actor,
        Optional<Comment> comment,
        Optional<Instant> timestamp,
        Optional<Instant> updated,
        String changelogId,
        NamedSites sites,
        Optional<String> intent,
        Map<String, JsonNode> context,
        ObjectNode fields) {

    /** The name of a body that a workflow post-function sent; those carry no event name. */
    public static final String POST_FUNCTION = "post_function";

    /** The name of a body of Jira Automation that carries no event name. */
    public static final String AUTOMATION = "automation";

    /** The name of a body that asks for an intent and carries no event name. */
    public static final String EXPLICIT = "explicit";

    /** Far above Jira's payloads, far below what exhausts the stack of a method that walks the tree. */
    static final int MAX_DEPTH = 500;

    private static final StrictJson BODY = new StrictJson("The body", MAX_DEPTH);
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    public JiraEvent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(sites, "sites");
        Objects.requireNonNull(fields, "fields");
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }

    /**
     * Reads a request body.
     *
     * @param body the raw bytes, JSON in UTF-8; a byte order mark is skipped
     * @param pathKey the issue key from the URL, used only where the body names no issue, neither by key nor by id; nullable
     * @throws org.tracehook.http.InvalidJsonException if the body is anything but exactly one JSON object
     */
    public static JiraEvent parse(byte[] body, String pathKey) {
        boolean isMarked = body.length >= 3 && Arrays.equals(body, 0, 3, BYTE_ORDER_MARK, 0, 3);
        return new EventReader(BODY.object(isMarked ? Arrays.copyOfRange(body, 3, body.length) : body), pathKey)
                .event();
    }

    /**
     * Whether the event tells of a comment and of nothing else. Data Center tells of comments as updates too, then without
     * a changelog; a comment that was written with a transition, or a body of one's own, is not of this kind.
     */
    public boolean isOfComment() {
        return comment.isPresent()
                && transition.isEmpty()
                && (name.startsWith("comment_") || name.equals("jira:issue_updated") && changelogId == null);
    }

    /** The Jira that the delivery says it is of, as {@link Site} names it. */
    public Optional<String> site() {
        return sites.first();
    }

    /** The name of the status that was entered, else of the status that the issue has. */
    public Optional<String> issueStatus() {
        return transition
                .map(change -> change.to().name())
                .or(() -> issue.map(subject -> subject.status().name()));
    }

    /** The issue's description: wiki markup as a string, an ADF object, or a missing node; never null. */
    public JsonNode description() {
        JsonNode description = fields.path("description");
        return description.isTextual() || description.isObject() ? description : MissingNode.getInstance();
    }

    /** Names the event and the issue, never anything else of the payload. */
    @Override
    public String toString() {
        return "JiraEvent[" + name + issue.map(subject -> ", " + subject).orElse("") + "]";
    }

    /** A family of senders. */
    public enum Sender {
        /** Jira itself, also through a workflow post-function. */
        WEBHOOK,
        /** A body that somebody wrote: a web request of Jira Automation, a script, Tracehook's own format. */
        AUTOMATION
    }

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

        /** A post-function sends the comment as a string. */
        static Optional<Comment> of(JsonNode comment) {
            String id = JiraValues.id(comment.path("id"));
            String body = JiraValues.text(comment.isTextual() ? comment : comment.path("body"));
            return id == null && body == null
                    ? Optional.empty()
                    : Optional.of(new Comment(id, body, Actor.of(comment.path("author"))));
        }

        /** Names the comment, never its text. */
        @Override
        public String toString() {
            return "Comment[" + id + "]";
        }
    }
}
