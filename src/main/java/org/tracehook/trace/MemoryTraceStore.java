package org.tracehook.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the traces that began last, up to its capacity, in this process. */
public final class MemoryTraceStore implements TraceStore {

    private final int capacity;
    private final Map<String, ExecutionTrace> traces = new LinkedHashMap<>();
    private final Map<String, String> requests = new LinkedHashMap<>();
    private final Map<String, String> outputs = new LinkedHashMap<>();

    /** A store for at most that many traces; with 0 it keeps nothing. */
    public MemoryTraceStore(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must be 0 or more, not " + capacity);
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized void store(ExecutionTrace trace) {
        keep(traces, trace.traceId(), trace);
    }

    private <T> void keep(Map<String, T> kept, String traceId, T value) {
        kept.put(traceId, value);
        if (kept.size() > capacity) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    @Override
    public synchronized void keepRequest(String traceId, String request) {
        keep(requests, traceId, request);
    }

    @Override
    public synchronized Optional<String> request(String traceId) {
        return Optional.ofNullable(requests.get(traceId));
    }

    @Override
    public synchronized void keepOutputs(String traceId, String outputsByStep) {
        keep(outputs, traceId, outputsByStep);
    }

    @Override
    public synchronized Optional<String> outputs(String traceId) {
        return Optional.ofNullable(outputs.get(traceId));
    }

    @Override
    public synchronized Optional<ExecutionTrace> get(String traceId) {
        return Optional.ofNullable(traces.get(traceId));
    }

    @Override
    public synchronized List<ExecutionTrace> ofIssue(String issueKey, int limit) {
        List<ExecutionTrace> newestFirst = new ArrayList<>(traces.values());
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(trace -> issueKey.equals(trace.trigger().issueKey()))
                .limit(limit)
                .toList();
    }

    @Override
    public boolean isShared() {
        return false;
    }
}
