package org.tracehook.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;
import org.tracehook.intent.Intent;
import org.tracehook.intent.Selection;
import org.tracehook.jira.JiraEvent;
import org.tracehook.jira.Origin;
import org.tracehook.orchestrator.Orchestrator;
import org.tracehook.orchestrator.PipelineRequest;
import org.tracehook.orchestrator.PipelineResult;
import org.tracehook.trace.TraceSummary;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;
import org.tracehook.tracelog.TraceLines;

/** Runs the pipeline of a delivery, its trace going to the log and to the listeners. */
final class PipelineRuns {

    /** Enough to see what a sender does wrong; a body can hold hundreds of thousands. */
    private static final int MOST_NAMED = 20;

    private final Orchestrator orchestrator;
    private final Set<String> intents;
    private final Recording recording;

    /** Runs by that orchestrator, which knows those intents. */
    PipelineRuns(Orchestrator orchestrator, Set<String> intents, Recording recording) {
        this.orchestrator = orchestrator;
        this.intents = Set.copyOf(intents);
        this.recording = recording;
    }

    /** Runs the selected intent to its end. */
    Reply run(Delivery delivery, JiraEvent event, Selection selection) {
        Intent intent = selection.intent().orElseThrow();
        TraceLines lines =
                new TraceLines(delivery.invocation(recording.scrubber()), routing(selection), recording.out());
        PipelineRequest request = new PipelineRequest(
                intent,
                trigger(event, intent),
                delivery.call().deadline(),
                1,
                delivery.identifier().orElse(null));
        return reply(orchestrator.run(request, recording.recorder(lines)));
    }

    private TriggerInfo trigger(JiraEvent event, Intent intent) {
        TriggerSource source =
                event.origin() == Origin.WEBHOOK ? TriggerSource.JIRA_WEBHOOK : TriggerSource.JIRA_AUTOMATION;
        return TriggerInfo.now(source, intent.issueKey(), intent.issueStatus(), intent.type(), recording.clock());
    }

    private TraceLines.Routing routing(Selection selection) {
        ArrayNode ignored = JsonNodeFactory.instance.arrayNode();
        selection.ignoredContext().stream()
                .limit(MOST_NAMED)
                .forEach(key -> ignored.add(recording.scrubber().line(key)));
        return new TraceLines.Routing(Recording.array(recording.clean(selection.verdicts())), ignored, intents);
    }

    private Reply reply(PipelineResult result) {
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
                        result.error()));
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
