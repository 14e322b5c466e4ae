package org.tracehook.orchestrator;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.tracelog.LogLine;

/** How the cost of a trace grows with its steps, all lines written. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GrowthBenchmark {

    /** How many steps. */
    @Param({"1", "10", "100", "1000"})
    public int steps;

    private final WrittenAway log = WrittenAway.open();
    private final TraceRecorder recorder = Tracing.recorder(Tracing.listeners(LogLine::write));

    /** A whole pipeline's trace. */
    @Benchmark
    public ExecutionTrace recorded() {
        return Tracing.record(recorder, steps);
    }
}
