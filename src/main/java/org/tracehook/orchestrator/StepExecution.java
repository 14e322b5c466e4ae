package org.tracehook.orchestrator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.tracehook.agent.Agent;
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
    static StepExecution of(Agent agent, AgentOutcome outcome) {
        if (outcome == null) {
            return threw(agent.name(), new IllegalStateException("the agent gave no outcome"));
        }
        return of(outcome, shown(agent, outcome.outputs()));
    }

    private static StepExecution of(AgentOutcome outcome, Map<String, JsonNode> shown) {
        if (outcome instanceof AgentOutcome.Success success) {
            return ended(StepOutcome.success(success.summary()).withOutputs(shown), outcome);
        }
        if (outcome instanceof AgentOutcome.Blocked blocked) {
            return ended(StepOutcome.blocked(blocked.reason()).withOutputs(shown), outcome);
        }
        AgentOutcome.Failure failure = (AgentOutcome.Failure) outcome;
        return ended(StepOutcome.fail(cause(failure), failure.error()).withOutputs(shown), outcome);
    }

    private static Cause cause(AgentOutcome.Failure failure) {
        return switch (failure.kind()) {
            case WORK -> Cause.FAILED;
            case TIMED_OUT -> Cause.TIMED_OUT;
            case UNREACHABLE -> Cause.UNREACHABLE;
        };
    }

    private static StepExecution ended(StepOutcome end, AgentOutcome outcome) {
        return new StepExecution(end, end.errorMessage(), outcome.outputs());
    }

    /** The outputs that the agent declares, as it shows them. */
    private static Map<String, JsonNode> shown(Agent agent, Map<String, JsonNode> outputs) {
        Map<String, JsonNode> shown = new HashMap<>();
        for (String output : agent.declaredOutputs()) {
            if (outputs.containsKey(output)) {
                shown.put(output, agent.shown(output, outputs.get(output)));
            }
        }
        return shown;
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
