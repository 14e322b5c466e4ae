package org.tracehook.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a pipeline did, a snapshot: a change makes a new one.
 *
 * @param traceId a UUID
 * @param trigger why it runs
 * @param intentType the intent asked for, as the trigger says it
 * @param pipelineStatus how far it is
 * @param startedAt when it began
 * @param completedAt when it ended; null while it runs
 * @param steps the steps that began, in order; planned ones that never began are not among them
 * @param finalError why the pipeline stopped; null when it did not
 * @param executionPlanSummary the planned agents joined with {@code " → "}; null without a plan
 */
public record ExecutionTrace(
        String traceId,
        TriggerInfo trigger,
        String intentType,
        PipelineStatus pipelineStatus,
        Instant startedAt,
        Instant completedAt,
        List<ExecutionStep> steps,
        String finalError,
        String executionPlanSummary) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public ExecutionTrace {
        Objects.requireNonNull(traceId, "traceId");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(pipelineStatus, "pipelineStatus");
        Objects.requireNonNull(startedAt, "startedAt");
        steps = steps == null ? List.of() : List.copyOf(steps);
    }

    /** Whether the text has the form of a trace id: a UUID in lower case. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** A pipeline that begins at that moment. */
    public static ExecutionTrace started(String traceId, TriggerInfo trigger, String executionPlanSummary, Instant at) {
        return new ExecutionTrace(
                traceId,
                trigger,
                trigger.intentType(),
                PipelineStatus.RUNNING,
                at,
                null,
                List.of(),
                null,
                executionPlanSummary);
    }

    /** The trace that {@link #toJson()} wrote; keys it does not know are passed over. */
    public static ExecutionTrace fromJson(String json) {
        return TraceJson.read(json, ExecutionTrace.class);
    }

    /** The trace as one line of JSON, absent values as null. */
    public String toJson() {
        return TraceJson.write(this);
    }

    /** This trace with a further step. */
    public ExecutionTrace add(ExecutionStep step) {
        List<ExecutionStep> longer = new ArrayList<>(steps);
        longer.add(step);
        return with(longer, pipelineStatus, finalError, completedAt);
    }

    /** This trace with the step of that number replaced. */
    public ExecutionTrace update(ExecutionStep step) {
        List<ExecutionStep> newSteps = steps.stream()
                .map(old -> old.stepNumber() == step.stepNumber() ? step : old)
                .toList();
        return with(newSteps, pipelineStatus, finalError, completedAt);
    }

    /** This trace, ended at that moment; {@code error} is null when nothing stopped it. */
    public ExecutionTrace complete(PipelineStatus status, String error, Instant at) {
        return with(steps, status, error, at);
    }

    /** The number that the next step gets. */
    public int nextStepNumber() {
        return steps.size() + 1;
    }

    /** The step whose agent works, if one does. */
    public Optional<ExecutionStep> openStep() {
        // A step begins when the one before it has ended: only the last can be open.
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(steps.get(steps.size() - 1))
                        .filter(step -> !step.status().isTerminal());
    }

    /** How long the pipeline took; empty while it runs. */
    public Optional<Duration> duration() {
        return Optional.ofNullable(completedAt).map(end -> Duration.between(startedAt, end));
    }

    private ExecutionTrace with(List<ExecutionStep> newSteps, PipelineStatus status, String error, Instant end) {
        return new ExecutionTrace(
                traceId, trigger, intentType, status, startedAt, end, newSteps, error, executionPlanSummary);
    }
}
