package org.tracehook.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One agent's part in a pipeline.
 *
 * @param stepNumber from 1, in the order of execution
 * @param agentName who worked
 * @param agentTask the operator's words for the task
 * @param status how far it is
 * @param startedAt when the agent began
 * @param completedAt when it ended; null while it works
 * @param success whether it ended in SUCCESS; null while it works
 * @param errorMessage why it did not succeed; null otherwise
 * @param outputSummary one line about the result; null when there is none
 */
public record ExecutionStep(
        int stepNumber,
        String agentName,
        String agentTask,
        StepStatus status,
        Instant startedAt,
        Instant completedAt,
        Boolean success,
        String errorMessage,
        String outputSummary) {

    public ExecutionStep {
        if (stepNumber < 1) {
            throw new IllegalArgumentException("stepNumber must be 1 or more, not " + stepNumber);
        }
        Objects.requireNonNull(agentName, "agentName");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(startedAt, "startedAt");
    }

    /** A step whose agent begins at that moment. */
    public static ExecutionStep started(int stepNumber, String agentName, String agentTask, Instant at) {
        return new ExecutionStep(stepNumber, agentName, agentTask, StepStatus.STARTED, at, null, null, null, null);
    }

    /** This step, ended at that moment. */
    public ExecutionStep ended(StepOutcome end, Instant at) {
        return new ExecutionStep(
                stepNumber,
                agentName,
                agentTask,
                end.status(),
                startedAt,
                at,
                end.status() == StepStatus.SUCCESS,
                end.errorMessage(),
                end.outputSummary());
    }

    /** How long it took; empty while it works. */
    public Optional<Duration> duration() {
        return Optional.ofNullable(completedAt).map(end -> Duration.between(startedAt, end));
    }
}
