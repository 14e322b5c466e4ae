package org.tracehook.trace;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps every trace in a store that takes its time, beside the pipeline: only the last snapshot is waited for, since Lambda
 * freezes a function as soon as it has replied. A step's end is kept with the beginning of the next or the end of the pipeline,
 * which follow at once.
 *
 * <p>A snapshot that the next one overtakes is not written. A store that fails or takes too long is reported in one log line
 * for the trace; the trace's own log lines are complete all the same.
 */
public final class BackgroundStoring implements TraceListener {

    private final TraceStore store;
    private final Duration patience;
    private final Map<String, SnapshotWriter> writers = new ConcurrentHashMap<>();

    /** Keeps traces in the store; at the end of a pipeline it waits that long at most. */
    public BackgroundStoring(TraceStore store, Duration patience) {
        this.store = store;
        this.patience = patience;
    }

    @Override
    public void stepStarted(ExecutionTrace trace, ExecutionStep step) {
        write(trace);
    }

    @Override
    public void pipelineCompleted(ExecutionTrace trace) {
        write(trace);
        writers.remove(trace.traceId()).close(patience);
    }

    private void write(ExecutionTrace trace) {
        writers.computeIfAbsent(trace.traceId(), id -> SnapshotWriter.begin(id, store))
                .offer(trace);
    }
}
