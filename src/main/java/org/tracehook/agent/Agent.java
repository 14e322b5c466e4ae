package org.tracehook.agent;

/**
 * One kind of work in a pipeline, such as reviewing code. Make a CDI bean of it and name it in an intent's tasks.
 *
 * <p>An agent never calls another agent and never decides what runs next: it answers with an {@link AgentOutcome}.
 */
public interface Agent {

    /** The name under which execution plans and traces know this agent; constant, never empty. */
    String name();

    /**
     * Whether the agent only looks: writes nothing, runs nothing, hands code to nobody. Code that a ticket proposes may be
     * handed to other agents only for people whom the operator names.
     */
    default boolean isReadOnly() {
        return false;
    }

    /**
     * Does the work, on a thread that is interrupted when the step runs out of time.
     *
     * @return how it ended, never null
     * @throws Exception if it broke; the step then fails with the exception's message
     */
    AgentOutcome execute(AgentRequest request) throws Exception;
}
