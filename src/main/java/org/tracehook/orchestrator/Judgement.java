package org.tracehook.orchestrator;

import java.time.Duration;
import java.util.Map;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.deadline.Seconds;
import org.tracehook.trace.StepEnd;

/** The one place that says what an agent's outcome means for its step and for the pipeline. */
final class Judgement {

    private Judgement() {}

    static StepResult of(String agentName, AgentOutcome outcome) {
        if (outcome == null) {
            return threw(agentName, new IllegalStateException("the agent gave no outcome"));
        }
        if (outcome instanceof AgentOutcome.Success success) {
            return new StepResult(agentName, StepEnd.success(success.summary()), null, success.outputs());
        }
        if (outcome instanceof AgentOutcome.Blocked blocked) {
            return new StepResult(agentName, StepEnd.blocked(blocked.reason()), blocked.reason(), blocked.outputs());
        }
        String error = ((AgentOutcome.Failure) outcome).error();
        return new StepResult(agentName, StepEnd.fail(error), error, outcome.outputs());
    }

    static StepResult timedOut(String agentName, Duration limit) {
        String error = "Timed out after " + Seconds.of(limit) + " s";
        return new StepResult(agentName, StepEnd.fail(error), error, Map.of());
    }

    static StepResult threw(String agentName, Throwable thrown) {
        String message = message(thrown);
        return new StepResult(
                agentName, StepEnd.fail(message), "Error executing " + agentName + ": " + message, Map.of());
    }

    /** The exception's message, or its type where it has none. */
    static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }
}
