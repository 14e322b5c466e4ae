package org.tracehook.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.feedback.FeedbackSettings.CommentPolicy;

/** Writes one run back: the comment first, then the transition; what the one fails by does not keep back the other. */
final class WriteBack {

    private static final Logger LOG = Logger.getLogger(WriteBack.class.getName());

    private final FeedbackSettings settings;
    private final Account account;
    private final JiraCalls calls;
    private final CompletedRun run;
    private final List<String> problems = new ArrayList<>();

    WriteBack(FeedbackSettings settings, Account account, JiraCalls calls, CompletedRun run) {
        this.settings = settings;
        this.account = account;
        this.calls = calls;
        this.run = run;
    }

    /** While it is unknown which changes are our own, nothing is written: what is not written sets off nothing. */
    Report run() {
        Optional<String> other = run.site().filter(site -> !settings.site().mayBe(site));
        if (other.isPresent()) {
            problems.add("nothing was written: the delivery is of another Jira than tracehook.feedback.base-url");
            return report(Optional.empty(), Optional.empty());
        }
        Optional<Set<String>> own = attempt("account", () -> Optional.of(account.ids(calls)));
        Optional<Comments.Written> comment = own.flatMap(ids -> attempt("comment", () -> comment(ids)));
        Optional<Transitions.Move> move = own.flatMap(ids -> attempt("transition", this::move));
        return report(comment, move);
    }

    private Report report(Optional<Comments.Written> comment, Optional<Transitions.Move> move) {
        return new Report(
                comment.map(written -> wire(written.how())).orElse(null),
                comment.map(Comments.Written::id).orElse(null),
                move.map(made -> wire(made.outcome())).orElse(null),
                move.map(Transitions.Move::status).orElse(null),
                problems);
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private Optional<Comments.Written> comment(Set<String> own) throws JiraException, InterruptedException {
        if (settings.comments().again() == CommentPolicy.Again.NONE) {
            return Optional.empty();
        }
        IssueState issue = IssueState.read(calls, run.reference());
        return Optional.of(new Comments(calls, settings.comments(), own).write(issue, run));
    }

    private Optional<Transitions.Move> move() throws JiraException, InterruptedException {
        Optional<String> target = settings.target(run.trace());
        return target.isEmpty()
                ? Optional.empty()
                : Optional.of(new Transitions(calls)
                        .move(run.reference(), run.status(), new Transitions.Target(target.get())));
    }

    private <T> Optional<T> attempt(String what, Part<T> part) {
        try {
            return part.write();
        } catch (JiraException e) {
            problems.add(what + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.add(what + ": the function was told to stop");
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "What a run came to could not be written back", e);
            problems.add(what + ": Tracehook broke; the log says why just before this line");
        }
        return Optional.empty();
    }

    /** A part of what is written. */
    private interface Part<T> {

        Optional<T> write() throws JiraException, InterruptedException;
    }
}
