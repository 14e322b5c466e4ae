package org.tracehook.orchestrator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.deadline.Seconds;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.StepOutcome.Cause;
import org.tracehook.trace.StepStatus;

/**
 * One step that was executed, and the one place that says what an agent's outcome means for its step and for the pipeline.
 *
 * @param outcome how it ended, in the words of the trace
 * @param finalError what the pipeline says if it stops here; null when the step succeeded
 * @param outputs what the agent hands on; empty when it broke
 */
record StepExecution(StepOutcome outcome, String finalError, Map<String, JsonNode> outputs) {

    StepExecution {
        outputs = Map.copyOf(outputs);
    }

    /** The agent returned that outcome, which may be null by its mistake. */
    static StepExecution of(String agentName, AgentOutcome outcome) {
        if (outcome == null) {
            return threw(agentName, new IllegalStateException("the agent gave no outcome"));
        }
        if (outcome instanceof AgentOutcome.Success success) {
            return new StepExecution(StepOutcome.success(success.summary()), null, success.outputs());
        }
        if (outcome instanceof AgentOutcome.Blocked blocked) {
            return new StepExecution(StepOutcome.blocked(blocked.reason()), blocked.reason(), blocked.outputs());
        }
        String error = ((AgentOutcome.Failure) outcome).error();
        return new StepExecution(StepOutcome.fail(error), error, outcome.outputs());
    }

    /** The agent was stopped after that time. */
    static StepExecution timedOut(Duration limit) {
        String error = "Timed out after " + Seconds.of(limit) + " s";
        return new StepExecution(StepOutcome.fail(Cause.TIMED_OUT, error), error, Map.of());
    }

    /** The agent threw. */
    static StepExecution threw(String agentName, Throwable thrown) {
        String message = message(thrown);
        return new StepExecution(
                StepOutcome.fail(Cause.THREW, message), "Error executing " + agentName + ": " + message, Map.of());
    }

    /** The exception's message, or its type where it has none. */
    static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }

    /** Whether the next step may begin. */
    boolean succeeded() {
        return outcome.status() == StepStatus.SUCCESS;
    }

    /** Names the outputs, never their values. */
    @Override
    public String toString() {
        return "StepExecution[" + outcome + ", outputs=" + outputs.keySet() + "]";
    }
}
