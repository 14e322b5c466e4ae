package org.tracehook.trace;

import java.util.Objects;

/**
 * How a step ended.
 *
 * @param status never STARTED
 * @param outputSummary one line about the result; null when there is none
 * @param errorMessage why it did not succeed; null when it did
 */
public record StepEnd(StepStatus status, String outputSummary, String errorMessage) {

    public StepEnd {
        Objects.requireNonNull(status, "status");
        if (!status.isTerminal()) {
            throw new IllegalArgumentException("a step does not end as " + status);
        }
    }

    /** The agent did its work. */
    public static StepEnd success(String outputSummary) {
        return new StepEnd(StepStatus.SUCCESS, outputSummary, null);
    }

    /** The agent did not succeed. */
    public static StepEnd fail(String errorMessage) {
        return new StepEnd(StepStatus.FAIL, null, errorMessage);
    }

    /** The agent forbids going on. */
    public static StepEnd blocked(String errorMessage) {
        return new StepEnd(StepStatus.BLOCKED, null, errorMessage);
    }
}
