package org.tracehook.orchestrator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.tracehook.trace.StepEnd;
import org.tracehook.trace.StepStatus;

/**
 * What became of one step.
 *
 * @param agentName who worked
 * @param end how it ended, in the words of the trace
 * @param finalError what the pipeline says if it stops here; null when the step succeeded
 * @param outputs what the agent hands on; empty when it broke
 */
public record StepResult(String agentName, StepEnd end, String finalError, Map<String, JsonNode> outputs) {

    public StepResult {
        outputs = Map.copyOf(outputs);
    }

    /** Whether the next step may begin. */
    public boolean succeeded() {
        return end.status() == StepStatus.SUCCESS;
    }

    /** Names the step and its outputs, never their values. */
    @Override
    public String toString() {
        return "StepResult[" + agentName + ", " + end + ", outputs=" + outputs.keySet() + "]";
    }
}
