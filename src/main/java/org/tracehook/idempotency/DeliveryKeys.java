package org.tracehook.idempotency;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracehook.jira.Issue;
import org.tracehook.jira.JiraEvent;
import org.tracehook.jira.JiraEvent.Comment;

/**
 * The keys by which a delivery is recognised when it comes again, and the key of its issue. Each holds the site and the issue,
 * so that no delivery is a duplicate of one of another issue.
 *
 * <p>{@code x-atlassian-webhook-identifier} is the same when Jira sends again, but it is not signed. The body is
 * signed, but Atlassian does not say that its timestamp stays the same. Hence both. No key is a digest of the body: Jira may write the
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
        if (event.timestamp().isPresent() || event.intent().isPresent()) {
            return event.timestamp().map(at -> String.valueOf(at.toEpochMilli()));
        }
        return event.updated()
                .map(at -> at.toEpochMilli() + ":"
                        + event.issue().map(DeliveryKeys::status).orElse(null));
    }

    private static String status(Issue issue) {
        return Optional.ofNullable(issue.status().id()).orElse(issue.status().name());
    }

    private static String key(String kind, String... parts) {
        String key = Stream.of(parts).map(DeliveryKeys::part).collect(Collectors.joining("/", kind + "/", ""));
        return key.length() <= LONGEST ? key : kind + "/sha256:" + Lease.digest(key);
    }

    /** A hyphen stands for an absent part. No text of a body looks like two parts or like an absent one. */
    private static String part(String text) {
        return text == null
                ? "-"
                : URLEncoder.encode(text, StandardCharsets.UTF_8)
                        .replace("%3A", ":")
                        .replaceAll("^-$", "%2D");
    }
}
