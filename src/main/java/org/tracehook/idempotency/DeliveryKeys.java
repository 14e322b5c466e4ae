package org.tracehook.idempotency;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracehook.jira.Comment;
import org.tracehook.jira.Issue;
import org.tracehook.jira.JiraEvent;

/**
 * By what a delivery is known when it comes again, and the issue it is about. All begin with the site and the issue: what
 * one tells never concerns another.
 *
 * <p>{@code x-atlassian-webhook-identifier} is the same when Jira sends again, and is not signed. The body is signed, and
 * Atlassian does not say that its timestamp stays the same. Hence both. No key is a digest of the body: Jira may write the
 * same event in another order.
 *
 * @param body what the signed body says of the event: its name, the intent it asks for, its time, and what changed; empty
 *     when it says no time
 * @param identifier Jira's identifier of the delivery; empty when there is none
 * @param issue the issue, by its id where the body has it
 */
public record DeliveryKeys(Optional<String> body, Optional<String> identifier, String issue) {

    /** Longer ones are digested; a table's key holds 2,048 bytes. */
    private static final int LONGEST = 400;

    private static final String ABSENT = "-";
    private static final String BODY = "body";

    /**
     * The keys of a delivery.
     *
     * @param identifier of the request's header
     * @param site the Jira that it is from, if that is known for certain; else what the body says
     */
    public static DeliveryKeys of(JiraEvent event, Optional<String> identifier, Optional<String> site) {
        String host = site.or(event::site).orElse(null);
        String issue = event.issue()
                .map(subject -> subject.id() != null ? subject.id() : subject.key())
                .orElse(null);
        String intent = event.intent().orElse(null);
        String comment = event.comment().map(Comment::id).orElse(null);
        return new DeliveryKeys(
                time(event)
                        .map(time -> key(BODY, host, issue, event.name(), intent, time, event.changelogId(), comment)),
                identifier.map(id -> key("identifier", host, issue, event.name(), id)),
                key("issue", host, issue));
    }

    /** Whether a key says what the signed body says of the event. */
    public static boolean isOfBody(String key) {
        return key.startsWith(BODY + "/");
    }

    /**
     * Bodies of Jira Automation have no timestamp: there the issue's last change and its status tell one run of a rule from
     * another. A body that names its intent is written by somebody who sends the issue along, changed or not.
     */
    private static Optional<String> time(JiraEvent event) {
        Optional<String> updated = event.intent().isPresent()
                ? Optional.empty()
                : event.updated().map(at -> at.toEpochMilli() + ":" + status(event));
        return event.timestamp().map(Instant::toEpochMilli).map(String::valueOf).or(() -> updated);
    }

    private static String status(JiraEvent event) {
        return event.issue()
                .map(Issue::status)
                .map(status -> status.id() != null ? status.id() : status.name())
                .orElse(null);
    }

    private static String key(String kind, String... parts) {
        String key = Stream.of(parts).map(DeliveryKeys::part).collect(Collectors.joining("/", kind + "/", ""));
        return key.length() <= LONGEST ? key : kind + "/sha256:" + Lease.digest(key);
    }

    /** Nothing that a body says can look like two parts, or like one that is absent. */
    private static String part(String text) {
        if (text == null) {
            return ABSENT;
        }
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%3A", ":");
        return encoded.equals(ABSENT) ? "%2D" : encoded;
    }
}
