package org.tracehook.orchestrator;

import java.time.Duration;

/** Whether somebody waits for the end of a run: how long its tasks may take where the configuration does not say. */
public enum ExecutionMode {
    /** Jira waits for the reply, about 20 s. */
    INLINE(Duration.ofSeconds(15)),
    /** Nobody waits; Lambda lets an invocation run for up to 15 minutes. */
    ACKNOWLEDGE(Duration.ofMinutes(5));

    private final Duration taskTimeout;

    ExecutionMode(Duration taskTimeout) {
        this.taskTimeout = taskTimeout;
    }

    /** How long a task may take that has no limit of its own. */
    Duration taskTimeout() {
        return taskTimeout;
    }
}
