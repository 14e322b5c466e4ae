package org.tracehook.agent;

import java.util.Objects;

/**
 * How the last run of the same intent ended.
 *
 * @param traceId of that run
 * @param agent the agent of its last step; null when none began
 * @param error why the run stopped, without secrets; null when it succeeded
 */
public record PreviousRun(String traceId, String agent, String error) {

    public PreviousRun {
        Objects.requireNonNull(traceId, "traceId");
    }
}
