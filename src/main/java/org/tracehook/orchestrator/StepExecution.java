package org.tracehook.orchestrator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.StepStatus;

/**
 * One step that was executed.
 *
 * @param outcome how it ended, in the words of the trace
 * @param finalError what the pipeline says if it stops here; null when the step succeeded
 * @param outputs what the agent hands on; empty when it broke
 */
record StepExecution(StepOutcome outcome, String finalError, Map<String, JsonNode> outputs) {

    StepExecution {
        outputs = Map.copyOf(outputs);
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
