package org.tracehook.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;
import org.tracehook.feedback.Report;
import org.tracehook.intent.Selection;
import org.tracehook.orchestrator.Orchestrator;
import org.tracehook.orchestrator.PipelineResult;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceSummary;
import org.tracehook.tracelog.FeedbackLines;
import org.tracehook.tracelog.TraceLines;

/** Runs the pipeline of a delivery, its trace going to the log and to the listeners. */
final class PipelineRuns {

    /** Enough to see what a sender does wrong; a body can hold hundreds of thousands. */
    private static final int MOST_NAMED = 20;

    private final Orchestrator orchestrator;
    private final Set<String> intents;
    private final Recording recording;
    private final RerunRequests requests;
    private final JiraFeedback feedback;

    /** Runs by that orchestrator, which knows those intents. */
    PipelineRuns(
            Orchestrator orchestrator,
            Set<String> intents,
            Recording recording,
            RerunRequests requests,
            JiraFeedback feedback) {
        this.orchestrator = orchestrator;
        this.intents = Set.copyOf(intents);
        this.recording = recording;
        this.requests = requests;
        this.feedback = feedback;
    }

    /** Runs the pipeline to its end; the reply to the sender. */
    Reply run(ClaimedRun claimed) {
        SelectedDelivery selected = claimed.run().selected();
        String retryOf = claimed.retryOf();
        TraceLines lines = new TraceLines(
                selected.delivery().invocation(recording.scrubber()),
                routing(selected.selection(), retryOf),
                recording.out());
        Runnable kept = requests.keep(
                claimed.run().traceId(), selected.intent(), claimed.lease().issue());
        try {
            PipelineResult result = orchestrator.run(claimed.pipeline(), recording.recorder(lines));
            return reply(result, retryOf, feedback.tell(selected, result.trace(), told(result.trace(), retryOf)));
        } finally {
            kept.run();
        }
    }

    private TraceLines.Routing routing(Selection selection, String retryOf) {
        ArrayNode ignored = JsonNodeFactory.instance.arrayNode();
        selection.ignoredContext().stream()
                .limit(MOST_NAMED)
                .forEach(key -> ignored.add(recording.scrubber().line(key)));
        return new TraceLines.Routing(
                Recording.array(recording.clean(selection.verdicts())), ignored, intents, retryOf);
    }

    private FeedbackLines.Run told(ExecutionTrace trace, String retryOf) {
        return new FeedbackLines.Run(
                trace.traceId(),
                trace.trigger().issueKey(),
                TraceLines.Routing.named(trace.intentType(), intents),
                retryOf);
    }

    private Reply reply(PipelineResult result, String retryOf, Report told) {
        var trace = result.trace();
        return new Reply.Traced(
                status(result.outcome()),
                new Reply.Trace(
                        trace.traceId(),
                        result.status().name(),
                        trace.intentType(),
                        trace.trigger().issueKey(),
                        TraceSummary.of(trace),
                        recording.scrubber().line(result.finalCommit()),
                        result.error(),
                        null,
                        retryOf,
                        told));
    }

    /** Jira sends a delivery again after 5xx and not after 422. */
    private static int status(PipelineResult.Outcome outcome) {
        return switch (outcome) {
            case SUCCESS, PARTIAL -> 200;
            case REFUSED -> 422;
            case BROKEN -> 500;
        };
    }
}
