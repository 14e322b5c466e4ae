package org.tracehook.trace;

import java.util.List;
import java.util.Optional;

/**
 * Stores traces. A CDI bean of this type takes the place of the shipped store. Storing a trace again replaces its earlier
 * snapshot.
 */
public interface TraceStore {

    /** Stores the snapshot in place of an earlier one of the same trace. */
    void store(ExecutionTrace trace);

    /** The latest snapshot of that trace, if it is stored. */
    Optional<ExecutionTrace> get(String traceId);

    /** The traces of that issue that began last, newest first; {@code limit} is 0 or more. */
    List<ExecutionTrace> ofIssue(String issueKey, int limit);

    /** Stores what is needed to run the trace's pipeline again, JSON. A store that does not support it ignores the call. */
    default void keepRequest(String traceId, String request) {}

    /** What is needed to run that trace's pipeline again; empty if it is not stored. */
    default Optional<String> request(String traceId) {
        return Optional.empty();
    }

    /**
     * Stores what the trace's steps put out, in place of what was stored of it before: a JSON object of step number to outputs by
     * name, with the steps that have some alone. A store that does not support it ignores the call.
     */
    default void keepOutputs(String traceId, String outputs) {}

    /** What that trace's steps put out, as it was stored; empty if nothing was. */
    default Optional<String> outputs(String traceId) {
        return Optional.empty();
    }

    /**
     * Whether a later invocation, in whatever process, finds what this one stores. Only then can traces be read over HTTP on
     * Lambda; and then traces are stored beside the pipeline, since such a store takes its time.
     */
    default boolean isShared() {
        return true;
    }

    /** Whether it keeps nothing at all: then it is not asked to store traces. */
    default boolean keepsNothing() {
        return false;
    }
}
