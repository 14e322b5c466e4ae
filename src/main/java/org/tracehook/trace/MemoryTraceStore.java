package org.tracehook.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the traces that began last, up to its capacity, in this process. */
public final class MemoryTraceStore implements TraceStore {

    private final int capacity;
    private final Map<String, String> traces;
    private final Map<String, String> requests;
    private final Map<String, String> outputs;

    /** A store for at most that many traces; with 0 it keeps nothing. */
    public MemoryTraceStore(int capacity) {
        this(capacity, new HashMap<>());
    }

    /**
     * A store for at most that many traces, with those of an earlier one.
     *
     * @param kept where the store keeps all that it has, as objects of the JDK's classes alone: they outlive a restart that
     *     loads all classes anew
     */
    public MemoryTraceStore(int capacity, Map<String, Map<String, String>> kept) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must be 0 or more, not " + capacity);
        }
        this.capacity = capacity;
        this.traces = kept.computeIfAbsent("traces", key -> new LinkedHashMap<>());
        this.requests = kept.computeIfAbsent("requests", key -> new LinkedHashMap<>());
        this.outputs = kept.computeIfAbsent("outputs", key -> new LinkedHashMap<>());
    }

    @Override
    public synchronized void store(ExecutionTrace trace) {
        keep(traces, trace.traceId(), TraceJson.write(trace));
    }

    private void keep(Map<String, String> kept, String traceId, String value) {
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
        return Optional.ofNullable(traces.get(traceId)).map(ExecutionTrace::fromJson);
    }

    @Override
    public synchronized List<ExecutionTrace> ofIssue(String issueKey, int limit) {
        List<String> newestFirst = new ArrayList<>(traces.values());
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .map(ExecutionTrace::fromJson)
                .filter(trace -> issueKey.equals(trace.trigger().issueKey()))
                .limit(limit)
                .toList();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean keepsNothing() {
        return capacity == 0;
    }
}
