package org.tracehook.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * Does one kind of work in a pipeline, such as reviewing code. Make it a CDI bean and name it in the tasks of an intent.
 *
 * <p>An agent never calls another agent and never decides what runs next: it returns an {@link AgentOutcome}.
 */
public interface Agent {

    /** The agent's name in execution plans and traces; constant, never empty. */
    String name();

    /**
     * Whether the agent only reads: it writes nothing, runs nothing and sends code to nobody. A rule that gives code from a
     * ticket to any other agent must list the actors who may propose it.
     */
    default boolean isReadOnly() {
        return false;
    }

    /**
     * What is wrong with the values that a trigger rule gives the agent, by their names in snake_case, and what to write
     * instead. The function does not start with such a rule. Empty when nothing is wrong.
     *
     * @param settings as {@link AgentRequest#settings()} will have them
     */
    default Map<String, String> problemsWith(Map<String, String> settings) {
        return Map.of();
    }

    /**
     * The outputs that the trace's lines show beside handing them to later steps; any other output is handed on alone. The trace
     * removes secrets from them, and shortens them to 16 KB in all. Their names are free but for {@code truncated}. {@code usage}
     * has the members {@code input_tokens}, {@code output_tokens} and {@code cost_usd}, numbers of which each may be absent.
     */
    default Set<String> declaredOutputs() {
        return Set.of();
    }

    /** A declared output as the trace's lines show it. Override it to leave out contents of files, which are never logged. */
    default JsonNode shown(String output, JsonNode value) {
        return value;
    }

    /**
     * Jira's ids of the ticket's fields that the agent asks {@link AgentRequest#ticket} for, such as {@code summary} or
     * {@code customfield_10010}; {@code comment} is the delivery's. Constant.
     */
    default Set<String> ticketFields() {
        return Set.of();
    }

    /**
     * Does the work, on a thread that is interrupted when the step runs out of time.
     *
     * @return how the work ended, never null
     * @throws Exception if the work broke; the step then fails with the exception's message
     */
    AgentOutcome execute(AgentRequest request) throws Exception;
}
