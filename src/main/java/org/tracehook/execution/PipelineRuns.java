package org.tracehook.execution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Set;
import org.tracehook.deadline.Deadline;
import org.tracehook.delivery.Delivery;
import org.tracehook.delivery.Recording;
import org.tracehook.delivery.Reply;
import org.tracehook.delivery.SelectedDelivery;
import org.tracehook.feedback.Report;
import org.tracehook.intent.Selection;
import org.tracehook.orchestrator.Orchestrator;
import org.tracehook.orchestrator.PipelineResult;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.RunFacts;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.trace.TraceSummary;
import org.tracehook.tracelog.InvocationContext;
import org.tracehook.tracelog.TraceLines;

/** Runs the pipeline of a claimed run. Its trace goes to the log and to the listeners. */
public final class PipelineRuns {

    /** The most ignored keys that are named: enough to see a mistake; a body can have hundreds of thousands. */
    private static final int MOST_NAMED = 20;

    private final Orchestrator orchestrator;
    private final Set<String> intents;
    private final Recording recording;
    private final OutsideWrites outside;
    private final RunBackground background;

    /** Runs pipelines with an orchestrator that has plans for {@code intents}. */
    public PipelineRuns(
            Orchestrator orchestrator,
            Set<String> intents,
            Recording recording,
            OutsideWrites outside,
            RunBackground background) {
        this.orchestrator = orchestrator;
        this.intents = Set.copyOf(intents);
        this.recording = recording;
        this.outside = outside;
        this.background = background;
    }

    /** Runs the pipeline to its end and makes the reply. */
    Reply run(ClaimedRun claimed) {
        SelectedDelivery selected = claimed.run().selected();
        Delivery delivery = selected.delivery();
        InvocationContext invocation = recording.invocation(delivery);
        TraceLines lines = new TraceLines(invocation, recording.identifier(delivery), intents, recording.out());
        TraceExport.Run export = outside.traces().begin(claimed);
        TraceRecorder recorder = recording.recorder(lines, export.listeners());
        BackgroundWrite request = outside.requests()
                .keep(
                        claimed.run().traceId(),
                        selected.intent(),
                        claimed.run().lease().issue());
        PipelineResult result = orchestrator.run(
                claimed.pipeline(facts(selected.selection(), claimed.retryOf()), background.of(claimed)), recorder);
        // The store of traces, that of requests, the git host and the receiver of spans are written to on threads of
        // their own, Jira on this one.
        Deadline deadline = outside.deadline(selected.deadline());
        BackgroundWrite status =
                outside.statuses().write(result, selected.intent().settings().get("repository"), deadline);
        String intentType = TraceLines.named(result.trace().intentType(), intents);
        BackgroundWrite spans = export.send(result, intentType, invocation, deadline);
        Report report = outside.feedback().write(claimed, result, intentType, deadline);
        recorder.flush(result.trace(), deadline.remaining());
        status.await(deadline);
        request.await(deadline);
        spans.await(deadline);
        return reply(result, claimed.retryOf(), report);
    }

    private RunFacts facts(Selection selection, String retryOf) {
        ArrayNode ignored = JsonNodeFactory.instance.arrayNode();
        selection.ignoredContext().stream()
                .limit(MOST_NAMED)
                .forEach(key -> ignored.add(recording.scrubber().line(key)));
        String codeFrom =
                selection.intent().map(intent -> intent.codeFrom().toString()).orElse(null);
        return new RunFacts(Recording.array(recording.clean(selection.verdicts())), ignored, codeFrom, retryOf);
    }

    private Reply reply(PipelineResult result, String retryOf, Report report) {
        ExecutionTrace trace = result.trace();
        return new Reply.Traced(
                status(result.outcome()),
                new Reply.Trace(
                        trace.traceId(),
                        trace.pipelineStatus().name(),
                        trace.intentType(),
                        trace.trigger().issueKey(),
                        TraceSummary.of(trace),
                        recording.scrubber().line(result.finalCommit()),
                        recording.scrubber().line(result.pullRequestUrl()),
                        trace.finalError(),
                        null,
                        retryOf,
                        report));
    }

    /** Jira sends a delivery again after 5xx and not after 422. */
    private static int status(PipelineResult.PipelineOutcome outcome) {
        return switch (outcome) {
            case SUCCESS, PARTIAL -> 200;
            case REFUSED -> 422;
            case BROKEN -> 500;
        };
    }

    /**
     * What is written outside when a trace has closed: side by side, and until one deadline.
     *
     * @param feedback writes to Jira
     * @param statuses writes to the git host
     * @param requests keeps what a rerun needs
     * @param traces exports to OpenTelemetry
     * @param reserve the time after a run's deadline that trace, writes and reply have together
     */
    public record OutsideWrites(
            JiraFeedback feedback,
            CommitStatuses statuses,
            RerunRequests requests,
            TraceExport traces,
            Duration reserve) {

        /** When the writes of a run with that deadline must have ended: a quarter of the reserve is left for the reply. */
        Deadline deadline(Deadline run) {
            return run.later(reserve.multipliedBy(3).dividedBy(4));
        }
    }
}
