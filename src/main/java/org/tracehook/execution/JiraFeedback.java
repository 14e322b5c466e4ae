package org.tracehook.execution;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.config.Environment;
import org.tracehook.config.Fault;
import org.tracehook.deadline.Deadline;
import org.tracehook.deadline.Limits;
import org.tracehook.delivery.Recording;
import org.tracehook.delivery.SelectedDelivery;
import org.tracehook.feedback.CompletedRun;
import org.tracehook.feedback.Feedback;
import org.tracehook.feedback.FeedbackConfig;
import org.tracehook.feedback.Report;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.JiraEvent;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceJson;
import org.tracehook.tracelog.FeedbackLines;

/** Has pipelines told in Jira, with one line in the log for each, and what Tracehook itself changed there left alone. */
public final class JiraFeedback {

    private static final Logger LOG = Logger.getLogger(JiraFeedback.class.getName());

    private static final String WANTED = "a change that is not Tracehook's own";

    /** Null while nothing is configured: then no class of it is loaded either. */
    private final Feedback feedback;

    private final Duration afterDeadline;
    private final Recording recording;

    private JiraFeedback(Feedback feedback, Duration afterDeadline, Recording recording) {
        this.feedback = feedback;
        this.afterDeadline = afterDeadline;
        this.recording = recording;
    }

    /** Tells nobody. */
    public static JiraFeedback none() {
        return new JiraFeedback(null, Duration.ZERO, null);
    }

    /** Tells Jira; of what is kept back for trace and reply it may use three quarters: the trace is closed by then. */
    public static JiraFeedback of(FeedbackConfig config, Function function, Consumer<Fault> faults) {
        return Feedback.from(config, function.plans().intentTypes(), Environment.isLambda(), faults)
                .map(feedback -> new JiraFeedback(
                        feedback, function.limits().reserve().multipliedBy(3).dividedBy(4), function.recording()))
                .orElseGet(JiraFeedback::none);
    }

    /** The reason to leave an event alone that is about to set off a run, if there is one; Jira may be asked. */
    public Optional<Verdict> ownChange(JiraEvent event, Deadline deadline) {
        return feedback == null
                ? Optional.empty()
                : feedback.ownChangeAfterAsking(event, deadline).map(JiraFeedback::reason);
    }

    private static Verdict reason(String sign) {
        return Verdict.reason("own-change", WANTED, sign);
    }

    /** Tells what a run came to; null when nobody is to be told. Never throws. */
    Report tell(ClaimedRun claimed, ExecutionTrace trace, FeedbackLines.Run run) {
        if (feedback == null) {
            return null;
        }
        try {
            long began = System.nanoTime();
            SelectedDelivery selected = claimed.run().selected();
            Optional<Report> told = CompletedRun.of(selected.subject(), trace, run.retryOf())
                    .map(completed -> completed.lastUntil(claimed.claimed().nextRunAt()))
                    .flatMap(completed ->
                            feedback.tell(completed, selected.deadline().later(afterDeadline)))
                    .map(this::clean);
            Duration duration = Duration.ofNanos(System.nanoTime() - began);
            told.ifPresent(report -> new FeedbackLines(
                            recording.invocation(selected.delivery()),
                            recording.identifier(selected.delivery()),
                            recording.out())
                    .told(run, TraceJson.tree(report), duration));
            return told.orElse(null);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "What a run came to could not be told", e);
            return null;
        }
    }

    /** Names of statuses are Jira's, and whoever administers it chose them. */
    private Report clean(Report report) {
        return new Report(
                report.comment(),
                recording.scrubber().line(report.commentId()),
                report.transition(),
                recording.scrubber().line(report.issueStatus()),
                report.problems().stream().map(recording.scrubber()::line).toList());
    }

    /**
     * The function whose pipelines are told.
     *
     * @param plans its intents
     * @param limits its time
     * @param recording its log
     */
    public record Function(DecisionRules plans, Limits limits, Recording recording) {}
}
