package org.tracehook.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceStore;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

class DynamoTraceStoreTest {

    /** Ahead of any real time. */
    private static final Instant NOW = Instant.parse("2126-01-26T18:16:54.808827Z");

    private static final Duration KEPT = Duration.ofDays(7);

    private static LocalTable local;

    private final String issue = "PROJ-" + UUID.randomUUID();
    private final TraceStore store = store(NOW);

    @BeforeAll
    static void makeTable() {
        local = new LocalTable();
    }

    private static TraceStore store(Instant now) {
        return new DynamoTraceStore(local.table(), KEPT, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static ExecutionTrace begun(String issue, Instant at) {
        return ExecutionTrace.started(
                UUID.randomUUID().toString(),
                new TriggerInfo(TriggerSource.JIRA_WEBHOOK, issue, "In Review", "review_code", at),
                "code_review_agent",
                at);
    }

    @Test
    void aTraceIsReadAsItWasStored() {
        ExecutionTrace trace = begun(issue, NOW)
                .add(ExecutionStep.started(1, "code_review_agent", "Review ⏳", NOW))
                .complete(PipelineStatus.PARTIAL, "Code review BLOCKED: 'x'", NOW.plusSeconds(3));
        store.store(trace);

        assertEquals(Optional.of(trace), store.get(trace.traceId()));
        assertEquals(trace.toJson(), store.get(trace.traceId()).orElseThrow().toJson());
    }

    @Test
    void aLaterSnapshotTakesThePlaceOfTheEarlier() {
        ExecutionTrace trace = begun(issue, NOW);
        store.store(trace);
        ExecutionTrace ended = trace.complete(PipelineStatus.SUCCESS, null, NOW.plusSeconds(1));
        store.store(ended);

        assertEquals(Optional.of(ended), store.get(trace.traceId()));
        assertEquals(List.of(ended), store.ofIssue(issue, 10));
    }

    @Test
    void anUnknownTraceIsNotFound() {
        assertEquals(Optional.empty(), store.get(UUID.randomUUID().toString()));
        assertEquals(List.of(), store.ofIssue("NONE-1", 10));
    }

    @Test
    void theTracesOfAnIssueComeNewestFirst() {
        List<ExecutionTrace> traces =
                List.of(begun(issue, NOW.plusSeconds(2)), begun(issue, NOW), begun(issue, NOW.plusSeconds(1)));
        traces.forEach(store::store);
        store.store(begun("OTHER-1", NOW.plusSeconds(9)));

        assertEquals(List.of(traces.get(0), traces.get(2), traces.get(1)), store.ofIssue(issue, 10));
        assertEquals(List.of(traces.get(0)), store.ofIssue(issue, 1));
        assertEquals(List.of(), store.ofIssue(issue, 0));
    }

    @Test
    void aTraceOfNoIssueIsStoredToo() {
        ExecutionTrace trace = begun(null, NOW);
        store.store(trace);

        assertEquals(Optional.of(trace), store.get(trace.traceId()));
    }

    @Test
    void whatDynamoDbHasNotDeletedYetIsGone() {
        ExecutionTrace trace = begun(issue, NOW);
        store.store(trace);

        TraceStore later = store(NOW.plus(KEPT).plusSeconds(1));
        assertEquals(Optional.empty(), later.get(trace.traceId()));
        assertEquals(List.of(), later.ofIssue(issue, 10));
        assertEquals(Optional.of(trace), store(NOW.plus(KEPT).minusSeconds(1)).get(trace.traceId()));
    }

    @Test
    void aTraceTooLargeForAnItemIsStoredWithoutItsLastSteps() {
        ExecutionTrace trace = begun(issue, NOW);
        for (int i = 1; i <= 200; i++) {
            ExecutionStep step = ExecutionStep.started(i, "agent", "task", NOW);
            trace = trace.add(step.ended(StepOutcome.fail("ä".repeat(2_000)), NOW));
        }
        store.store(trace);

        ExecutionTrace stored = store.get(trace.traceId()).orElseThrow();
        assertTrue(stored.toJson().getBytes(StandardCharsets.UTF_8).length < 400_000);
        assertEquals(trace.steps().subList(0, 50), stored.steps());
        assertEquals(
                "code_review_agent [stored without its last steps: 50 of 200 are kept]", stored.executionPlanSummary());
    }

    @Test
    void whatItTakesToRunATraceAgainIsKeptApartAndAsLong() {
        ExecutionTrace trace = begun(issue, NOW);
        store.keepRequest(trace.traceId(), "{\"a\":\"ä\"}");

        assertEquals(Optional.empty(), store.get(trace.traceId()));
        store.store(trace);
        assertEquals(Optional.of("{\"a\":\"ä\"}"), store.request(trace.traceId()));
        assertEquals(Optional.empty(), store(NOW.plus(KEPT).plusSeconds(1)).request(trace.traceId()));
        assertEquals(Optional.empty(), store.request(UUID.randomUUID().toString()));
    }

    @Test
    void outputsAreKeptApartAsLongAndReplaced() {
        String id = UUID.randomUUID().toString();
        store.keepOutputs(id, "{\"1\":{\"branch\":\"ä\"}}");
        assertEquals(Optional.of("{\"1\":{\"branch\":\"ä\"}}"), store.outputs(id));

        store.keepOutputs(id, "{\"2\":{}}");
        assertEquals(Optional.of("{\"2\":{}}"), store.outputs(id));
        assertEquals(Optional.empty(), store.get(id));
        assertEquals(Optional.empty(), store(NOW.plus(KEPT).plusSeconds(1)).outputs(id));
        assertEquals(Optional.empty(), store.outputs(UUID.randomUUID().toString()));
    }

    @Test
    void outputsTooLargeForAnItemAreStoredWithoutThoseOfTheFirstSteps() {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        for (int i = 1; i <= 30; i++) {
            outputs.putObject(Integer.toString(i)).put("note", "ä".repeat(7_900));
        }
        String id = UUID.randomUUID().toString();

        store.keepOutputs(id, outputs.toString());

        ObjectNode stored = TraceJson.object(store.outputs(id).orElseThrow());
        assertTrue(stored.toString().getBytes(StandardCharsets.UTF_8).length <= 350_000);
        assertEquals("{\"truncated\":true}", stored.path("8").toString());
        assertEquals(outputs.path("9"), stored.path("9"));
        assertEquals(outputs.path("30"), stored.path("30"));
    }

    @Test
    void aSnapshotThatArrivesLateDoesNotReplaceTheLast() {
        ExecutionTrace begun = begun(issue, NOW);
        ExecutionTrace ended = begun.complete(PipelineStatus.SUCCESS, null, NOW.plusSeconds(1));
        store.store(ended);
        store.store(begun);

        assertEquals(Optional.of(ended), store.get(begun.traceId()));
    }

    @Test
    void theRequestOfATraceIsWrittenOnce() {
        String id = UUID.randomUUID().toString();
        store.keepRequest(id, "{\"first\":1}");
        store.keepRequest(id, "{\"second\":2}");

        assertEquals(Optional.of("{\"first\":1}"), store.request(id));
    }
}
