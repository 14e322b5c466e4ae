package org.tracehook.feedback;

import java.time.Instant;
import java.util.Objects;
import org.tracehook.trace.ExecutionTrace;

/**
 * What a comment says.
 *
 * @param trace finished or not
 * @param logsUrl where the trace's log lines are, as {@link LogsLink} made it; null without such a link
 * @param nextRunAt when the next run of the issue may begin, if the limit allows none until then; else null
 */
record CommentContent(ExecutionTrace trace, String logsUrl, Instant nextRunAt) {

    /** The least that a comment may be limited to, in characters: its first and last line need about half. */
    static final int SHORTEST = 1_000;

    CommentContent(ExecutionTrace trace, String logsUrl) {
        this(trace, logsUrl, null);
    }

    CommentContent {
        Objects.requireNonNull(trace, "trace");
        if (logsUrl != null && !LogsLink.isPlain(logsUrl)) {
            throw new IllegalArgumentException("not a URL that can stand in a comment: " + logsUrl);
        }
    }
}
