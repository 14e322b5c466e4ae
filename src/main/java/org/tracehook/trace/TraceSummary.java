package org.tracehook.trace;

import java.util.StringJoiner;

/** A trace as text for people: what ran, how each step ended, why it stopped. */
public final class TraceSummary {

    private TraceSummary() {}

    /** The summary, lines joined with line feeds and none at the end. */
    public static String of(ExecutionTrace trace) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("Trace ID: " + trace.traceId());
        lines.add("Intent: " + trace.intentType());
        lines.add("Status: " + trace.pipelineStatus());
        lines.add("Started: " + TraceJson.time(trace.startedAt()));
        lines.add("Completed: " + (trace.completedAt() == null ? "not yet" : TraceJson.time(trace.completedAt())));
        lines.add("");
        lines.add("Execution Steps (" + trace.steps().size() + "):");
        trace.steps().forEach(step -> add(lines, step));
        if (trace.finalError() != null) {
            lines.add("");
            lines.add("Final Error: " + trace.finalError());
        }
        return lines.toString();
    }

    private static void add(StringJoiner lines, ExecutionStep step) {
        lines.add("  " + step.stepNumber() + ". " + step.status().pictogram() + " " + step.agentName() + ": "
                + step.status());
        if (step.errorMessage() != null) {
            lines.add("     Error: " + step.errorMessage());
        }
    }
}
