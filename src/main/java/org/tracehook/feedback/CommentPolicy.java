package org.tracehook.feedback;

import java.util.Optional;
import org.tracehook.trace.ExecutionTrace;

/**
 * Whether and how a run is told in a comment.
 *
 * @param again what a further run does about the comment of the one before
 * @param longest the most characters
 * @param logs where the log lines are, if there is a place
 */
record CommentPolicy(Again again, int longest, Optional<LogsLink> logs) {

    Story story(ExecutionTrace trace) {
        return new Story(trace, logs.map(link -> link.url(trace)).orElse(null));
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
