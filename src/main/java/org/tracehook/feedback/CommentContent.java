package org.tracehook.feedback;

import java.util.Objects;
import org.tracehook.trace.ExecutionTrace;

/**
 * What a comment says, all of it from a trace.
 *
 * @param trace finished or not
 * @param logsUrl where the trace's log lines are, as {@link LogsLink} made it; null without such a link
 */
record CommentContent(ExecutionTrace trace, String logsUrl) {

    /** The least that a comment may be limited to, in characters: its first and last line need about half. */
    static final int SHORTEST = 1_000;

    CommentContent {
        Objects.requireNonNull(trace, "trace");
        if (logsUrl != null && !LogsLink.isPlain(logsUrl)) {
            throw new IllegalArgumentException("not a URL that can stand in a comment: " + logsUrl);
        }
    }
}
