package org.tracehook.bench;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What JMH measures: tracing and the orchestrator, in a JVM that compiles as well as it can. */
final class Microbenchmarks {

    private static final int FORKS = 2;
    private static final int ITERATIONS = 5;
    private static final int KILOBYTE = 1_024;

    /** What runs of the same differ by. */
    private static final double NOISE = 1.1;

    private final Map<String, RunResult> results = new TreeMap<>();

    private Microbenchmarks(Collection<RunResult> all) {
        all.forEach(result -> {
            String steps = result.getParams().getParam("steps");
            String benchmark = result.getParams().getBenchmark().replaceFirst(".*\\.(?=\\w+\\.\\w+$)", "");
            results.put(steps == null ? benchmark : benchmark + "." + steps, result);
        });
    }

    static Microbenchmarks run() throws RunnerException {
        return new Microbenchmarks(new Runner(new OptionsBuilder()
                        .include("org\\.tracehook\\.orchestrator\\.")
                        .forks(FORKS)
                        .warmupIterations(ITERATIONS)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(ITERATIONS)
                        .measurementTime(TimeValue.milliseconds(500))
                        .addProfiler(GCProfiler.class)
                        .jvmArgsAppend("-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run());
    }

    void describe(Table table) {
        double bare = time("RunBenchmark.withoutRecorder");
        table.row("three steps, no trace", Table.format(bare, "µs"));
        compared(table, "three steps, traced", "RunBenchmark.withRecorder", bare);
        compared(table, "three steps, traced, with listeners", "RunBenchmark.withListeners", bare);
        compared(table, "three steps, traced, all lines written", "RunBenchmark.withExport", bare);
        table.atMost("tracing one step", time("TraceBenchmark.oneStep"), 10, "µs");
        table.atMost("tracing one step, memory", bytes("TraceBenchmark.oneStep") / KILOBYTE, 2, "KB");
        table.atMost("a trace of three steps as JSON", time("TraceBenchmark.asJson"), 50, "µs");
        table.atMost("a trace of three steps as log line", time("TraceBenchmark.asLine"), 50, "µs");
        growth(table, 1, 10);
        growth(table, 10, 100);
        growth(table, 100, 1_000);
    }

    private void growth(Table table, int few, int many) {
        double times = time("GrowthBenchmark.recorded." + many) / time("GrowthBenchmark.recorded." + few);
        table.atMost("a trace of " + many + " steps, against " + few, times, (double) many / few * NOISE, "×");
    }

    private void compared(Table table, String what, String benchmark, double bare) {
        double time = time(benchmark);
        table.row(what, Table.format(time, "µs") + ", " + Table.format(time / bare, "×"));
    }

    /** Microseconds, the median of single calls: those that another process interrupted do not count. */
    private double time(String benchmark) {
        return results.get(benchmark).getPrimaryResult().getStatistics().getPercentile(50);
    }

    private double bytes(String benchmark) {
        return results.get(benchmark)
                .getSecondaryResults()
                .get("gc.alloc.rate.norm")
                .getStatistics()
                .getPercentile(50);
    }
}
