package org.tracehook.packaged;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.tracehook.bench.Sample;

/** Runs of {@code development_flow} with a git host that is some way off, each for an issue of its own; candidates take turns. */
final class FlowRuns {

    /** What each request to the git host takes longer than on the loopback address. */
    static final Duration DELAY = Duration.ofMillis(30);

    private static final int UNCOUNTED = 3;
    private static final int COUNTED = 20;

    private final Map<Candidate, Sample> times = new HashMap<>();
    private final Map<Candidate, Double> requests = new HashMap<>();

    /** Runs in one warm process of each candidate, which has a git host of its own below that directory. */
    static FlowRuns of(List<Candidate> candidates, Path scratch) throws IOException {
        Map<Candidate, FlowHost> hosts = new LinkedHashMap<>();
        try {
            for (Candidate candidate : candidates) {
                Path directory = Files.createTempDirectory(scratch, "flow-");
                FlowHost host = FlowHost.of(candidate.taskRoot(), directory, "exit 0\n");
                host.git().delay(DELAY);
                hosts.put(candidate.with(host.environment()), host);
            }
            AtomicInteger issues = new AtomicInteger();
            List<Candidate> flows = List.copyOf(hosts.keySet());
            WarmCalls calls = WarmCalls.of(
                    flows, UNCOUNTED, COUNTED, running -> running.run(flowOf("PROJ-" + issues.incrementAndGet())));
            FlowRuns runs = new FlowRuns();
            for (int i = 0; i < flows.size(); i++) {
                int all = hosts.get(flows.get(i)).git().requests().size();
                runs.times.put(candidates.get(i), calls.times(flows.get(i)));
                runs.requests.put(candidates.get(i), (double) all / (UNCOUNTED + COUNTED));
            }
            return runs;
        } finally {
            hosts.values().forEach(FlowHost::close);
        }
    }

    private static byte[] flowOf(String issue) {
        return new String(FlowHost.flow(), StandardCharsets.UTF_8)
                .replace("PROJ-1", issue)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Milliseconds from a delivery to its answer, which is written after the run. */
    Sample times(Candidate candidate) {
        return times.get(candidate);
    }

    /** Requests to the git host in one run. */
    double requests(Candidate candidate) {
        return requests.get(candidate);
    }
}
