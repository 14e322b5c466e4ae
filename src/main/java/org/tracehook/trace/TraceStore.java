package org.tracehook.trace;

import java.util.List;
import java.util.Optional;

/** Where traces are kept; storing a trace again replaces its earlier snapshot. */
public interface TraceStore {

    /** Keeps the snapshot in place of an earlier one of the same trace. */
    void store(ExecutionTrace trace);

    /** The latest snapshot of that trace, if it is kept. */
    Optional<ExecutionTrace> get(String traceId);

    /** The traces of that issue that began last, newest first; {@code limit} is 0 or more. */
    List<ExecutionTrace> ofIssue(String issueKey, int limit);

    /** Keeps what it takes to run the trace's pipeline again, JSON; a store that does not is asked for it in vain. */
    default void keepRequest(String traceId, String request) {}

    /** What it takes to run that trace's pipeline again, if it is kept. */
    default Optional<String> request(String traceId) {
        return Optional.empty();
    }
}
