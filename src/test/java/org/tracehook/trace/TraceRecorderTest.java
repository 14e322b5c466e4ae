package org.tracehook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TraceRecorderTest {

    private static final TriggerInfo TRIGGER =
            new TriggerInfo(TriggerSource.TEST, "PROJ-1", null, "review_code", Clocks.START);

    private final Scrubber scrubber = new Scrubber(List.of("a-configured-secret"));

    private TraceRecorder recorder(TraceListener... listeners) {
        return new TraceRecorder(Clocks.ticking(), Clocks.counting(), scrubber, List.of(listeners));
    }

    @Test
    void listenersAreToldEveryChangeInOrderWithItsSnapshot() {
        List<String> told = new ArrayList<>();
        TraceRecorder recorder = recorder(new TraceListener() {
            @Override
            public void pipelineStarted(ExecutionTrace trace, RunFacts facts) {
                told.add("started " + trace.steps().size());
            }

            @Override
            public void stepStarted(ExecutionTrace trace, ExecutionStep step) {
                told.add(
                        "step " + step.stepNumber() + " " + trace.steps().get(0).status());
            }

            @Override
            public void stepCompleted(ExecutionTrace trace, ExecutionStep step, StepOutcome outcome) {
                told.add(
                        "step " + step.stepNumber() + " " + trace.steps().get(0).status());
            }

            @Override
            public void pipelineCompleted(ExecutionTrace trace) {
                told.add("completed " + trace.pipelineStatus());
            }
        });

        ExecutionTrace trace = recorder.start(TRIGGER, "a");
        trace = recorder.stepStarted(trace, "a", "task");
        trace = recorder.stepCompleted(trace, StepOutcome.success("done"));
        recorder.complete(trace, PipelineStatus.SUCCESS, null);

        assertEquals(List.of("started 0", "step 1 STARTED", "step 1 SUCCESS", "completed SUCCESS"), told);
    }

    @Test
    void listenersGetTheFactsOfTheRunAndEachOutcomeWithoutSecrets() {
        List<Object> told = new ArrayList<>();
        TraceRecorder recorder = recorder(new TraceListener() {
            @Override
            public void pipelineStarted(ExecutionTrace trace, RunFacts facts) {
                told.add(facts);
            }

            @Override
            public void stepCompleted(ExecutionTrace trace, ExecutionStep step, StepOutcome outcome) {
                told.add(outcome);
            }
        });
        RunFacts facts = new RunFacts(
                RunFacts.NONE.verdicts(), RunFacts.NONE.ignoredContext(), "description", "an-earlier-trace");

        ExecutionTrace trace = recorder.start(
                new TraceStart("00000000-0000-4000-8000-000000000001", Clocks.START, facts), TRIGGER, "a");
        trace = recorder.stepStarted(trace, "a", "task");
        recorder.stepCompleted(trace, StepOutcome.fail(StepOutcome.Cause.TIMED_OUT, "late a-configured-secret"));

        assertEquals(List.of(facts, StepOutcome.fail(StepOutcome.Cause.TIMED_OUT, "late [secret]")), told);
    }

    @Test
    void aStoreHasEverySnapshotAsItIsMade() {
        TraceStore store = new MemoryTraceStore(1);
        TraceRecorder recorder = recorder(TraceListener.storing(store));

        ExecutionTrace started = recorder.start(TRIGGER, "a");
        assertEquals(List.of(started), store.ofIssue("PROJ-1", 10));
        ExecutionTrace inStep = recorder.stepStarted(started, "a", "task");
        assertEquals(List.of(inStep), store.ofIssue("PROJ-1", 10));
    }

    @Test
    void textsAreCleanedOnceOnTheirWayIn() {
        TraceRecorder recorder = recorder();
        ExecutionTrace trace = recorder.start(TRIGGER, "a");
        trace = recorder.stepStarted(trace, "a", "task");
        trace = recorder.stepCompleted(trace, StepOutcome.success("a-configured-secret\nleaks"));
        assertEquals("[secret] leaks", trace.steps().get(0).outputSummary());
        trace = recorder.stepStarted(trace, "a", "task");
        trace = recorder.stepCompleted(trace, StepOutcome.fail("a-configured-secret\nleaks"));
        trace = recorder.complete(trace, PipelineStatus.PARTIAL, "a-configured-secret\nleaks");

        assertEquals("[secret] leaks", trace.steps().get(1).errorMessage());
        assertEquals("[secret] leaks", trace.finalError());
    }

    @Test
    void outputsAreCleanedOnTheirWayInAndNotInTheTrace() {
        List<StepOutcome> told = new ArrayList<>();
        TraceRecorder recorder = recorder(new TraceListener() {
            @Override
            public void stepCompleted(ExecutionTrace trace, ExecutionStep step, StepOutcome outcome) {
                told.add(outcome);
            }
        });
        ExecutionTrace trace = recorder.stepStarted(recorder.start(TRIGGER, "a"), "a", "task");

        StepOutcome end = StepOutcome.success("done")
                .withOutputs(Map.of("notes", TextNode.valueOf("a-configured-secret\nleaks")));
        ExecutionTrace ended = recorder.stepCompleted(trace, end);

        assertEquals("{\"notes\":\"[secret] leaks\"}", told.get(0).outputs().toString());
        assertFalse(ended.toJson().contains("notes"));
        assertFalse(told.toString().contains("leaks"), told::toString);
    }

    @Test
    void aListenerCannotChangeTheOutputsOfAnother() {
        StepOutcome end = StepOutcome.success("done").withOutputs(Map.of("notes", TextNode.valueOf("some")));

        end.outputs().removeAll();

        assertEquals("{\"notes\":\"some\"}", end.outputs().toString());
    }

    @Test
    void aThrowingListenerDoesNotKeepTheOthersFromBeingTold() {
        TraceStore store = new MemoryTraceStore(1);
        TraceListener broken = new TraceListener() {
            @Override
            public void pipelineStarted(ExecutionTrace trace, RunFacts facts) {
                throw new IllegalStateException("broken");
            }
        };

        ExecutionTrace trace = recorder(broken, TraceListener.storing(store)).start(TRIGGER, "a");

        assertEquals(List.of(trace), store.ofIssue("PROJ-1", 10));
    }

    @Test
    void brokenIdsAndClockAreReplaced() {
        TraceRecorder recorder = new TraceRecorder(
                Clocks.broken(),
                () -> {
                    throw new IllegalStateException("no ids");
                },
                scrubber,
                List.of());

        ExecutionTrace trace = recorder.start(TRIGGER, "a");

        assertNotNull(UUID.fromString(trace.traceId()));
        assertNotNull(trace.startedAt());
    }

    @Test
    void aStepThatNeverBeganCannotEnd() {
        TraceRecorder recorder = recorder();
        ExecutionTrace trace = recorder.start(TRIGGER, "a");

        assertThrows(NoSuchElementException.class, () -> recorder.stepCompleted(trace, StepOutcome.success("done")));
    }
}
