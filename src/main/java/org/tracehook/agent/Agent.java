package org.tracehook.agent;

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
     * Does the work, on a thread that is interrupted when the step runs out of time.
     *
     * @return how the work ended, never null
     * @throws Exception if the work broke; the step then fails with the exception's message
     */
    AgentOutcome execute(AgentRequest request) throws Exception;
}
