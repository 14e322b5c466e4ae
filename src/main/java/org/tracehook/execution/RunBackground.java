package org.tracehook.execution;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.delivery.SelectedDelivery;
import org.tracehook.intent.Intent;
import org.tracehook.orchestrator.PipelineRequest.Background;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.TraceStore;

/**
 * What the agents of a run may look up beside what the delivery brought.
 *
 * @param feedback has the account that reads Jira
 * @param traces where the issue's last run is looked up
 * @param ticketFields Jira's ids of the fields that the agents of an intent ask for
 */
public record RunBackground(JiraFeedback feedback, TraceStore traces, Function<String, Set<String>> ticketFields) {

    private static final Logger LOG = Logger.getLogger(RunBackground.class.getName());

    /** The last traces of an issue among which one of the intent is looked for. */
    private static final int LATEST = 20;

    /** Nothing is looked up until an agent asks for it. */
    Background of(ClaimedRun claimed) {
        SelectedDelivery selected = claimed.run().selected();
        Intent intent = selected.intent();
        Set<String> fields = ticketFields.apply(intent.type());
        List<String> lacking =
                fields.stream().filter(id -> !intent.fields().containsKey(id)).toList();
        return new Background(
                fields,
                () -> feedback.ticketFields(selected, lacking),
                () -> previous(intent, claimed.run().traceId()));
    }

    /** The last that has ended; empty too when the store does not answer, which must not end a step. */
    private Optional<ExecutionTrace> previous(Intent intent, String ownTraceId) {
        try {
            return traces.ofIssue(intent.issueKey(), LATEST).stream()
                    .filter(trace -> intent.type().equals(trace.intentType()))
                    .filter(trace -> trace.pipelineStatus() != PipelineStatus.RUNNING)
                    .filter(trace -> !trace.traceId().equals(ownTraceId))
                    .findFirst();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The issue''s last run is unknown, since the store does not answer: {0}",
                    e.toString());
            return Optional.empty();
        }
    }
}
