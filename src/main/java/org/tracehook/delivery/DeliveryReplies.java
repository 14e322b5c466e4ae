package org.tracehook.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.Issue;
import org.tracehook.jira.JiraEvent;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.Scrubber;
import org.tracehook.tracelog.DeliveryLines;
import org.tracehook.tracelog.TraceLines;

/** Answers deliveries that run no pipeline, or none yet, and writes exactly one log line for each. */
public final class DeliveryReplies {

    private static final Logger LOG = Logger.getLogger(DeliveryReplies.class.getName());

    private final Recording recording;
    private final Set<String> intents;

    /** Replies of a function that knows those intents. */
    public DeliveryReplies(Recording recording, Set<String> intents) {
        this.recording = recording;
        this.intents = Set.copyOf(intents);
    }

    /** The delivery runs nothing, and its body was not parsed. */
    public Reply ignored(Delivery delivery, List<Verdict> reasons) {
        return ignored(delivery, null, reasons);
    }

    /** The delivery runs nothing; {@code event} is null when its body was not parsed. */
    public Reply ignored(Delivery delivery, JiraEvent event, List<Verdict> reasons) {
        List<Verdict> clean = recording.clean(reasons);
        write(() -> lines(delivery).ignored(origin(delivery, event), Recording.array(clean), recording.now()));
        return new Reply.NotRun(new Reply.Ignored(clean));
    }

    /** Its issue had {@code runs} runs in the last hour; the next one may begin at {@code freeAt}. */
    public Reply limited(SelectedDelivery selected, int runs, Instant freeAt) {
        List<Verdict> reasons = List.of(Verdict.reason(
                "limit",
                "fewer than " + runs + " runs of the issue in an hour; the next may begin at " + freeAt,
                null));
        write(() -> lines(selected.delivery()).limited(origin(selected), cleaned(reasons), recording.now()));
        return new Reply.NotRun(new Reply.Ignored(reasons));
    }

    /** The delivery is refused. */
    public Reply refused(Delivery delivery, Problem problem) {
        return refused(delivery, origin(delivery, (JiraEvent) null), problem);
    }

    /** The delivery matched a rule, and its pipeline cannot run now. */
    public Reply refused(SelectedDelivery selected, Problem problem) {
        return refused(selected.delivery(), origin(selected), problem);
    }

    private Reply refused(Delivery delivery, DeliveryLines.LoggedDelivery origin, Problem problem) {
        Verdict reason = Verdict.reason(problem.kind().name().toLowerCase(Locale.ROOT), problem.detail(), null);
        write(() ->
                lines(delivery).rejected(refusal(problem.kind()), origin, cleaned(List.of(reason)), recording.now()));
        return new Reply.Refused(problem);
    }

    /** A busy issue is no failure of Tracehook: one run at a time is what it promises, and Jira sends again. */
    private static DeliveryLines.Refusal refusal(ProblemKind kind) {
        return switch (kind) {
            case TOO_LARGE,
                    UNAUTHENTICATED,
                    UNSUPPORTED_TYPE,
                    MALFORMED,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_REPEATABLE,
                    INVALID_PARAMETER,
                    ISSUE_BUSY -> DeliveryLines.Refusal.REJECTED;
            case NOT_HANDED_OVER, LEDGER_UNAVAILABLE, SECRET_UNAVAILABLE, STORE_UNAVAILABLE ->
                DeliveryLines.Refusal.UNAVAILABLE;
            case UNEXPECTED -> DeliveryLines.Refusal.UNEXPECTED;
        };
    }

    /** The delivery is a duplicate: the reply is the first run's. */
    public Reply duplicate(SelectedDelivery selected, Reply.Trace first, Verdict reason) {
        write(() -> lines(selected.delivery())
                .duplicate(run(first), origin(selected), cleaned(List.of(reason)), recording.now()));
        return new Reply.Traced(200, first.asDuplicate());
    }

    /** The pipeline runs in an invocation of its own; {@code running} is the reply until it has ended. */
    public Reply acknowledged(SelectedDelivery selected, Reply.Trace running) {
        ArrayNode verdicts = cleaned(selected.selection().verdicts());
        write(() -> lines(selected.delivery()).acknowledged(run(running), verdicts, origin(selected), recording.now()));
        return new Reply.Traced(200, running);
    }

    private DeliveryLines.LoggedRun run(Reply.Trace trace) {
        return new DeliveryLines.LoggedRun(
                trace.traceId(), TraceLines.named(trace.intentType(), intents), trace.retryOf());
    }

    /** A line that cannot be written changes nothing about the reply. */
    private static void write(Runnable line) {
        try {
            line.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "The line of a delivery could not be written", e);
        }
    }

    /** The verdicts as a line has them; the line's message is made of them and cut. */
    private ArrayNode cleaned(List<Verdict> verdicts) {
        return Recording.array(recording.clean(verdicts));
    }

    private DeliveryLines lines(Delivery delivery) {
        return new DeliveryLines(recording.invocation(delivery), recording.identifier(delivery), recording.out());
    }

    /**
     * Where the delivery came from, and which issue it is about. Also the line of a delivery that was not parsed, because it
     * was refused or Tracehook is paused, must be found by the issue. Keys are scrubbed, because a secret can look like an issue key.
     */
    private DeliveryLines.LoggedDelivery origin(Delivery delivery, JiraEvent event) {
        return origin(
                delivery,
                Optional.ofNullable(event)
                        .flatMap(JiraEvent::issue)
                        .filter(Issue::hasValidKey)
                        .map(Issue::key));
    }

    private DeliveryLines.LoggedDelivery origin(SelectedDelivery selected) {
        return origin(
                selected.delivery(),
                Optional.ofNullable(selected.intent().issueKey()).filter(Issue::isKey));
    }

    private DeliveryLines.LoggedDelivery origin(Delivery delivery, Optional<String> key) {
        Scrubber scrubber = recording.scrubber();
        return new DeliveryLines.LoggedDelivery(
                scrubber.line(key.orElse(null)),
                key.isPresent() ? null : scrubber.line(UnverifiedIssueKey.of(delivery)),
                scrubber.line(delivery.sourceAddress()),
                delivery.body().length);
    }
}
