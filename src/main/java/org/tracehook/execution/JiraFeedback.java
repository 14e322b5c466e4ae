package org.tracehook.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.config.Environment;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Deadline;
import org.tracehook.delivery.Recording;
import org.tracehook.delivery.SelectedDelivery;
import org.tracehook.feedback.CompletedRun;
import org.tracehook.feedback.Feedback;
import org.tracehook.feedback.FeedbackConfig;
import org.tracehook.feedback.Report;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.JiraEvent;
import org.tracehook.jira.TicketText;
import org.tracehook.orchestrator.PipelineResult;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceJson;
import org.tracehook.tracelog.DeliveryLines;
import org.tracehook.tracelog.DeliveryLines.LoggedRun;

/** Writes the end of each pipeline to Jira, with one log line each, and recognises what Tracehook itself changed there. */
public final class JiraFeedback {

    private static final Logger LOG = Logger.getLogger(JiraFeedback.class.getName());

    private static final String WANTED = "a change that is not Tracehook's own";

    /** Null while nothing is configured: then no class of {@code feedback} is loaded. */
    private final Feedback feedback;

    private final Recording recording;

    private JiraFeedback(Feedback feedback, Recording recording) {
        this.feedback = feedback;
        this.recording = recording;
    }

    /** Writes nothing. */
    public static JiraFeedback none() {
        return new JiraFeedback(null, null);
    }

    /** Writes to the configured Jira; {@code intents} are those that there are. */
    public static JiraFeedback of(FeedbackConfig config, Set<String> intents, Recording recording, Faults faults) {
        return Feedback.from(config, intents, Environment.isLambda(), faults)
                .map(feedback -> new JiraFeedback(feedback, recording))
                .orElseGet(JiraFeedback::none);
    }

    /** The reason why an event runs nothing, because Tracehook itself made the change; empty if it did not. May ask Jira. */
    public Optional<Verdict> ownChange(JiraEvent event, Deadline deadline) {
        return feedback == null
                ? Optional.empty()
                : feedback.ownChange(event, deadline).map(sign -> Verdict.reason("own-change", WANTED, sign));
    }

    /** Where the log lines of that trace are; empty without {@code tracehook.feedback.logs-url}. */
    Optional<String> logsUrl(ExecutionTrace trace) {
        return feedback == null ? Optional.empty() : feedback.logsUrl(trace);
    }

    /**
     * Those of the fields of the delivery's issue that Jira has; what the delivery brought counts against the size of all.
     *
     * @throws IllegalStateException if they cannot be read; the message says why, and what to set
     */
    Map<String, JsonNode> ticketFields(SelectedDelivery selected, Collection<String> ids) {
        if (feedback == null) {
            throw new IllegalStateException("there is no account to read Jira with: set tracehook.feedback.base-url and"
                    + " tracehook.feedback.token");
        }
        JsonNode fields = feedback.fields(selected.subject(), selected.intent().issueKey(), ids, selected.deadline());
        return TicketText.of(fields, ids, selected.intent().fields());
    }

    /**
     * Writes how a run ended, until the deadline at most; null when nothing is to be written. Never throws.
     *
     * @param intentType a configured intent, or {@code unknown}
     */
    Report write(ClaimedRun claimed, PipelineResult result, String intentType, Deadline deadline) {
        if (feedback == null) {
            return null;
        }
        try {
            long began = System.nanoTime();
            SelectedDelivery selected = claimed.run().selected();
            ExecutionTrace trace = result.trace();
            LoggedRun run = new LoggedRun(trace.traceId(), intentType, claimed.retryOf());
            Optional<Report> written = CompletedRun.of(selected.subject(), trace, run.retryOf())
                    .map(completed -> completed.lastUntil(claimed.claimed().nextRunAt()))
                    .map(completed -> completed.with(result.pullRequestUrl()))
                    .flatMap(completed -> feedback.write(completed, deadline))
                    .map(this::clean);
            Duration duration = Duration.ofNanos(System.nanoTime() - began);
            written.ifPresent(report -> new DeliveryLines(
                            recording.invocation(selected.delivery()),
                            recording.identifier(selected.delivery()),
                            recording.out())
                    .feedback(run, trace.trigger().issueKey(), TraceJson.tree(report), duration));
            return written.orElse(null);
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
}
