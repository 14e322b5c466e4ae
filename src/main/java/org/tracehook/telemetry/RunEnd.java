package org.tracehook.telemetry;

import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.StepOutcome;

/** How a run or a step ended, in the words of OpenTelemetry's conventions for CI/CD. */
enum RunEnd {
    SUCCESS("success", null),
    FAILED("failure", "failed"),
    BLOCKED("failure", "blocked"),
    UNREACHABLE("failure", "unreachable"),
    THREW("failure", "exception"),
    TIMED_OUT("timeout", "timeout"),
    /** No agent began, since the intent is unknown or lacks something. */
    REFUSED("skip", "refused"),
    /** The orchestrator broke. */
    BROKEN("error", "orchestration");

    /** The value of {@code cicd.pipeline.result} and {@code cicd.pipeline.task.run.result}. */
    final String result;

    /** The value of {@code error.type}; null for a success. */
    final String errorType;

    RunEnd(String result, String errorType) {
        this.result = result;
        this.errorType = errorType;
    }

    /** How a step ended. */
    static RunEnd of(StepOutcome.Cause cause) {
        return switch (cause) {
            case SUCCEEDED -> SUCCESS;
            case FAILED -> FAILED;
            case BLOCKED -> BLOCKED;
            case TIMED_OUT -> TIMED_OUT;
            case UNREACHABLE -> UNREACHABLE;
            case THREW -> THREW;
            case BROKEN -> BROKEN;
        };
    }

    /** How a step ended of which the trace alone is known. */
    static RunEnd of(ExecutionStep step) {
        return switch (step.status()) {
            case SUCCESS -> SUCCESS;
            case FAIL -> FAILED;
            case BLOCKED -> BLOCKED;
            case STARTED -> BROKEN;
        };
    }

    boolean isError() {
        return errorType != null;
    }
}
