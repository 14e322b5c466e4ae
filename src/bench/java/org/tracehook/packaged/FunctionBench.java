package org.tracehook.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tracehook.bench.Sample;
import org.tracehook.bench.Table;

/** Measures the packaged function as a process, against an empty one and one for Node.js. */
public final class FunctionBench {

    private static final int STARTS = 15;
    static final int UNCOUNTED = 3_000;
    static final int COUNTED = 1_500;

    private final Path function;
    private final Path empty;
    private final Path node;
    private final Optional<Path> before;

    /**
     * Files to be measured.
     *
     * @param function zip of the function
     * @param empty zip of the empty function
     * @param node directory of the function for Node.js
     * @param before zip of the function before a change; empty if there is none to compare with
     */
    public FunctionBench(Path function, Path empty, Path node, Optional<Path> before) {
        this.function = function;
        this.empty = empty;
        this.node = node;
        this.before = before;
    }

    /** Measures and adds rows. */
    public void describe(Table table) throws IOException {
        Path scratch = Files.createTempDirectory("tracehook-bench-");
        try {
            boolean isNative = new FunctionZip(function).isNative();
            String mode = isNative ? ", native" : ", JVM";
            Candidate ours = Candidate.unpacked("function" + mode, function, scratch.resolve("function"));
            Candidate other = Candidate.unpacked("empty function" + mode, empty, scratch.resolve("empty"));
            Optional<Candidate> onNode = Candidate.onNode("Node.js, the same review", node, scratch.resolve("node"));
            describe(table, new Group(ours, other, onNode, isNative));
            flow(table, ours, scratch);
            if (before.isPresent()) {
                compareWith(before.get(), table, scratch);
            }
            table.missing(
                    isNative ? "function, JVM" : "function, native",
                    isNative
                            ? "run ./mvnw verify -Pbench"
                            : "run ./mvnw verify -Pbench -Dnative with GraalVM or Mandrel");
        } finally {
            try (Stream<Path> files = Files.walk(scratch)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void describe(Table table, Group group) throws IOException {
        List<Candidate> all = group.all();
        if (group.isNative) {
            table.missing("classes before the first poll", "a native executable loads none");
        } else {
            Footprint.of(group.ours).describe(table, Footprint.of(group.empty));
        }
        ColdStarts cold = ColdStarts.of(all, STARTS);
        figures(table, "exec to first poll", all, cold::untilFirstPoll, "ms");
        figures(table, "exec to first reply", all, cold::untilFirstReply, "ms");
        figures(table, "resident after the first reply", all, cold::residentMemory, "MB");
        double start = cold.untilFirstReply(group.ours).median();
        table.atMost(
                "cold start, against the empty function",
                start / cold.untilFirstReply(group.empty).median(),
                group.isNative ? 1.15 : 1.25,
                "×");
        table.atMost(
                "resident memory, against the empty function",
                cold.residentMemory(group.ours).median()
                        / cold.residentMemory(group.empty).median(),
                1.3,
                "×");
        if (group.isNative) {
            List<Candidate> executables = List.of(group.ours, group.empty);
            ColdStarts fromDisk = ColdStarts.fromDisk(executables, STARTS);
            figures(table, "exec to first reply, read from disk", executables, fromDisk::untilFirstReply, "ms");
            table.atMost("size of the executable", group.ours.size(), 80, "MB");
            table.row("size of the empty function's", Table.format(group.empty.size(), "MB"));
        }
        if (group.node.isEmpty()) {
            table.missing("Node.js, the same review", "there is no node on the PATH");
        } else {
            double times = start / cold.untilFirstReply(group.node.get()).median();
            if (group.isNative) {
                table.atMost("cold start, against Node.js", times, 0.5, "×");
            } else {
                table.row("cold start, against Node.js", Table.format(times, "×"));
            }
        }
        warm(table, group);
        payloads(table, group.ours);
    }

    private static void flow(Table table, Candidate candidate, Path scratch) throws IOException {
        FlowRuns runs = FlowRuns.of(List.of(candidate), scratch);
        table.row(
                "development_flow, git host " + FlowRuns.DELAY.toMillis() + " ms away",
                Table.format(runs.times(candidate).median(), "ms") + ", "
                        + Table.format(runs.requests(candidate), "requests"));
    }

    /** Two of the same come first: what they differ by is noise. */
    private void compareWith(Path before, Table table, Path scratch) throws IOException {
        Candidate first = Candidate.unpacked("before", before, scratch.resolve("before"));
        Candidate again = Candidate.unpacked("before", before, scratch.resolve("again"));
        Candidate now = Candidate.unpacked("now", function, scratch.resolve("now"));
        Comparison.describe(table, first, again, scratch);
        Comparison.describe(table, first, now, scratch);
    }

    private static void warm(Table table, Group group) throws IOException {
        WarmCalls warm = WarmCalls.of(group.all(), UNCOUNTED, COUNTED, Running::review);
        for (Candidate candidate : group.all()) {
            Sample times = warm.times(candidate);
            table.row(
                    "warm, " + candidate.name(),
                    "p50 " + Table.format(times.median(), "ms") + ", p99 "
                            + Table.format(times.percentile(99), "ms") + ", "
                            + Table.format(warm.peakMemory(candidate), "MB"));
        }
        table.atMost(
                "warm p50, against the empty function",
                warm.times(group.ours).median() / warm.times(group.empty).median(),
                group.isNative ? 1.4 : 1.3,
                "×");
    }

    private static void payloads(Table table, Candidate candidate) throws IOException {
        List<Double> medians = new ArrayList<>();
        for (int kilobytes : Payload.KILOBYTES) {
            Payload payload = new Payload(kilobytes);
            WarmCalls calls = WarmCalls.of(
                    List.of(candidate), Payload.CALLS, Payload.CALLS, running -> running.deliver(payload.next()));
            medians.add(calls.times(candidate).median());
            table.row(
                    "payload of " + kilobytes + " KB",
                    Table.format(calls.times(candidate).median(), "ms"));
        }
        table.atMost("payload of 1 MB, against 1 KB", medians.get(medians.size() - 1) / medians.get(0), 1_000, "×");
    }

    private static void figures(
            Table table, String what, List<Candidate> all, Function<Candidate, Sample> figures, String unit) {
        all.forEach(candidate -> table.row(
                what + ", " + candidate.name(),
                Table.format(figures.apply(candidate).median(), unit)));
    }

    private record Group(Candidate ours, Candidate empty, Optional<Candidate> node, boolean isNative) {

        List<Candidate> all() {
            List<Candidate> all = new ArrayList<>(List.of(ours, empty));
            node.ifPresent(all::add);
            return all;
        }
    }
}
