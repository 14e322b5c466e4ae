package org.tracehook.packaged;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.tracehook.bench.Sample;

/** Deliveries to processes that have had many; candidates take turns. */
final class WarmCalls {

    private final Map<Candidate, List<Double>> times = new LinkedHashMap<>();
    private final Map<Candidate, Double> memory = new LinkedHashMap<>();

    /** So many deliveries to one process of each candidate, after so many that are not counted. */
    static WarmCalls of(List<Candidate> candidates, int uncounted, int counted, ToDoubleFunction<Running> call)
            throws IOException {
        WarmCalls all = new WarmCalls();
        Map<Candidate, Running> running = new LinkedHashMap<>();
        try {
            for (Candidate candidate : candidates) {
                running.put(candidate, candidate.start());
                all.times.put(candidate, new ArrayList<>());
            }
            for (int i = 0; i < uncounted; i++) {
                running.values().forEach(call::applyAsDouble);
            }
            for (int i = 0; i < counted; i++) {
                running.forEach((candidate, process) -> all.times.get(candidate).add(call.applyAsDouble(process)));
            }
            for (Candidate candidate : candidates) {
                all.memory.put(candidate, running.get(candidate).peakMemory());
            }
            return all;
        } finally {
            running.values().forEach(Running::close);
        }
    }

    /** Milliseconds. */
    Sample times(Candidate candidate) {
        return Sample.of(times.get(candidate), Double::doubleValue);
    }

    /** The most that its process had at the end, MB. */
    double peakMemory(Candidate candidate) {
        return memory.get(candidate);
    }
}
