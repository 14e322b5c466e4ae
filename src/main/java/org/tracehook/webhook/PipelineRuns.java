package org.tracehook.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;
import org.tracehook.feedback.Report;
import org.tracehook.intent.Selection;
import org.tracehook.orchestrator.Orchestrator;
import org.tracehook.orchestrator.PipelineRequest;
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
    private final Requests requests;
    private final JiraFeedback feedback;

    /** Runs by that orchestrator, which knows those intents. */
    PipelineRuns(
            Orchestrator orchestrator,
            Set<String> intents,
            Recording recording,
            Requests requests,
            JiraFeedback feedback) {
        this.orchestrator = orchestrator;
        this.intents = Set.copyOf(intents);
        this.recording = recording;
        this.requests = requests;
        this.feedback = feedback;
    }

    /** What traces and lines are made with. */
    Recording recording() {
        return recording;
    }

    /** The intent as lines name it. */
    String logged(String intentType) {
        return TraceLines.Routing.named(intentType, intents);
    }

    /** Runs the selected intent to its end; {@code retryOf} is the trace of the delivery's last run, or null. */
    Reply run(Promise promise, PipelineRequest.Run run, String retryOf) {
        Routed routed = promise.routed();
        TraceLines lines = new TraceLines(
                routed.delivery().invocation(recording.scrubber()),
                routing(routed.selection(), retryOf),
                recording.out());
        PipelineRequest request = new PipelineRequest(routed.intent(), promise.trigger(), routed.deadline(), run);
        Runnable kept = requests.keep(
                promise.traceId(), routed.intent(), promise.lease().issue());
        try {
            PipelineResult result = orchestrator.run(request, recording.recorder(lines));
            return reply(result, retryOf, feedback.tell(routed, result.trace(), told(result.trace(), retryOf)));
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
        return new FeedbackLines.Run(trace.traceId(), trace.trigger().issueKey(), logged(trace.intentType()), retryOf);
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
