package org.tracehook.orchestrator;

import java.util.Objects;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;

/**
 * How a pipeline ended.
 *
 * @param outcome the way in which it ended
 * @param finalCommit the commit that the run made or looked at last; null when there is none
 * @param pullRequestUrl of the pull request's page, on the repository's host; null when there is none
 * @param trace everything that happened, closed
 */
public record PipelineResult(PipelineOutcome outcome, String finalCommit, String pullRequestUrl, ExecutionTrace trace) {

    public PipelineResult {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(trace, "trace");
    }

    /** Names the trace and its end, never what the agents handed on. */
    @Override
    public String toString() {
        return "PipelineResult[" + trace.traceId() + ", " + outcome + "]";
    }

    /** The ways in which a pipeline ends. */
    public enum PipelineOutcome {
        /** Every planned agent succeeded. */
        SUCCESS(PipelineStatus.SUCCESS),
        /** An agent began, and one did not succeed. */
        PARTIAL(PipelineStatus.PARTIAL),
        /** The intent is unknown or lacks something it needs; trying again does not help. */
        REFUSED(PipelineStatus.FAILED),
        /** The orchestrator broke before an agent began; trying again may help. */
        BROKEN(PipelineStatus.FAILED);

        private final PipelineStatus status;

        PipelineOutcome(PipelineStatus status) {
            this.status = status;
        }

        /** What the trace says. */
        public PipelineStatus status() {
            return status;
        }
    }
}
