package org.tracehook.feedback;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;

/**
 * What is written back, and where.
 *
 * @param site the Jira
 * @param accountId of the account that writes, if it is configured
 * @param comments whether and how runs are told
 * @param timeout for everything that is written for one run
 * @param transitions what to move issues to, by intent and the pipeline's status
 */
record FeedbackSettings(
        JiraSite site,
        Optional<String> accountId,
        CommentPolicy comments,
        Duration timeout,
        Map<String, Map<PipelineStatus, String>> transitions) {

    FeedbackSettings {
        transitions = Map.copyOf(transitions);
    }

    /** Where the trace's issue is to be moved, if anywhere. */
    Optional<String> target(ExecutionTrace trace) {
        return Optional.ofNullable(trace.intentType())
                .map(transitions::get)
                .map(byStatus -> byStatus.get(trace.pipelineStatus()));
    }

    /** Names the site. */
    @Override
    public String toString() {
        return "FeedbackSettings[" + site + "]";
    }

    /**
     * Whether and how a run is written in a comment.
     *
     * @param again what a further run does about the comment of the one before
     * @param longest the most characters
     * @param logs where the log lines are, if there is a place
     */
    record CommentPolicy(Again again, int longest, Optional<LogsLink> logs) {

        CommentContent content(CompletedRun run) {
            return new CommentContent(
                    run.trace(), logs.map(link -> link.url(run.trace())).orElse(null), run.nextRunAt());
        }

        /** What a further run does about the comment of the one before. */
        enum Again {
            /** It says something else from then on. */
            UPDATE,
            /** It stays, and there is another one. */
            ADD,
            /** There are no comments. */
            NONE
        }
    }
}
