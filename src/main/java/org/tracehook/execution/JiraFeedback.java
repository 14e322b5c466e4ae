package org.tracehook.execution;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.config.Environment;
import org.tracehook.config.Fault;
import org.tracehook.deadline.Deadline;
import org.tracehook.deadline.TimeLimits;
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
import org.tracehook.tracelog.DeliveryLines;

/** Writes the end of each pipeline to Jira, with one log line each, and recognises what Tracehook itself changed there. */
public final class JiraFeedback {

    private static final Logger LOG = Logger.getLogger(JiraFeedback.class.getName());

    private static final String WANTED = "a change that is not Tracehook's own";

    /** Null while nothing is configured: then no class of {@code feedback} is loaded. */
    private final Feedback feedback;

    private final Duration afterDeadline;
    private final Recording recording;

    private JiraFeedback(Feedback feedback, Duration afterDeadline, Recording recording) {
        this.feedback = feedback;
        this.afterDeadline = afterDeadline;
        this.recording = recording;
    }

    /** Writes nothing. */
    public static JiraFeedback none() {
        return new JiraFeedback(null, Duration.ZERO, null);
    }

    /** Writes to Jira, in three quarters of the time that is reserved after the deadline: the trace is closed by then. */
    public static JiraFeedback of(FeedbackConfig config, Function function, Consumer<Fault> faults) {
        return Feedback.from(config, function.plans().intentTypes(), Environment.isLambda(), faults)
                .map(feedback -> new JiraFeedback(
                        feedback, function.limits().reserve().multipliedBy(3).dividedBy(4), function.recording()))
                .orElseGet(JiraFeedback::none);
    }

    /** The reason why an event runs nothing, because Tracehook itself made the change; empty if it did not. May ask Jira. */
    public Optional<Verdict> ownChange(JiraEvent event, Deadline deadline) {
        return feedback == null
                ? Optional.empty()
                : feedback.ownChange(event, deadline).map(JiraFeedback::reason);
    }

    private static Verdict reason(String sign) {
        return Verdict.reason("own-change", WANTED, sign);
    }

    /** Writes how a run ended; null when nothing is to be written. Never throws. */
    Report tell(ClaimedRun claimed, ExecutionTrace trace, DeliveryLines.LoggedRun run) {
        if (feedback == null) {
            return null;
        }
        try {
            long began = System.nanoTime();
            SelectedDelivery selected = claimed.run().selected();
            Optional<Report> told = CompletedRun.of(selected.subject(), trace, run.retryOf())
                    .map(completed -> completed.lastUntil(claimed.claimed().nextRunAt()))
                    .flatMap(completed ->
                            feedback.write(completed, selected.deadline().later(afterDeadline)))
                    .map(this::clean);
            Duration duration = Duration.ofNanos(System.nanoTime() - began);
            told.ifPresent(report -> new DeliveryLines(
                            recording.invocation(selected.delivery()),
                            recording.identifier(selected.delivery()),
                            recording.out())
                    .feedback(run, trace.trigger().issueKey(), TraceJson.tree(report), duration));
            return told.orElse(null);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "The end of a run could not be written to Jira", e);
            return null;
        }
    }

    /** Scrubbed, because Jira's administrators choose the names of statuses. */
    private Report clean(Report report) {
        return new Report(
                report.comment(),
                recording.scrubber().line(report.commentId()),
                report.transition(),
                recording.scrubber().line(report.issueStatus()),
                report.problems().stream().map(recording.scrubber()::line).toList());
    }

    /**
     * The function whose pipelines are written to Jira.
     *
     * @param plans its intents
     * @param limits its time limits
     * @param recording its log
     */
    public record Function(DecisionRules plans, TimeLimits limits, Recording recording) {}
}
