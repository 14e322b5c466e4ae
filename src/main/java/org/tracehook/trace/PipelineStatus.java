package org.tracehook.trace;

/** How far a pipeline is. */
public enum PipelineStatus {
    /** Steps run or may still begin. */
    RUNNING,
    /** Every planned agent succeeded. */
    SUCCESS,
    /** An agent began, and one did not succeed. */
    PARTIAL,
    /** No agent began. */
    FAILED;

    /** Whether the pipeline has ended. */
    public boolean isTerminal() {
        return this != RUNNING;
    }
}
