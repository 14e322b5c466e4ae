package org.tracehook.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.orchestrator.Fixture.agent;
import static org.tracehook.orchestrator.Fixture.flow;
import static org.tracehook.orchestrator.Fixture.orchestrator;
import static org.tracehook.orchestrator.Fixture.request;
import static org.tracehook.orchestrator.Fixture.success;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.orchestrator.PipelineResult.PipelineOutcome;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.RunFacts;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.trace.TraceStart;
import org.tracehook.trace.TraceStore;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.tracelog.LogMessages;

/** Whatever part of the recording throws, at whichever call: the run, its result and its trace are the same. */
class BrokenRecordingTest {

    @RegisterExtension
    private final LogMessages log = new LogMessages("org.tracehook");

    /** Throws at one call, counted from 1, of all calls of a part: an exception, at even calls an error. */
    private static final class Fuse {
        private final int at;
        private int calls;

        private Fuse(int at) {
            this.at = at;
        }

        private void burn() {
            if (++calls == at && at % 2 == 0) {
                throw new NoClassDefFoundError("call " + at + " is broken");
            }
            if (calls == at) {
                throw new IllegalStateException("call " + at + " is broken");
            }
        }
    }

    static Stream<Arguments> everyCall() {
        return Stream.of(
                        cases("recorder", 6, BrokenRecordingTest::brokenRecorder),
                        cases("store", 6, fuse -> recorder(TraceListener.storing(new BrokenStore(fuse)))),
                        cases("listener", 6, fuse -> recorder(new BrokenListener(fuse))),
                        cases("clock", 5, fuse -> recorder(brokenClock(fuse))))
                .flatMap(cases -> cases);
    }

    private interface Breaking {
        TraceRecorder recorder(Fuse fuse);
    }

    private static Stream<Arguments> cases(String part, int calls, Breaking breaking) {
        return Stream.iterate(1, n -> n <= calls, n -> n + 1)
                .map(n -> Arguments.of(part, n, breaking.recorder(new Fuse(n))));
    }

    @ParameterizedTest(name = "{0}, call {1}")
    @MethodSource("everyCall")
    void theRunGoesOnAndOneLineSaysSo(String part, int call, TraceRecorder broken) {
        PipelineResult result = orchestrator(
                        flow(Duration.ofSeconds(10), "a", "b"),
                        agent("a", r -> success("done")),
                        agent("b", r -> new AgentOutcome.Blocked("no")))
                .run(request(Fixture.INTENT), broken);

        assertEquals(PipelineOutcome.PARTIAL, result.outcome());
        assertEquals("no", result.trace().finalError());
        assertEquals(PipelineStatus.PARTIAL, result.trace().pipelineStatus());
        assertEquals(
                List.of("a SUCCESS", "b BLOCKED"),
                result.trace().steps().stream()
                        .map(step -> step.agentName() + " " + step.status())
                        .toList());
        assertFalse(result.trace().traceId().isBlank());
        assertEquals(1, log.all().size(), log.all().toString());
        String warning = log.all().get(0);
        assertTrue(
                warning.startsWith("WARNING The trace goes on without its ")
                        || warning.startsWith("WARNING The clock failed, "),
                warning);
    }

    private static TraceRecorder recorder(TraceListener listener) {
        return Fixture.recorder(listener);
    }

    private static TraceRecorder recorder(Clock clock) {
        return new TraceRecorder(clock, Clocks.counting(), new Scrubber(List.of()), List.of());
    }

    private static TraceRecorder brokenRecorder(Fuse fuse) {
        return new TraceRecorder(Clocks.ticking(), Clocks.counting(), new Scrubber(List.of()), List.of()) {
            @Override
            public ExecutionTrace start(TraceStart start, TriggerInfo trigger, String plan) {
                fuse.burn();
                return super.start(start, trigger, plan);
            }

            @Override
            public ExecutionTrace stepStarted(ExecutionTrace trace, String agentName, String agentTask) {
                fuse.burn();
                return super.stepStarted(trace, agentName, agentTask);
            }

            @Override
            public ExecutionTrace stepCompleted(ExecutionTrace trace, StepOutcome end) {
                fuse.burn();
                return super.stepCompleted(trace, end);
            }

            @Override
            public ExecutionTrace complete(ExecutionTrace trace, PipelineStatus status, String finalError) {
                fuse.burn();
                return super.complete(trace, status, finalError);
            }
        };
    }

    private record BrokenListener(Fuse fuse) implements TraceListener {
        @Override
        public void pipelineStarted(ExecutionTrace trace, RunFacts facts) {
            fuse.burn();
        }

        @Override
        public void stepStarted(ExecutionTrace trace, ExecutionStep step) {
            fuse.burn();
        }

        @Override
        public void stepCompleted(ExecutionTrace trace, ExecutionStep step, StepOutcome outcome) {
            fuse.burn();
        }

        @Override
        public void pipelineCompleted(ExecutionTrace trace) {
            fuse.burn();
        }
    }

    private static final class BrokenStore implements TraceStore {
        private final TraceStore store = new MemoryTraceStore(1);
        private final Fuse fuse;

        private BrokenStore(Fuse fuse) {
            this.fuse = fuse;
        }

        @Override
        public void store(ExecutionTrace trace) {
            fuse.burn();
            store.store(trace);
        }

        @Override
        public Optional<ExecutionTrace> get(String traceId) {
            return store.get(traceId);
        }

        @Override
        public List<ExecutionTrace> ofIssue(String issueKey, int limit) {
            return store.ofIssue(issueKey, limit);
        }
    }

    private static Clock brokenClock(Fuse fuse) {
        Clock clock = Clocks.ticking();
        return Clocks.of(() -> {
            fuse.burn();
            return clock.instant();
        });
    }
}
