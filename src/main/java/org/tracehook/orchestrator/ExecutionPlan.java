package org.tracehook.orchestrator;

import java.util.List;
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
}
