package org.tracehook.feedback;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.tracehook.config.Fault;
import org.tracehook.deadline.Deadline;
import org.tracehook.feedback.FeedbackSettings.CommentPolicy;
import org.tracehook.http.Backoff;
import org.tracehook.http.Exchange;
import org.tracehook.jira.Actor;
import org.tracehook.jira.Comment;
import org.tracehook.jira.JiraEvent;

/** Tells Jira what pipelines came to, and knows which changes there are Tracehook's own. Nothing is opened before its first use. */
public final class Feedback {

    private static final Logger LOG = Logger.getLogger(Feedback.class.getName());

    /** Asking who we are keeps a delivery waiting; while that fails nothing is written, so it can be given up early. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final FeedbackSettings settings;
    private final JiraCalls.Connection connection;
    private final Account account;

    /**
     * Feedback as it is configured; empty when the address or the token is missing or faulty. Faults are reported.
     *
     * @param intents those that there are
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     */
    public static Optional<Feedback> from(
            FeedbackConfig config, Set<String> intents, boolean onLambda, Consumer<Fault> faults) {
        return new FeedbackReading(config, onLambda, faults)
                .read(intents)
                .map(settings -> new Feedback(settings, new JiraCalls.Connection(new Exchange(), Backoff.sleeping())));
    }

    Feedback(FeedbackSettings settings, JiraCalls.Connection connection) {
        this.settings = settings;
        this.connection = connection;
        this.account = new Account(settings.accountId());
    }

    /** What shows that an event is of our own doing, as far as can be told without asking Jira; empty when nothing does. */
    public Optional<String> ownChange(JiraEvent event) {
        return account.known().flatMap(ids -> ownComment(event, ids).or(() -> actedBy(event, ids)));
    }

    /**
     * The same, now that it matters. Jira is asked at most once whose token it is, and only about an event that says who
     * acted, or about a comment with our last line. If it does not answer, that comment counts as ours: it mostly is, and
     * anybody else's suppresses nothing but itself. Every other event counts as somebody else's, and {@link #tell} has to
     * ask again.
     */
    public Optional<String> ownChangeAfterAsking(JiraEvent event, Deadline deadline) {
        Optional<String> marked = markedTrace(event);
        if (account.known().isEmpty() && (event.actor().isPresent() || marked.isPresent())) {
            ask(deadline);
        }
        return account.known().isPresent()
                ? ownChange(event)
                : marked.map(traceId -> "a comment with the last line of trace " + traceId
                        + ", and Jira does not say which account is Tracehook's");
    }

    private void ask(Deadline deadline) {
        Duration quarter = deadline.remaining().dividedBy(4);
        try {
            account.ids(calls(Deadline.in(quarter.compareTo(PATIENCE) < 0 ? quarter : PATIENCE)));
        } catch (JiraException e) {
            LOG.warning("It is unknown which changes in Jira are Tracehook's own: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Anybody can write our last line: it counts when the comment is our account's. */
    private static Optional<String> ownComment(JiraEvent event, Set<String> ids) {
        boolean ours = event.comment()
                .flatMap(Comment::author)
                .flatMap(author -> own(author, ids))
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

    private static Optional<String> actedBy(JiraEvent event, Set<String> ids) {
        return event.actor()
                .flatMap(actor -> own(actor, ids))
                .map(id -> "made by " + id + ", the account of tracehook.feedback.token");
    }

    /** The identifier by which somebody is our account. */
    private static Optional<String> own(Actor somebody, Set<String> ids) {
        return ids.stream().filter(somebody::hasIdentifier).sorted().findFirst();
    }

    /**
     * Writes a run back; empty when nothing is to be written. Never throws.
     *
     * @param deadline when the invocation must have ended; the configured time limit may come before it
     */
    public Optional<Report> tell(CompletedRun run, Deadline deadline) {
        boolean silent = settings.comments().again() == CommentPolicy.Again.NONE
                && settings.target(run.trace()).isEmpty();
        return silent
                ? Optional.empty()
                : Optional.of(
                        new WriteBack(settings, account, calls(Deadline.in(deadline.cut(settings.timeout()))), run)
                                .run());
    }

    private JiraCalls calls(Deadline deadline) {
        return new JiraCalls(settings.site(), connection, deadline);
    }

    /** Names the site. */
    @Override
    public String toString() {
        return "Feedback[" + settings.site() + "]";
    }
}
