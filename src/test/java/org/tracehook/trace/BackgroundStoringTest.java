package org.tracehook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tracehook.tracelog.LogMessages;

class BackgroundStoringTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    @RegisterExtension
    private final LogMessages log = new LogMessages(BackgroundStoring.class);

    private static TraceRecorder recorder(TraceListener listener) {
        return new TraceRecorder(Clocks.ticking(), Clocks.counting(), new Scrubber(List.of()), List.of(listener));
    }

    private static ExecutionTrace begin(TraceRecorder recorder) {
        TriggerInfo trigger = new TriggerInfo(
                TriggerSource.TEST,
                "PROJ-1",
                "Done",
                "review_code",
                Clocks.ticking().instant());
        return recorder.stepStarted(recorder.start(trigger, "agent"), "agent", "task");
    }

    private static ExecutionTrace end(TraceRecorder recorder, ExecutionTrace trace, Duration patience) {
        ExecutionTrace ended = recorder.complete(
                recorder.stepCompleted(trace, StepOutcome.success("done")), PipelineStatus.SUCCESS, null);
        recorder.flush(ended, patience);
        return ended;
    }

    @Test
    void whenThePipelineHasEndedItsTraceIsStored() {
        TraceStore store = new MemoryTraceStore(1);
        TraceRecorder recorder = recorder(new BackgroundStoring(store));

        ExecutionTrace trace = end(recorder, begin(recorder), LONG);

        assertEquals(Optional.of(trace), store.get(trace.traceId()));
        assertEquals(List.of(), log.all());
    }

    @Test
    void theOutputsOfAllStepsAreOneWriteAfterTheTrace() {
        List<String> writes = new ArrayList<>();
        TraceRecorder recorder = recorder(new BackgroundStoring(new OneWayStore() {
            @Override
            public void store(ExecutionTrace trace) {
                writes.add("trace " + trace.pipelineStatus());
            }

            @Override
            public void keepOutputs(String traceId, String outputs) {
                writes.add(outputs);
            }
        }));
        StepOutcome first = StepOutcome.success("done").withOutputs(Map.of("branch", TextNode.valueOf("main")));
        ExecutionTrace trace = recorder.stepStarted(recorder.stepCompleted(begin(recorder), first), "agent", "task");
        StepOutcome second = StepOutcome.success("done").withOutputs(Map.of("exit_code", IntNode.valueOf(0)));
        recorder.flush(recorder.complete(recorder.stepCompleted(trace, second), PipelineStatus.SUCCESS, null), LONG);

        assertEquals(
                List.of("trace SUCCESS", "{\"1\":{\"branch\":\"main\"},\"2\":{\"exit_code\":0}}"),
                writes.subList(writes.size() - 2, writes.size()));
        assertEquals(
                1, writes.stream().filter(write -> write.contains("branch")).count());
    }

    @Test
    void aRunWithoutOutputsWritesNoneAndOutputsThatAreNotTakenAreReported() {
        List<String> writes = new ArrayList<>();
        TraceRecorder recorder = recorder(new BackgroundStoring(new OneWayStore() {
            @Override
            public void store(ExecutionTrace trace) {}

            @Override
            public void keepOutputs(String traceId, String outputs) {
                writes.add(outputs);
                throw new IllegalStateException("no room");
            }
        }));

        end(recorder, begin(recorder), LONG);
        assertEquals(List.of(), writes);

        StepOutcome some = StepOutcome.success("done").withOutputs(Map.of("branch", TextNode.valueOf("main")));
        ExecutionTrace trace =
                recorder.complete(recorder.stepCompleted(begin(recorder), some), PipelineStatus.SUCCESS, null);
        recorder.flush(trace, LONG);
        assertNotStored(trace, "java.lang.IllegalStateException: no room");
    }

    @Test
    void aSlowStoreKeepsNobodyWaitingBeforeTheEndAndGetsTheLastSnapshotLast() throws Exception {
        SlowStore store = new SlowStore();
        TraceRecorder recorder = recorder(new BackgroundStoring(store));

        ExecutionTrace begun = begin(recorder);
        store.busy.await();
        ExecutionTrace open = recorder.stepCompleted(begun, StepOutcome.success("done"));
        store.goOn.countDown();
        ExecutionTrace trace = recorder.complete(open, PipelineStatus.SUCCESS, null);
        recorder.flush(trace, LONG);

        assertEquals(trace, store.stored.get(store.stored.size() - 1));
        assertTrue(store.stored.size() <= 4, store.stored.toString());
        assertEquals(List.of(), log.all());
    }

    @Test
    void theEndOfThePipelineDoesNotWaitForTheStore() throws Exception {
        SlowStore store = new SlowStore();
        TraceRecorder recorder = recorder(new BackgroundStoring(store));

        ExecutionTrace trace = recorder.complete(begin(recorder), PipelineStatus.FAILED, "stopped");

        assertEquals(List.of(), store.stored);
        store.goOn.countDown();
        recorder.flush(trace, LONG);
        assertEquals(trace, store.stored.get(store.stored.size() - 1));
    }

    @Test
    void aStoreThatFailsIsReportedOnceAndThePipelineGoesOn() {
        TraceRecorder recorder = recorder(new BackgroundStoring(new FailingStore()));

        ExecutionTrace trace = end(recorder, begin(recorder), LONG);

        assertEquals(PipelineStatus.SUCCESS, trace.pipelineStatus());
        assertNotStored(trace, "java.lang.IllegalStateException: no table");
    }

    @Test
    void aStoreThatTakesTooLongIsLeftAloneAndGetsNothingAfterTheReply() throws Exception {
        SlowStore store = new SlowStore();
        TraceRecorder recorder = recorder(new BackgroundStoring(store));

        ExecutionTrace trace = end(recorder, begin(recorder), SHORT);

        assertNotStored(trace, "the store did not take it in time");
        store.ended.await();
        assertFalse(store.stored.contains(trace));
    }

    private void assertNotStored(ExecutionTrace trace, String why) {
        assertEquals(
                List.of("WARNING Trace " + trace.traceId()
                        + " is not stored, or not to its end; its log lines are complete: " + why),
                log.all());
    }

    /** Writes nothing until it may go on; an interrupt ends it. */
    private static class SlowStore extends OneWayStore {
        final CountDownLatch busy = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);
        final List<ExecutionTrace> stored = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void store(ExecutionTrace trace) {
            busy.countDown();
            try {
                goOn.await();
                stored.add(trace);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                ended.countDown();
            }
        }
    }

    private static class FailingStore extends OneWayStore {
        @Override
        public void store(ExecutionTrace trace) {
            throw new IllegalStateException("no table");
        }
    }

    private abstract static class OneWayStore implements TraceStore {
        @Override
        public Optional<ExecutionTrace> get(String traceId) {
            return Optional.empty();
        }

        @Override
        public List<ExecutionTrace> ofIssue(String issueKey, int limit) {
            return List.of();
        }
    }
}
