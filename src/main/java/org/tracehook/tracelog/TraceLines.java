package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.RunFacts;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.StepStatus;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceListener;

/** Writes what happens to the traces of one invocation as log lines, each as soon as it happens. */
public final class TraceLines implements TraceListener {

    /** In US dollars. CloudWatch drops a value beyond 2 to the power of 360. */
    private static final double LARGEST_COST = 1e9;

    private final RootFields root;
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
        this.root = new RootFields(invocation, deliveryId);
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
        line.set("trigger", TraceJson.tree(trace.trigger()));
        line.put("started_at", TraceJson.time(trace.startedAt()));
        line.put("execution_plan_summary", trace.executionPlanSummary());
        line.set("verdicts", facts.verdicts());
        if (!facts.ignoredContext().isEmpty()) {
            line.set("ignored_context", facts.ignoredContext());
        }
        String plan = trace.executionPlanSummary();
        write(plan == null ? "started without a plan" : "started " + plan, trace, line);
    }

    @Override
    public void stepStarted(ExecutionTrace trace, ExecutionStep step) {
        ObjectNode line = begin("step.started", trace);
        line.setAll(TraceJson.tree(step).retain("step_number", "agent_name", "agent_task", "started_at"));
        write(step.stepNumber() + ". " + step.agentName() + " " + step.status(), trace, line);
    }

    @Override
    public void stepCompleted(ExecutionTrace trace, ExecutionStep step, StepOutcome outcome) {
        ObjectNode line = begin("step.completed", trace);
        line.setAll(TraceJson.tree(step));
        Duration duration = step.duration().orElse(Duration.ZERO);
        line.put("duration_ms", duration.toMillis());
        ObjectNode outputs = outcome.outputs();
        Metrics.Dimensions byAgent =
                root.metrics(line, step.completedAt()).by("agent_name").seconds("step_duration_seconds", duration);
        if (step.status() != StepStatus.SUCCESS) {
            byAgent.one("steps_failed_total");
        }
        JsonNode cost = outputs.path("usage").path("cost_usd");
        if (cost.isNumber() && cost.doubleValue() >= 0 && cost.doubleValue() <= LARGEST_COST) {
            byAgent.amount("agent_cost_usd_total", cost.doubleValue());
        }
        if (!outputs.isEmpty()) {
            // After everything else: Insights reads the first 200 fields of a line.
            line.set("outputs", outputs);
        }
        write(step.stepNumber() + ". " + step.agentName() + " " + step.status(), trace, line);
    }

    @Override
    public void pipelineCompleted(ExecutionTrace trace) {
        ObjectNode line = begin("pipeline.completed", trace);
        Duration duration = trace.duration().orElse(Duration.ZERO);
        line.put("pipeline_status", trace.pipelineStatus().name());
        line.put("duration_ms", duration.toMillis());
        line.put("outcome", "processed");
        line.set("trace", TraceJson.tree(trace));
        Metrics metrics = root.metrics(line, trace.completedAt());
        metrics.by("intent_type", "pipeline_status")
                .one("pipeline_runs_total")
                .seconds("pipeline_duration_seconds", duration);
        metrics.by("outcome").one("webhooks_total");
        write(trace.pipelineStatus().name(), trace, line);
    }

    private ObjectNode begin(String event, ExecutionTrace trace) {
        ObjectNode line =
                root.begin(event, trace.traceId(), trace.trigger().issueKey(), named(trace.intentType(), intents));
        if (facts.retryOf() != null) {
            line.put("retry_of", facts.retryOf());
        }
        return line;
    }

    private void write(String what, ExecutionTrace trace, ObjectNode line) {
        String message = trace.intentType() + " " + trace.trigger().issueKey() + ": " + what;
        out.accept(new LogLine(message, line));
    }
}
