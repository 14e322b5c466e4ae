package org.tracehook.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracehook.http.ApiException;
import org.tracehook.jira.Actor;
import org.tracehook.jira.JiraEvent;
import org.tracehook.jira.JiraEvent.Comment;

/**
 * The account that writes to Jira, by every identifier that it has, and what shows that an event is its doing. Jira is asked
 * once whose token it is, unless the account is configured.
 */
final class Account {

    private static final Logger LOG = Logger.getLogger(Account.class.getName());

    /** Null while unknown. */
    private volatile Set<String> ids;

    /** The account of that id, or one that Jira has to be asked about. */
    Account(Optional<String> configured) {
        this.ids = configured.map(Set::of).orElse(null);
    }

    /** The identifiers: the account id on Cloud, user name and user key on Data Center. */
    Set<String> ids(JiraCalls calls) throws ApiException, InterruptedException {
        if (ids == null) {
            Set<String> found = identifiers(calls.read("/myself"));
            if (found.isEmpty()) {
                throw ApiException.refused("Jira does not say whose token it is: set tracehook.feedback.account-id");
            }
            ids = found;
        }
        return ids;
    }

    /** Whether that user of Jira's, as REST gives it, has one of the identifiers. */
    static boolean isOneOf(Set<String> ids, JsonNode user) {
        return identifiers(user).stream().anyMatch(ids::contains);
    }

    private static Set<String> identifiers(JsonNode user) {
        return Stream.of("accountId", "name", "key")
                .map(name -> user.path(name).asText())
                .filter(id -> !id.isBlank())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What shows that an event is the account's doing; empty when nothing does, or the account is unknown. */
    Optional<String> ownChange(JiraEvent event) {
        return ids == null ? Optional.empty() : ownComment(event).or(() -> actedBy(event));
    }

    /**
     * The same, asking Jira about the account if it is unknown and the event names who acted or is a comment with our last line. If
     * Jira does not answer, a comment with our last line counts as ours: it mostly is, and a false one only suppresses itself.
     * Every other event counts as somebody else's.
     */
    Optional<String> ownChange(JiraEvent event, JiraCalls calls) {
        Optional<String> marked = markedTrace(event);
        if (ids == null && (event.actor().isPresent() || marked.isPresent())) {
            ask(calls);
        }
        return ids != null
                ? ownChange(event)
                : marked.map(traceId -> "a comment with the last line of trace " + traceId
                        + ", and Jira does not say which account is Tracehook's");
    }

    private void ask(JiraCalls calls) {
        try {
            ids(calls);
        } catch (ApiException e) {
            LOG.warning("It is unknown which changes in Jira are Tracehook's own: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Anybody can write our last line: it counts when the comment is the account's. */
    private Optional<String> ownComment(JiraEvent event) {
        boolean ours = event.comment()
                .flatMap(Comment::author)
                .flatMap(this::identifier)
                .isPresent();
        return markedTrace(event).filter(traceId -> ours).map(traceId -> "the comment of trace " + traceId);
    }

    /** The trace of our last line, in the event of a comment that has an author. */
    private static Optional<String> markedTrace(JiraEvent event) {
        return event.comment()
                .filter(comment -> event.isOfComment() && comment.author().isPresent())
                .map(Comment::body)
                .flatMap(Marker::traceId);
    }

    private Optional<String> actedBy(JiraEvent event) {
        return event.actor()
                .flatMap(this::identifier)
                .map(id -> "made by " + id + ", the account of tracehook.feedback.token");
    }

    /** The identifier by which somebody is the account. */
    private Optional<String> identifier(Actor somebody) {
        return ids.stream().filter(somebody::hasIdentifier).sorted().findFirst();
    }
}
