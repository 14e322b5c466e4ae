package org.tracehook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryTraceStoreTest {

    private static final Instant T0 = Instant.parse("2026-01-26T18:00:00Z");

    private static final String ISSUE = "PROJ-1";

    private final TraceStore store = new MemoryTraceStore(20);

    private static ExecutionTrace trace(String id, String intent, int millis) {
        TriggerInfo trigger = new TriggerInfo(TriggerSource.TEST, ISSUE, null, intent, T0);
        return ExecutionTrace.started(id, trigger, "a", T0)
                .complete(PipelineStatus.SUCCESS, null, T0.plusMillis(millis));
    }

    private static List<String> ids(List<ExecutionTrace> traces) {
        return traces.stream().map(ExecutionTrace::traceId).toList();
    }

    @Test
    void aStoredTraceIsFoundByItsId() {
        store.store(trace("a", "review_code", 1));

        assertEquals("a", store.get("a").orElseThrow().traceId());
        assertEquals(Optional.empty(), store.get("b"));
    }

    @Test
    void storingAgainReplacesTheSnapshotAndKeepsItsPlace() {
        store.store(trace("a", "review_code", 1));
        store.store(trace("b", "review_code", 1));
        store.store(trace("a", "review_code", 9));

        assertEquals(List.of("b", "a"), ids(store.ofIssue(ISSUE, 10)));
        assertEquals(
                Duration.ofMillis(9), store.get("a").orElseThrow().duration().orElseThrow());
    }

    @Test
    void recentTracesComeNewestFirst() {
        IntStream.rangeClosed(1, 12).forEach(i -> store.store(trace("t" + i, "review_code", i)));

        assertEquals(List.of("t12", "t11", "t10"), ids(store.ofIssue(ISSUE, 3)));
        assertEquals(10, store.ofIssue(ISSUE, 10).size());
        assertEquals(12, store.ofIssue(ISSUE, 50).size());
        assertEquals(List.of(), store.ofIssue(ISSUE, 0));
    }

    @Test
    void theOldestTraceGivesWayWhenTheStoreIsFull() {
        TraceStore two = new MemoryTraceStore(2);
        List.of("a", "b", "c").forEach(id -> two.store(trace(id, "review_code", 1)));

        assertEquals(List.of("c", "b"), ids(two.ofIssue(ISSUE, 10)));
    }

    @Test
    void theMeanDurationOfAnIntentCanBeTakenFromItsTraces() {
        store.store(trace("a", "review_code", 10));
        store.store(trace("b", "review_code", 30));
        store.store(trace("c", "run_tests", 5));

        Map<String, Double> mean = store.ofIssue(ISSUE, 10).stream()
                .collect(Collectors.groupingBy(
                        ExecutionTrace::intentType,
                        Collectors.averagingLong(t -> t.duration().orElseThrow().toMillis())));

        assertEquals(Map.of("review_code", 20.0, "run_tests", 5.0), mean);
    }

    @Test
    void anotherIssuesTracesAreNotAmongThem() {
        store.store(trace("a", "review_code", 1));

        assertEquals(List.of(), store.ofIssue("PROJ-2", 10));
    }

    @Test
    void outputsAreKeptBesideTheTracesAndReplaced() {
        TraceStore one = new MemoryTraceStore(1);
        one.keepOutputs("a", "{\"1\":{}}");
        one.keepOutputs("a", "{\"2\":{}}");
        assertEquals(Optional.of("{\"2\":{}}"), one.outputs("a"));

        one.keepOutputs("b", "{}");
        assertEquals(Optional.empty(), one.outputs("a"));
    }

    @Test
    void aListenerThatKeepsTracesKeepsTheOutputsOfEachStep() {
        TraceRecorder recorder = new TraceRecorder(
                Clocks.ticking(), Clocks.counting(), new Scrubber(List.of()), List.of(TraceListener.storing(store)));
        TriggerInfo trigger = new TriggerInfo(TriggerSource.TEST, ISSUE, null, "review_code", Clocks.START);
        ExecutionTrace trace = recorder.start(trigger, "a");
        for (StepOutcome end : List.of(
                StepOutcome.success("done").withOutputs(Map.of("branch", TextNode.valueOf("main"))),
                StepOutcome.success("done"),
                StepOutcome.fail("no").withOutputs(Map.of("exit_code", IntNode.valueOf(1))))) {
            trace = recorder.stepCompleted(recorder.stepStarted(trace, "a", "task"), end);
        }

        assertEquals(
                Optional.of("{\"1\":{\"branch\":\"main\"},\"3\":{\"exit_code\":1}}"), store.outputs(trace.traceId()));
    }

    @Test
    void aStoreOfOnesOwnNeedNotKeepOutputs() {
        TraceStore own = new TraceStore() {
            @Override
            public void store(ExecutionTrace trace) {}

            @Override
            public Optional<ExecutionTrace> get(String traceId) {
                return Optional.empty();
            }

            @Override
            public List<ExecutionTrace> ofIssue(String issueKey, int limit) {
                return List.of();
            }
        };
        own.keepOutputs("a", "{}");

        assertEquals(Optional.empty(), own.outputs("a"));
    }

    @Test
    void aStoreWithoutRoomKeepsNothing() {
        TraceStore none = new MemoryTraceStore(0);
        none.keepOutputs("a", "{}");
        assertEquals(Optional.empty(), none.outputs("a"));
        none.store(trace("a", "review_code", 1));
        none.keepRequest("a", "{}");

        assertEquals(Optional.empty(), none.get("a"));
        assertEquals(Optional.empty(), none.request("a"));
    }

    @Test
    void aStoreOfALaterStartHasWhatAnEarlierOneKept() {
        Map<String, Map<String, String>> kept = new HashMap<>();
        TraceStore earlier = new MemoryTraceStore(2, kept);
        ExecutionTrace trace = trace("a", "review_code", 9);
        earlier.store(trace);
        earlier.keepRequest("a", "{\"request\":1}");
        earlier.keepOutputs("a", "{\"1\":{}}");

        TraceStore later = new MemoryTraceStore(2, kept);
        assertEquals(Optional.of(trace), later.get("a"));
        assertEquals(List.of(trace), later.ofIssue(ISSUE, 10));
        assertEquals(Optional.of("{\"request\":1}"), later.request("a"));
        assertEquals(Optional.of("{\"1\":{}}"), later.outputs("a"));

        List.of("b", "c").forEach(id -> later.store(trace(id, "review_code", 1)));
        assertEquals(List.of("c", "b"), ids(later.ofIssue(ISSUE, 10)));
    }

    @Test
    void aCapacityBelowZeroIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MemoryTraceStore(-1));
    }
}
