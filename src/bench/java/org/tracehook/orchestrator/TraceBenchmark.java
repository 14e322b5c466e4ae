package org.tracehook.orchestrator;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.tracelog.LogLine;

/** What tracing itself costs, without agents and their threads. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TraceBenchmark {

    private final WrittenAway log = WrittenAway.open();
    private final TraceRecorder recorder = Tracing.recorder();
    private final ExecutionTrace begun =
            Tracing.step(recorder, Tracing.step(recorder, recorder.start(Tracing.trigger(), Tracing.PLAN)));
    private final ExecutionTrace ended = Tracing.record(recorder, 3);
    private final TraceListener lines = Tracing.listeners(LogLine::write)[0];

    /** The third step of a trace, from start to end: two snapshots, texts scrubbed. */
    @Benchmark
    public ExecutionTrace oneStep() {
        return Tracing.step(recorder, begun);
    }

    /** A trace of three steps as JSON. */
    @Benchmark
    public String asJson() {
        return ended.toJson();
    }

    /** Fails where the lines would not have the trace in them. */
    @Setup
    public void check() {
        long before = log.bytes();
        lines.pipelineCompleted(ended);
        if (log.bytes() - before < ended.toJson().length()) {
            throw new IllegalStateException("The line does not have the trace in it");
        }
    }

    /** A trace of three steps as the log's last line, metrics and all. */
    @Benchmark
    public long asLine() {
        lines.pipelineCompleted(ended);
        return log.bytes();
    }
}
