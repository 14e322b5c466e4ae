package org.tracehook.trace;

import java.util.Objects;

/**
 * How a step ended.
 *
 * @param cause what ended it
 * @param outputSummary one line about the result; null when there is none
 * @param errorMessage why it did not succeed; null when it did
 */
public record StepOutcome(Cause cause, String outputSummary, String errorMessage) {

    public StepOutcome {
        Objects.requireNonNull(cause, "cause");
    }

    /** The agent did its work. */
    public static StepOutcome success(String outputSummary) {
        return new StepOutcome(Cause.SUCCEEDED, outputSummary, null);
    }

    /** The agent says that it did not succeed. */
    public static StepOutcome fail(String errorMessage) {
        return fail(Cause.FAILED, errorMessage);
    }

    /** The step failed for that cause. */
    public static StepOutcome fail(Cause cause, String errorMessage) {
        return new StepOutcome(cause, null, errorMessage);
    }

    /** The agent forbids going on. */
    public static StepOutcome blocked(String errorMessage) {
        return fail(Cause.BLOCKED, errorMessage);
    }

    /** What the trace says, never STARTED. */
    public StepStatus status() {
        return cause.status;
    }

    /** What ends a step. */
    public enum Cause {
        /** The agent did its work. */
        SUCCEEDED(StepStatus.SUCCESS),
        /** The agent says that it did not succeed. */
        FAILED(StepStatus.FAIL),
        /** The agent forbids going on. */
        BLOCKED(StepStatus.BLOCKED),
        /** The agent took longer than it may, and was interrupted. */
        TIMED_OUT(StepStatus.FAIL),
        /** The agent threw an exception. */
        THREW(StepStatus.FAIL),
        /** The orchestrator broke while the agent worked. */
        BROKEN(StepStatus.FAIL);

        private final StepStatus status;

        Cause(StepStatus status) {
            this.status = status;
        }
    }
}
