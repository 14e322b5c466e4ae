package org.tracehook.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * How a step ended.
 *
 * @param cause what ended it
 * @param outputSummary one line about the result; null when there is none
 * @param errorMessage why it did not succeed; null when it did
 * @param outputs the outputs that its agent declares, by name; empty when there are none
 */
public record StepOutcome(Cause cause, String outputSummary, String errorMessage, ObjectNode outputs) {

    public StepOutcome {
        Objects.requireNonNull(cause, "cause");
        outputs = outputs.deepCopy();
    }

    /** An end without outputs. */
    public StepOutcome(Cause cause, String outputSummary, String errorMessage) {
        this(cause, outputSummary, errorMessage, JsonNodeFactory.instance.objectNode());
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

    /** This end with those outputs. */
    public StepOutcome withOutputs(Map<String, JsonNode> outputsByName) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.setAll(outputsByName);
        return new StepOutcome(cause, outputSummary, errorMessage, all);
    }

    /** The outputs by name, a copy that is free to be changed. */
    @Override
    public ObjectNode outputs() {
        return outputs.deepCopy();
    }

    /** This end as traces show it: without secrets, its texts shortened, and its outputs sorted by name. */
    StepOutcome clean(Scrubber scrubber) {
        return new StepOutcome(
                cause, scrubber.line(outputSummary), scrubber.line(errorMessage), ShownOutputs.of(outputs, scrubber));
    }

    /** What the trace says, never STARTED. */
    public StepStatus status() {
        return cause.status;
    }

    /** Names the outputs, never their values. */
    @Override
    public String toString() {
        StringJoiner names = new StringJoiner(", ", "[", "]");
        outputs.fieldNames().forEachRemaining(names::add);
        return "StepOutcome[" + cause + ", " + outputSummary + ", " + errorMessage + ", outputs=" + names + "]";
    }

    /** What ends a step. */
    public enum Cause {
        /** The agent did its work. */
        SUCCEEDED(StepStatus.SUCCESS),
        /** The agent says that it did not succeed. */
        FAILED(StepStatus.FAIL),
        /** The agent forbids going on. */
        BLOCKED(StepStatus.BLOCKED),
        /** The agent took longer than it may. */
        TIMED_OUT(StepStatus.FAIL),
        /** Whoever does the agent's work cannot be reached. */
        UNREACHABLE(StepStatus.FAIL),
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
