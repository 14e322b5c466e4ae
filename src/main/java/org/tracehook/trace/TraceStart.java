package org.tracehook.trace;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * What is settled about a trace before its pipeline begins.
 *
 * @param traceId a UUID
 * @param at when it begins, to the microsecond
 * @param facts what listeners get beside the trace
 */
public record TraceStart(String traceId, Instant at, RunFacts facts) {

    public TraceStart {
        Objects.requireNonNull(traceId, "traceId");
        Objects.requireNonNull(facts, "facts");
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** The start of a run of which nothing else is known. */
    public TraceStart(String traceId, Instant at) {
        this(traceId, at, RunFacts.NONE);
    }

    /** The trace as it begins; {@code executionPlanSummary} is null when there is no plan. */
    public ExecutionTrace trace(TriggerInfo trigger, String executionPlanSummary) {
        return ExecutionTrace.started(traceId, trigger, executionPlanSummary, at);
    }
}
