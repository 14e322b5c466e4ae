package org.tracehook.trace;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * What is settled about a trace before its pipeline begins.
 *
 * @param traceId a UUID
 * @param at when it begins, to the microsecond
 */
public record Beginning(String traceId, Instant at) {

    public Beginning {
        Objects.requireNonNull(traceId, "traceId");
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** The trace as it begins; {@code executionPlanSummary} is null when there is no plan. */
    public ExecutionTrace trace(TriggerInfo trigger, String executionPlanSummary) {
        return ExecutionTrace.started(traceId, trigger, executionPlanSummary, at);
    }
}
