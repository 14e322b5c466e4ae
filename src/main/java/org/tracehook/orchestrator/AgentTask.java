package org.tracehook.orchestrator;

import java.time.Duration;
import java.util.Objects;

/**
 * One planned step.
 *
 * @param agent the agent's name
 * @param task what it is to do, in the operator's words
 * @param timeout how long it may take; positive, and cut by the deadline when it runs
 */
public record AgentTask(String agent, String task, Duration timeout) {

    public AgentTask {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(task, "task");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, not " + timeout);
        }
    }
}
