package org.tracehook.orchestrator;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The agents that an intent runs, in order.
 *
 * @param tasks at least one
 */
public record ExecutionPlan(List<AgentTask> tasks) {

    public ExecutionPlan {
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("an execution plan needs a task");
        }
    }

    /** The agents' names joined with {@code " → "}. */
    public String summary() {
        return tasks.stream().map(AgentTask::agent).collect(Collectors.joining(" → "));
    }

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
}
