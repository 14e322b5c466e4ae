package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.RunFacts;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceListener;

/** Writes what happens to the traces of one invocation as log lines, each as soon as it happens. */
public final class TraceLines implements TraceListener {

    private final Lines lines;
    private final Set<String> intents;
    private final Consumer<LogLine> out;
    private RunFacts facts = RunFacts.NONE;

    /**
     * The lines of one run, written to {@code out}.
     *
     * @param deliveryId Jira's identifier of the delivery; null when it sent none
     * @param intents the configured intents; any other is logged as {@code unknown}, its name is in the trace
     */
    public TraceLines(InvocationContext invocation, String deliveryId, Set<String> intents, Consumer<LogLine> out) {
        this.lines = new Lines(invocation, deliveryId);
        this.intents = intents;
        this.out = out;
    }

    /** The intent as lines name it: any that is not configured is {@code unknown}. */
    public static String named(String intentType, Set<String> intents) {
        return intents.contains(intentType) ? intentType : "unknown";
    }

    @Override
    public void pipelineStarted(ExecutionTrace trace, RunFacts known) {
        facts = known;
        ObjectNode line = begin("pipeline.started", trace);
        line.set(LineKey.TRIGGER.wire, TraceJson.tree(trace.trigger()));
        line.put(LineKey.STARTED_AT.wire, TraceJson.time(trace.startedAt()));
        line.put(LineKey.EXECUTION_PLAN_SUMMARY.wire, trace.executionPlanSummary());
        line.set(LineKey.VERDICTS.wire, facts.verdicts());
        if (!facts.ignoredContext().isEmpty()) {
            line.set(LineKey.IGNORED_CONTEXT.wire, facts.ignoredContext());
        }
        String plan = trace.executionPlanSummary();
        write(plan == null ? "started without a plan" : "started " + plan, trace, line);
    }

    @Override
    public void stepStarted(ExecutionTrace trace, ExecutionStep step) {
        ObjectNode line = begin("step.started", trace);
        Lines.copy(TraceJson.tree(step), line, "step_number", "agent_name", "agent_task", "started_at");
        write(step.stepNumber() + ". " + step.agentName() + " " + step.status(), trace, line);
    }

    @Override
    public void stepCompleted(ExecutionTrace trace, ExecutionStep step, StepOutcome outcome) {
        ObjectNode line = begin("step.completed", trace);
        line.setAll(TraceJson.tree(step));
        Duration duration = step.duration().orElse(Duration.ZERO);
        line.put(LineKey.DURATION_MS.wire, duration.toMillis());
        lines.metrics(line, step.completedAt()).by(LineKey.AGENT_NAME).seconds("step_duration_seconds", duration);
        write(step.stepNumber() + ". " + step.agentName() + " " + step.status(), trace, line);
    }

    @Override
    public void pipelineCompleted(ExecutionTrace trace) {
        ObjectNode line = begin("pipeline.completed", trace);
        Duration duration = trace.duration().orElse(Duration.ZERO);
        line.put(LineKey.PIPELINE_STATUS.wire, trace.pipelineStatus().name());
        line.put(LineKey.DURATION_MS.wire, duration.toMillis());
        line.put(LineKey.OUTCOME.wire, "processed");
        line.set(LineKey.TRACE.wire, TraceJson.tree(trace));
        Metrics metrics = lines.metrics(line, trace.completedAt());
        metrics.by(LineKey.INTENT_TYPE, LineKey.PIPELINE_STATUS)
                .one("pipeline_runs_total")
                .seconds("pipeline_duration_seconds", duration);
        metrics.by(LineKey.OUTCOME).one("webhooks_total");
        write(trace.pipelineStatus().name(), trace, line);
    }

    private ObjectNode begin(String event, ExecutionTrace trace) {
        ObjectNode line =
                lines.begin(event, trace.traceId(), trace.trigger().issueKey(), named(trace.intentType(), intents));
        if (facts.retryOf() != null) {
            line.put(LineKey.RETRY_OF.wire, facts.retryOf());
        }
        return line;
    }

    private void write(String what, ExecutionTrace trace, ObjectNode line) {
        String message = trace.intentType() + " " + trace.trigger().issueKey() + ": " + what;
        out.accept(new LogLine(message, line));
    }
}
