package org.tracehook.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Secret;
import org.tracehook.delivery.Headers;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceStore;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

class TraceQueriesTest {

    private static final String TOKEN = "a-token-for-traces";
    private static final String RERUN_TOKEN = "a-token-for-reruns";
    private static final Headers PERMITTED = new Headers(Map.of("authorization", "Bearer " + TOKEN));
    private static final Instant NOW = Instant.parse("2026-01-26T18:16:54.808827Z");

    private final TraceStore store = new MemoryTraceStore(300);
    private final TraceQueries traces = new TraceQueries(
            new TracesAccess(Optional.of(Secret.of(TOKEN)), Optional.of(Secret.of(RERUN_TOKEN))), store);
    private final ExecutionTrace first = trace(1, "PROJ-1");
    private final ExecutionTrace second = trace(2, "PROJ-1");

    @BeforeEach
    void keep() {
        List.of(first, trace(3, "PROJ-2"), second).forEach(store::store);
    }

    private static ExecutionTrace trace(int number, String issue) {
        TriggerInfo trigger = new TriggerInfo(TriggerSource.JIRA_WEBHOOK, issue, "In Review", "review_code", NOW);
        return ExecutionTrace.started("00000000-0000-4000-8000-00000000000" + number, trigger, "agent", NOW)
                .complete(PipelineStatus.PARTIAL, "Code review BLOCKED: x", NOW.plusSeconds(number));
    }

    private static ProblemKind kind(TraceQueries.QueryResult answer) {
        return answer instanceof TraceQueries.Refused refused
                ? refused.problem().kind()
                : null;
    }

    private static TraceQueries.Found found(TraceQueries.QueryResult answer) {
        return assertInstanceOf(TraceQueries.Found.class, answer);
    }

    @Test
    void aTraceIsTheDocumentOfTheLog() {
        assertEquals(
                first.toJson(),
                found(traces.one(PERMITTED, first.traceId(), null)).json());
    }

    private static ExecutionTrace withSteps() {
        ExecutionTrace trace = trace(4, "PROJ-4");
        for (int i = 1; i <= 2; i++) {
            trace = trace.add(ExecutionStep.started(i, "agent", "task", NOW).ended(StepOutcome.success("done"), NOW));
        }
        return trace;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true"})
    void stepsHaveTheirOutputsWhereTheyAreAskedFor(String parameter) {
        ExecutionTrace trace = withSteps();
        store.store(trace);
        store.keepOutputs(trace.traceId(), "{\"2\":{\"branch\":\"main\"}}");

        String document =
                found(traces.one(PERMITTED, trace.traceId(), parameter)).json();

        assertEquals(trace.toJson().replace("\"done\"}],", "\"done\",\"outputs\":{\"branch\":\"main\"}}],"), document);
        assertTrue(document.contains("\"outputs\""), document);
        assertEquals(trace, ExecutionTrace.fromJson(document));
    }

    @Test
    void theDocumentIsTheLogsWhereOutputsAreNotAskedFor() {
        ExecutionTrace trace = withSteps();
        store.store(trace);
        store.keepOutputs(trace.traceId(), "{\"2\":{\"branch\":\"main\"}}");

        assertEquals(
                trace.toJson(),
                found(traces.one(PERMITTED, trace.traceId(), null)).json());
        assertEquals(
                trace.toJson(),
                found(traces.one(PERMITTED, trace.traceId(), "false")).json());
    }

    @Test
    void aTraceWithoutOutputsIsTheSameWithAndWithoutTheParameter() {
        assertEquals(
                first.toJson(),
                found(traces.one(PERMITTED, first.traceId(), "")).json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "commit", "1", " "})
    void anotherValueOfTheParameterIsRefusedWithAdvice(String parameter) {
        TraceQueries.Refused refused =
                assertInstanceOf(TraceQueries.Refused.class, traces.one(PERMITTED, first.traceId(), parameter));

        assertEquals(ProblemKind.INVALID_PARAMETER, refused.problem().kind());
        assertEquals("Write ?outputs, or leave it out.", refused.problem().detail());
    }

    @Test
    void itsTextIsTheSummary() {
        String text = found(traces.one(PERMITTED, first.traceId(), null)).text();

        assertTrue(text.startsWith("Trace ID: " + first.traceId() + "\n"), text);
        assertTrue(text.endsWith("Final Error: Code review BLOCKED: x\n"), text);
    }

    @Test
    void theTracesOfAnIssueAreAnArrayNewestFirst() {
        assertEquals(
                "[" + second.toJson() + ",\n" + first.toJson() + "]",
                found(traces.ofIssue(PERMITTED, "PROJ-1", null)).json());
        assertEquals(
                List.of(second), found(traces.ofIssue(PERMITTED, "PROJ-1", "1")).traces());
        assertEquals("[]", found(traces.ofIssue(PERMITTED, "PROJ-9", "100")).json());
    }

    @Test
    void withoutATokenThereIsNothing() {
        TraceQueries closed =
                new TraceQueries(new TracesAccess(Optional.empty(), Optional.of(Secret.of(RERUN_TOKEN))), store);

        assertEquals(ProblemKind.NOT_FOUND, kind(closed.one(PERMITTED, first.traceId(), null)));
        assertEquals(ProblemKind.NOT_FOUND, kind(closed.ofIssue(new Headers(Map.of()), "PROJ-1", null)));
    }

    static Stream<Map<String, String>> wrong() {
        return Stream.of(
                Map.of(),
                Map.of("authorization", ""),
                Map.of("authorization", "Bearer"),
                Map.of("authorization", TOKEN),
                Map.of("authorization", "Basic " + TOKEN),
                Map.of("authorization", "Bearer " + TOKEN + "x"),
                Map.of("authorization", "Bearer " + RERUN_TOKEN),
                Map.of("authorization", "Bearer " + TOKEN + ",Bearer " + TOKEN),
                Map.of("authorization", "Bearer " + TOKEN, "Authorization", "Bearer " + TOKEN),
                Map.of("x-webhook-token", TOKEN));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whoDoesNotShowTheTokenIsToldNothing(Map<String, String> headers) {
        Headers wrong = new Headers(headers);

        assertEquals(ProblemKind.UNAUTHENTICATED, kind(traces.one(wrong, first.traceId(), null)));
        assertEquals(ProblemKind.UNAUTHENTICATED, kind(traces.one(wrong, "no id", null)));
        assertEquals(ProblemKind.UNAUTHENTICATED, kind(traces.ofIssue(wrong, "PROJ-1", null)));
    }

    @Test
    void theSchemeMayBeInLowerCase() {
        Headers lower = new Headers(Map.of("Authorization", "bearer " + TOKEN));

        assertEquals(
                first.toJson(), found(traces.one(lower, first.traceId(), null)).json());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "00000000-0000-4000-8000-000000000009", "00000000-0000-4000-8000-00000000000A", "../x"})
    void anIdThatIsNoneIsNotFound(String id) {
        assertEquals(ProblemKind.NOT_FOUND, kind(traces.one(PERMITTED, id, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "ten", "", "99999999999999999999"})
    void aLimitOutOfRangeIsRefused(String limit) {
        assertEquals(ProblemKind.INVALID_PARAMETER, kind(traces.ofIssue(PERMITTED, "PROJ-1", limit)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PROJ", "PROJ-1 OR 1=1", "PROJ-1#x"})
    void anIssueThatIsNoneIsRefused(String issue) {
        assertEquals(ProblemKind.INVALID_PARAMETER, kind(traces.ofIssue(PERMITTED, issue, null)));
    }

    @Test
    void anIssueMustBeNamed() {
        assertEquals(ProblemKind.INVALID_PARAMETER, kind(traces.ofIssue(PERMITTED, null, null)));
    }

    @Test
    void aStoreThatDoesNotAnswerIsSaidToBeUnavailable() {
        TraceStore broken = (TraceStore) Proxy.newProxyInstance(
                TraceStore.class.getClassLoader(), new Class<?>[] {TraceStore.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("no table");
                });
        TraceQueries unavailable = new TraceQueries(
                new TracesAccess(Optional.of(Secret.of(TOKEN)), Optional.of(Secret.of(RERUN_TOKEN))), broken);

        assertEquals(ProblemKind.STORE_UNAVAILABLE, kind(unavailable.one(PERMITTED, first.traceId(), null)));
    }
}
