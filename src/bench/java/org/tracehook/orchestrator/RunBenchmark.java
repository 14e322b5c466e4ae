package org.tracehook.orchestrator;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.trace.TraceStart;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.tracelog.LogLine;

/** An orchestrated run of three agents that do nothing, traced more and more. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RunBenchmark {

    private final WrittenAway log = WrittenAway.open();
    private final Orchestrator orchestrator = Fixture.orchestrator(
            Fixture.flow(Duration.ofSeconds(10), "development_agent", "code_review_agent", "testing_agent"),
            Fixture.agent("development_agent", request -> Fixture.success("Committed 1 file(s) to develop/PROJ-1")),
            Fixture.agent("code_review_agent", request -> Fixture.success("Decision: APPROVE")),
            Fixture.agent("testing_agent", request -> Fixture.success("Status: PASS, Tests: 5/5")));
    private final TraceRecorder none = new NoRecorder();
    private final TraceRecorder alone = Tracing.recorder();
    private final TraceRecorder exporting = Tracing.recorder(Tracing.listeners(LogLine::write));

    /** No trace at all. */
    @Benchmark
    public PipelineResult withoutRecorder() {
        return run(none);
    }

    /** A trace that nobody is told of. */
    @Benchmark
    public PipelineResult withRecorder() {
        return run(alone);
    }

    /** With lines that are not written, and a store. */
    @Benchmark
    public PipelineResult withListeners(Blackhole lines) {
        return run(Tracing.recorder(Tracing.listeners(lines::consume)));
    }

    /** With lines that are written, and a store. */
    @Benchmark
    public PipelineResult withExport() {
        return run(exporting);
    }

    private PipelineResult run(TraceRecorder recorder) {
        return orchestrator.run(Fixture.request(Fixture.INTENT), recorder);
    }

    /** Answers with the trace that it was given: what remains is the orchestrator's own work. */
    private static final class NoRecorder extends TraceRecorder {

        private static final TraceRecorder AS_RECORDED = Tracing.recorder();
        private static final ExecutionTrace ENDED = Tracing.record(AS_RECORDED, 3);

        private NoRecorder() {
            super(Clock.systemUTC(), UUID::randomUUID, new Scrubber(List.of()), List.of());
        }

        @Override
        public ExecutionTrace start(TraceStart start, TriggerInfo trigger, String executionPlanSummary) {
            return ENDED;
        }

        @Override
        public ExecutionTrace stepStarted(ExecutionTrace trace, String agentName, String agentTask) {
            return trace;
        }

        @Override
        public ExecutionTrace stepCompleted(ExecutionTrace trace, StepOutcome end) {
            return trace;
        }

        @Override
        public ExecutionTrace complete(ExecutionTrace trace, PipelineStatus status, String finalError) {
            return trace;
        }
    }
}
