package org.tracehook.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tracehook.http.TraceContext;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.RunFacts;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceListener;

/**
 * The spans of one run: a root for its pipeline, and below it one for each step. It listens to the run for what the trace does
 * not say, and makes them when that has closed.
 */
public final class RunSpans implements TraceListener {

    /** Of a text, in bytes of UTF-8: receivers cut or refuse longer ones. */
    private static final int LONGEST = 2_048;

    private final Resource resource;
    private final Set<String> remoteAgents;
    private final Scrubber scrubber;
    private final TreeMap<Integer, StepOutcome> outcomes = new TreeMap<>();
    private RunFacts facts = RunFacts.NONE;

    /**
     * The spans of a run that begins.
     *
     * @param resource who makes them
     * @param remoteAgents the names of the agents that are called over HTTP
     * @param scrubber cleans texts
     */
    RunSpans(Resource resource, Set<String> remoteAgents, Scrubber scrubber) {
        this.resource = resource;
        this.remoteAgents = remoteAgents;
        this.scrubber = scrubber;
    }

    @Override
    public void pipelineStarted(ExecutionTrace trace, RunFacts known) {
        facts = known;
    }

    @Override
    public void stepCompleted(ExecutionTrace trace, ExecutionStep step, StepOutcome outcome) {
        outcomes.put(step.stepNumber(), outcome);
    }

    /** The spans of the closed trace, the root first. The same run gives the same spans. */
    List<Span> of(ExecutionTrace trace, RunDetails run) {
        List<Span> spans = new ArrayList<>();
        TraceContext root = TraceContext.ofPipeline(trace.traceId());
        spans.add(new Span(root, null, resource, pipeline(trace, run)));
        for (ExecutionStep step : trace.steps()) {
            TraceContext id = TraceContext.ofStep(trace.traceId(), step.stepNumber());
            spans.add(new Span(id, root, resource, task(trace, step)));
        }
        return spans;
    }

    private Span.Description pipeline(ExecutionTrace trace, RunDetails run) {
        RunEnd end = end(trace, run);
        return new Span.Description(
                "invoke_workflow " + run.workflow(),
                SpanKind.SERVER,
                trace.startedAt(),
                end(trace),
                status(end, trace.finalError()),
                attributes(trace, run, end),
                verdicts(trace.startedAt()),
                links());
    }

    private Attributes attributes(ExecutionTrace trace, RunDetails run, RunEnd end) {
        RunDetails.Invocation invocation = run.invocation();
        return Attributes.builder()
                .put("cicd.pipeline.name", run.workflow())
                .put("cicd.pipeline.run.id", trace.traceId())
                .put("cicd.pipeline.result", end.result)
                .put("gen_ai.operation.name", "invoke_workflow")
                .put("gen_ai.workflow.name", run.workflow())
                .put("gen_ai.conversation.id", clean(trace.trigger().issueKey()))
                .put("faas.invocation_id", clean(invocation.id()))
                .put("faas.coldstart", invocation.coldStart())
                .put("faas.trigger", invocation.trigger())
                .put("aws.lambda.invoked_arn", invocation.arn())
                .put("aws.xray.trace_header", containing("Root=", invocation.xrayHeader()))
                .put("vcs.repository.url.full", containing("://", run.code().repository()))
                .put("vcs.ref.head.name", clean(branch()))
                .put("vcs.ref.head.revision", clean(run.code().commit()))
                .put("tracehook.pull_request.url", clean(run.code().pullRequest()))
                .put(
                        "tracehook.trigger.source",
                        TraceJson.tree(trace.trigger()).path("source").textValue())
                .put("tracehook.pipeline.status", trace.pipelineStatus().name())
                .put("error.type", end.errorType)
                .build();
    }

    /** In dev mode the header is another id, and the repository may be a directory: both are left out. */
    private String containing(String sign, String text) {
        return text != null && text.contains(sign) ? clean(text) : null;
    }

    /** The branch that the last step names that names one. */
    private String branch() {
        return outcomes.descendingMap().values().stream()
                .map(outcome -> outcome.outputs().path("branch").textValue())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private RunEnd end(ExecutionTrace trace, RunDetails run) {
        return switch (trace.pipelineStatus()) {
            case SUCCESS -> RunEnd.SUCCESS;
            case FAILED -> run.refused() ? RunEnd.REFUSED : RunEnd.BROKEN;
            case PARTIAL, RUNNING -> lastStep(trace).filter(RunEnd::isError).orElse(RunEnd.BROKEN);
        };
    }

    /** Where all steps succeeded and the run did not, the orchestrator broke between two of them. */
    private Optional<RunEnd> lastStep(ExecutionTrace trace) {
        List<ExecutionStep> steps = trace.steps();
        return steps.isEmpty() ? Optional.empty() : Optional.of(end(steps.get(steps.size() - 1)));
    }

    private RunEnd end(ExecutionStep step) {
        StepOutcome outcome = outcomes.get(step.stepNumber());
        return outcome == null ? RunEnd.of(step) : RunEnd.of(outcome.cause());
    }

    private List<EventData> verdicts(Instant at) {
        List<EventData> events = new ArrayList<>();
        for (JsonNode verdict : facts.verdicts()) {
            Attributes attributes = Attributes.builder()
                    .put("tracehook.rule.name", clean(verdict.path("rule").textValue()))
                    .put("tracehook.rule.matched", !verdict.path("condition").isTextual())
                    .put(
                            "tracehook.rule.condition",
                            clean(verdict.path("condition").textValue()))
                    .put(
                            "tracehook.rule.expected",
                            clean(verdict.path("expected").textValue()))
                    .put("tracehook.rule.actual", clean(verdict.path("actual").textValue()))
                    .build();
            events.add(EventData.create(Span.nanos(at), "tracehook.rule.verdict", attributes));
        }
        return events;
    }

    private List<LinkData> links() {
        return facts.retryOf() == null
                ? List.of()
                : List.of(LinkData.create(
                        Span.context(TraceContext.ofPipeline(facts.retryOf())),
                        Attributes.builder()
                                .put("tracehook.link.type", "retry_of")
                                .build()));
    }

    private Span.Description task(ExecutionTrace trace, ExecutionStep step) {
        RunEnd end = end(step);
        return new Span.Description(
                "invoke_agent " + step.agentName(),
                remoteAgents.contains(step.agentName()) ? SpanKind.CLIENT : SpanKind.INTERNAL,
                step.startedAt(),
                step.completedAt() == null ? end(trace) : step.completedAt(),
                status(end, step.errorMessage()),
                attributes(trace, step, end),
                List.of(),
                List.of());
    }

    private Attributes attributes(ExecutionTrace trace, ExecutionStep step, RunEnd end) {
        AttributesBuilder attributes = Attributes.builder()
                .put("gen_ai.operation.name", "invoke_agent")
                .put("gen_ai.agent.name", step.agentName())
                .put("gen_ai.conversation.id", clean(trace.trigger().issueKey()))
                .put("cicd.pipeline.task.name", clean(step.agentTask()))
                .put("cicd.pipeline.task.run.id", trace.traceId() + "/" + step.stepNumber())
                .put("cicd.pipeline.task.run.result", end.result)
                .put("tracehook.step.number", step.stepNumber())
                .put("tracehook.step.status", step.status().name())
                .put("tracehook.step.summary", clean(step.outputSummary()))
                .put("error.type", end.errorType);
        addUsage(attributes, outcomes.get(step.stepNumber()));
        return attributes.build();
    }

    /** What an agent used of a language model. */
    private static void addUsage(AttributesBuilder attributes, StepOutcome outcome) {
        JsonNode usage =
                outcome == null ? MissingNode.getInstance() : outcome.outputs().path("usage");
        for (String tokens : List.of("input_tokens", "output_tokens")) {
            if (usage.path(tokens).canConvertToLong()) {
                attributes.put("gen_ai.usage." + tokens, usage.path(tokens).longValue());
            }
        }
        if (usage.path("cost_usd").isNumber()) {
            attributes.put("tracehook.usage.cost_usd", usage.path("cost_usd").doubleValue());
        }
    }

    private StatusData status(RunEnd end, String why) {
        return end.isError()
                ? StatusData.create(StatusCode.ERROR, Objects.requireNonNullElse(clean(why), ""))
                : StatusData.ok();
    }

    private static Instant end(ExecutionTrace trace) {
        return trace.completedAt() == null ? trace.startedAt() : trace.completedAt();
    }

    /** The text without secrets, and then cut between characters; null stays null. */
    private String clean(String text) {
        String line = scrubber.line(text);
        while (line != null && line.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            line = Scrubber.capped(line, line.length() * 9 / 10);
        }
        return line;
    }
}
