package org.tracehook.feedback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Deadline;
import org.tracehook.feedback.FeedbackConfig.Again;
import org.tracehook.feedback.Transitions.Target;
import org.tracehook.http.ApiCalls.Connection;
import org.tracehook.http.ApiException;
import org.tracehook.jira.Issue;
import org.tracehook.jira.JiraEvent;
import org.tracehook.jira.Subject;
import org.tracehook.trace.ExecutionTrace;

/**
 * Writes runs back into Jira, and knows which changes there are Tracehook's own. No connection is opened before the first
 * call.
 */
public final class Feedback {

    private static final Logger LOG = Logger.getLogger(Feedback.class.getName());

    /** A delivery waits while Jira is asked whose token it is. As long as that fails nothing is written, so it may fail early. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final FeedbackConfig config;
    private final JiraSite site;
    private final Optional<LogsLink> logs;
    private final Connection connection;
    private final Account account;

    /**
     * Feedback as it is configured; empty when the address or the token is missing or faulty. Faults are reported.
     *
     * @param intents those that there are
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     */
    public static Optional<Feedback> from(FeedbackConfig config, Set<String> intents, boolean onLambda, Faults faults) {
        Transitions.check(config.transitions(), intents, faults);
        Optional<LogsLink> logs = LogsLink.from(config.logsUrl(), faults);
        return JiraSite.from(config, onLambda, faults).map(site -> new Feedback(config, site, logs, new Connection()));
    }

    Feedback(FeedbackConfig config, JiraSite site, Optional<LogsLink> logs, Connection connection) {
        this.config = config;
        this.site = site;
        this.logs = logs;
        this.connection = connection;
        this.account = new Account(config.accountId());
    }

    /** What shows that Tracehook itself made a change, as far as it is known without asking Jira. */
    Optional<String> ownChange(JiraEvent event) {
        return account.ownChange(event);
    }

    /**
     * What shows that Tracehook itself made a change; empty when nothing does. Jira is asked at most once which account the token
     * belongs to, and only for an event that says who acted, or for a comment with our last line.
     *
     * @param deadline of the delivery; asking takes a quarter of the time at most, and no more than two seconds
     */
    public Optional<String> ownChange(JiraEvent event, Deadline deadline) {
        Duration quarter = deadline.remaining().dividedBy(4);
        return account.ownChange(event, calls(Deadline.in(quarter.compareTo(PATIENCE) < 0 ? quarter : PATIENCE)));
    }

    /**
     * Writes a run back: the comment first, then the transition; if one fails, the other is written all the same. Empty when
     * nothing is to be written. Never throws.
     *
     * @param deadline when the invocation must have ended; the configured time limit may come before it
     */
    public Optional<Report> write(CompletedRun run, Deadline deadline) {
        if (config.comment() == Again.NONE && target(run).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new WriteBack(run, calls(Deadline.in(deadline.cut(config.timeout())))).report());
    }

    /** Where the log lines of that trace are; empty when no link is configured. */
    public Optional<String> logsUrl(ExecutionTrace trace) {
        return logs.map(link -> link.url(trace));
    }

    /**
     * The fields of an issue, as REST gives them; those that the issue does not have, or the account may not see, are absent.
     *
     * @param subject the issue and the Jira that it is of, as far as the delivery says so
     * @param issueKey for a subject without an id; nullable
     * @param ids Jira's ids, which a URL can carry as they are
     * @param deadline when the run must have ended; the configured time limit may come before it
     * @throws IllegalStateException if they cannot be read; the message says why
     */
    public ObjectNode fields(Subject subject, String issueKey, Collection<String> ids, Deadline deadline) {
        if (subject.site() != null && !site.mayBe(subject.site())) {
            throw unreadable("the delivery is of another Jira than tracehook.feedback.base-url");
        }
        String reference = subject.issueId() != null ? subject.issueId() : issueKey;
        if (reference == null || !Issue.isId(reference) && !Issue.isKey(reference)) {
            throw unreadable("the delivery names no issue");
        }
        try {
            ObjectNode issue = calls(Deadline.in(deadline.cut(config.timeout())))
                    .read("/issue/" + reference + "?fields=" + String.join(",", ids));
            if (issue.path("fields") instanceof ObjectNode fields) {
                return fields;
            }
            throw unreadable("Jira's answer is no issue: check tracehook.feedback.base-url");
        } catch (ApiException e) {
            throw unreadable(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable("the step was cancelled");
        }
    }

    private static IllegalStateException unreadable(String why) {
        return new IllegalStateException("it cannot be read from Jira: " + why);
    }

    private Optional<Target> target(CompletedRun run) {
        return Target.of(
                config.transitions(), run.trace().intentType(), run.trace().pipelineStatus());
    }

    private JiraCalls calls(Deadline deadline) {
        return new JiraCalls(site, connection, deadline);
    }

    /** Names the site. */
    @Override
    public String toString() {
        return "Feedback[" + site + "]";
    }

    /** What is written back of one run. */
    private final class WriteBack {

        private final CompletedRun run;
        private final JiraCalls calls;
        private final List<String> problems = new ArrayList<>();

        private WriteBack(CompletedRun run, JiraCalls calls) {
            this.run = run;
            this.calls = calls;
        }

        /** While it is unknown which changes are our own, nothing is written: what is not written sets off nothing. */
        private Report report() {
            if (run.site().filter(delivered -> !site.mayBe(delivered)).isPresent()) {
                problems.add("nothing was written: the delivery is of another Jira than tracehook.feedback.base-url");
                return report(Optional.empty(), Optional.empty());
            }
            Optional<Set<String>> own = attempt("account", () -> Optional.of(account.ids(calls)));
            Optional<Comments.Written> comment = own.flatMap(ids -> attempt("comment", () -> comment(ids)));
            return report(comment, own.flatMap(ids -> attempt("transition", this::move)));
        }

        private Report report(Optional<Comments.Written> comment, Optional<Transitions.Move> move) {
            return new Report(
                    comment.map(Comments.Written::how).orElse(null),
                    comment.map(Comments.Written::id).orElse(null),
                    move.map(Transitions.Move::outcome).orElse(null),
                    move.map(Transitions.Move::status).orElse(null),
                    problems);
        }

        private Optional<Comments.Written> comment(Set<String> own) throws ApiException, InterruptedException {
            if (config.comment() == Again.NONE) {
                return Optional.empty();
            }
            IssueState issue = IssueState.read(calls, run.reference());
            return Optional.of(new Comments(calls, config, logs, own).write(issue, run));
        }

        private Optional<Transitions.Move> move() throws ApiException, InterruptedException {
            Optional<Target> target = target(run);
            return target.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Transitions(calls).move(run.reference(), run.status(), target.get()));
        }

        private <T> Optional<T> attempt(String what, Part<T> part) {
            try {
                return part.write();
            } catch (ApiException e) {
                problems.add(what + ": " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                problems.add(what + ": the function was stopped");
            } catch (RuntimeException | Error e) {
                LOG.log(Level.SEVERE, "A run could not be written back into Jira", e);
                problems.add(what + ": Tracehook broke; the log says why just before this line");
            }
            return Optional.empty();
        }
    }

    /** A part of what is written. */
    private interface Part<T> {

        Optional<T> write() throws ApiException, InterruptedException;
    }
}
