package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.app.TestFunction.json;
import static org.tracehook.app.TestFunction.signature;
import static org.tracehook.app.TestFunction.utf8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.LaunchMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.acknowledge.AcceptedRun;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Deadline;
import org.tracehook.delivery.Delivery;
import org.tracehook.delivery.Headers;
import org.tracehook.delivery.Reply;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.Lease;
import org.tracehook.orchestrator.ExecutionMode;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TriggerSource;
import org.tracehook.tracelog.InvocationContext;

/** A delivery is answered before its pipeline begins, and is run once by an invocation of its own. */
class AcknowledgedExecutionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> events = new ArrayList<>();
    private final List<AgentRequest> asked = new ArrayList<>();
    private final SharedLedger ledger = new SharedLedger();
    private RuntimeException refusal;
    private final TestFunction function = function(ledger);

    private TestFunction function(DeliveryLedger remembering) {
        return OwnAgent.function(Map.of("tracehook.execution", "acknowledge"), this::work)
                .ledger(remembering)
                .invocation((name, event) -> invoke(event));
    }

    private AgentOutcome work(AgentRequest request) {
        asked.add(request);
        return new AgentOutcome.Success("done", Map.of());
    }

    private void invoke(byte[] event) {
        if (refusal != null) {
            throw refusal;
        }
        try {
            events.add(JSON.readTree(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] body(long timestamp, String context) {
        return utf8("{\"intent\": \"own\", \"timestamp\": " + timestamp
                + ", \"issue\": {\"key\": \"PROJ-1\"}, \"context\": {\"code_changes\": {\"a.py\": \"" + context
                + "\"}}}");
    }

    private Reply send(byte[] body) {
        Map<String, String> headers = new HashMap<>();
        headers.put("x-hub-signature", signature(body));
        headers.put("content-type", "application/json");
        headers.put(
                "x-atlassian-webhook-identifier", "id-" + new String(body, 0, 40, StandardCharsets.UTF_8).hashCode());
        return function.post(body, headers);
    }

    private String event(int number) {
        return events.get(number).path("body").asText();
    }

    @Test
    void theReplyComesBeforeTheRunAndNamesItsTrace() {
        Reply reply = send(body(1, "x"));

        assertEquals(200, reply.status());
        JsonNode told = json(reply);
        assertEquals("RUNNING", told.path("pipeline_status").asText());
        assertEquals("own", told.path("intent_type").asText());
        assertEquals("PROJ-1", told.path("issue_key").asText());
        assertTrue(told.path("summary").asText().contains("Status: RUNNING"), told::toString);
        assertEquals(List.of(), asked);
        assertEquals(List.of("webhook.acknowledged"), function.events());
        JsonNode line = function.lines().get(0);
        assertEquals(told.path("trace_id"), line.path("trace_id"));
        assertEquals("PROJ-1", line.path("issue_key").asText());
        assertEquals(1, line.path("verdicts").size(), line::toString);
    }

    @Test
    void theTraceIsKeptBeforeItsRunBegins() {
        String id = send(body(1, "x")).traceId().orElseThrow();

        ExecutionTrace trace = function.trace(id);
        assertEquals("RUNNING", trace.pipelineStatus().name());
        assertEquals(List.of(), trace.steps());
    }

    @Test
    void theAcceptedRunHasTheSameTraceAndWhatTheDeliveryBrought() {
        Reply reply = send(body(1, "print(1)"));

        Reply done = function.accepted(event(0));

        assertEquals(reply.traceId(), done.traceId());
        assertEquals("SUCCESS", json(done).path("pipeline_status").asText());
        assertFalse(json(done).has("retry_of"));
        AgentRequest request = asked.get(0);
        assertEquals(
                "print(1)",
                request.ticket().context().get("code_changes").path("a.py").asText());
        assertEquals(1, request.step().attempt());
        List<String> lines = function.events();
        assertEquals("pipeline.started", lines.get(1));
        assertEquals("pipeline.completed", lines.get(lines.size() - 1));
        assertEquals(
                function.lines().get(0).path("delivery_id"),
                function.lines().get(1).path("delivery_id"));
        assertEquals(
                function.lines().get(0).path("verdicts"),
                function.lines().get(1).path("verdicts"));
    }

    @Test
    void theEventHasNoHeaderOrBodyOfTheDeliveryAndTheRouteKeyOfNoGateway() {
        byte[] body = body(1, "x");
        send(body);

        String event = events.get(0).toString();
        assertFalse(event.contains(signature(body)), event);
        assertFalse(event.contains("hub-signature"), event);
        assertFalse(event.contains(TestFunction.SECRET), event);
        assertEquals(
                "INTERNAL run", events.get(0).at("/requestContext/routeKey").asText());
        assertEquals("INTERNAL run", events.get(0).path("routeKey").asText());
        assertEquals("2.0", events.get(0).path("version").asText());
    }

    @Test
    void aRepeatBeforeTheRunInItAndAfterItIsNotHandedOverAgain() {
        Reply first = send(body(1, "x"));
        Reply before = send(body(1, "x"));
        function.accepted(event(0));
        Reply after = send(body(1, "x"));

        assertEquals(1, events.size());
        assertEquals("RUNNING", json(before).path("pipeline_status").asText());
        assertEquals("SUCCESS", json(after).path("pipeline_status").asText());
        for (Reply repeat : List.of(before, after)) {
            assertEquals(first.traceId(), repeat.traceId());
            assertTrue(json(repeat).path("duplicate").asBoolean());
        }
    }

    @Test
    void aCopyOfTheEventRunsNothing() {
        send(body(1, "x"));
        function.accepted(event(0));

        Reply copy = function.accepted(event(0));

        assertEquals(200, copy.status());
        assertEquals(1, asked.size());
        JsonNode line = function.lines().get(function.lines().size() - 1);
        assertEquals("webhook.duplicate", line.path("event").asText());
        assertEquals("PROJ-1", line.path("issue_key").asText());
        assertTrue(line.toString().contains("the same accepted run as in trace"), line::toString);
    }

    @Test
    void aCopyWhileTheRunGoesOnRunsNothingAndIsTriedAgain() {
        List<Reply> copies = new ArrayList<>();
        TestFunction[] own = new TestFunction[1];
        own[0] = OwnAgent.function(Map.of("tracehook.execution", "acknowledge"), request -> {
                    asked.add(request);
                    if (copies.isEmpty()) {
                        copies.add(own[0].accepted(event(0), Duration.ofMillis(1)));
                    }
                    return new AgentOutcome.Success("done", Map.of());
                })
                .ledger(ledger)
                .invocation((name, event) -> invoke(event));
        own[0].signed(body(1, "x"));

        own[0].accepted(event(0));

        assertEquals(1, asked.size());
        assertEquals(503, copies.get(0).status(), "a crashed run would be lost");
    }

    @Test
    void whatWasAcceptedWaitsForAnInvocationThatMayHaveCrashed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        TestFunction slow = OwnAgent.function(Map.of("tracehook.execution", "acknowledge"), request -> {
                    begun.countDown();
                    Thread.sleep(300);
                    return work(request);
                })
                .ledger(ledger)
                .invocation((name, event) -> invoke(event));
        Reply first = slow.signed(body(1, "x"));
        Thread run = new Thread(() -> slow.accepted(event(0)));
        run.start();
        begun.await();

        Reply copy = function.accepted(event(0));

        run.join();
        assertEquals(200, copy.status());
        assertEquals(first.traceId(), copy.traceId());
        assertEquals("SUCCESS", json(copy).path("pipeline_status").asText());
        assertEquals(1, asked.size());
    }

    @Test
    void whileTheLedgerDoesNotAnswerTheRunIsTriedAgain() {
        Reply first = send(body(1, "x"));
        ledger.silent = true;
        assertEquals(503, function.accepted(event(0)).status());
        assertEquals(List.of(), asked);
        ledger.silent = false;

        assertEquals(first.traceId(), function.accepted(event(0)).traceId());
        assertEquals(1, asked.size());
    }

    @Test
    void aRunThatBrokeIsAFurtherAttempt() {
        Reply first = send(body(1, "x"));
        AcceptedRun accepted = TraceJson.read(event(0), AcceptedRun.class);
        Lease crashed = new Lease(
                accepted.claim().lease().keys(), accepted.claim().lease().issue(), "crashed");
        assertEquals(
                new Claim.Claimed(1, null, null),
                ledger.claim(new ClaimRequest(
                        crashed,
                        first.traceId().orElseThrow(),
                        "{}",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Instant.now().plusSeconds(1_000_000_000),
                        0,
                        accepted.claim().lease().token())));

        Reply again = function.accepted(event(0));

        assertEquals(200, again.status());
        assertNotEquals(first.traceId(), again.traceId());
        assertEquals(first.traceId().get(), json(again).path("retry_of").asText());
        assertEquals(2, asked.get(0).step().attempt());
        function.lines().stream()
                .filter(line -> line.path("event").asText().startsWith("pipeline."))
                .forEach(line -> assertEquals(
                        first.traceId().get(), line.path("retry_of").asText()));
        Reply repeat = send(body(1, "x"));
        assertEquals(again.traceId(), repeat.traceId());
    }

    @Test
    void whatCannotBeHandedOverIsRefusedAndRunsWhenItIsSentAgain() {
        refusal = new IllegalStateException("User is not authorized to perform: lambda:InvokeFunction");
        Reply refused = send(body(1, "x"));

        assertEquals(503, refused.status());
        assertTrue(json(refused).path("detail").asText().contains("could not invoke itself"), json(refused)::toString);
        assertEquals(List.of("webhook.rejected"), function.events());
        assertEquals("PROJ-1", function.lines().get(0).path("issue_key").asText());
        assertEquals("unavailable", function.lines().get(0).path("outcome").asText());
        refusal = null;
        Reply again = send(body(1, "x"));
        assertEquals(200, again.status());
        assertTrue(json(again).has("retry_of"));
        function.accepted(event(0));
        assertEquals(1, asked.size());
    }

    @Test
    void whatIsTooLargeForAnInvocationIsRunInline() {
        Reply small = send(body(1, "x".repeat(890_000)));
        assertEquals("RUNNING", json(small).path("pipeline_status").asText());
        assertEquals(
                "RUNNING",
                json(send(body(1, "x".repeat(890_000)))).path("pipeline_status").asText());
        function.accepted(event(0));

        Reply large = send(body(2, "x".repeat(900_000)));

        assertEquals("SUCCESS", json(large).path("pipeline_status").asText());
        assertEquals(1, events.size());
    }

    @Test
    void aRerunIsHandedOverTooAndNamesWhatItRepeats() {
        String first = send(body(1, "x")).traceId().orElseThrow();
        function.accepted(event(0));

        Reply rerun = function.again(first);

        assertEquals("RUNNING", json(rerun).path("pipeline_status").asText());
        assertEquals(first, json(rerun).path("retry_of").asText());
        Reply done = function.accepted(event(1));
        assertEquals(rerun.traceId(), done.traceId());
        assertEquals(first, json(done).path("retry_of").asText());
        assertEquals(
                TriggerSource.MANUAL,
                function.trace(done.traceId().orElseThrow()).trigger().source());
        function.accepted(event(1));
        assertEquals(2, asked.size(), "a copy ran");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "[]", "null", "{\"intent\":{\"type\":\"flow\"}}", "{\"claim\":{}}", "no JSON"})
    void anEventThatCannotBeReadIsNotTriedAgain(String event) {
        Reply reply = function.accepted(event);

        assertEquals(400, reply.status());
        assertEquals(Set.of(), Set.copyOf(asked));
    }

    @Test
    void anEventWithoutABodyIsNotTriedAgain() {
        assertEquals(400, function.accepted(null).status());
    }

    @Test
    void anEventThatMissesAnyPartOfARunIsNotTriedAgain() throws Exception {
        send(body(1, "x"));
        ObjectMapper json = new ObjectMapper();
        for (String missing : List.of(
                "/intent",
                "/subject",
                "/reasons",
                "/reasons/trigger",
                "/reasons/verdicts",
                "/reasons/ignored_context",
                "/claim",
                "/claim/trace_id",
                "/claim/lease",
                "/claim/keep_until",
                "/claim/claimed")) {
            JsonNode event = json.readTree(event(0));
            JsonPointer pointer = JsonPointer.compile(missing);
            JsonNode removed = ((ObjectNode) event.at(pointer.head()))
                    .remove(pointer.last().getMatchingProperty());
            assertNotNull(removed, missing);

            assertEquals(400, function.accepted(event.toString()).status(), missing);
        }
        assertEquals(Set.of(), Set.copyOf(asked));
    }

    @ParameterizedTest
    @EnumSource(LaunchMode.class)
    void whatStandsInForLambdaTakesRunsExceptInDevMode(LaunchMode mode) {
        boolean possible = !mode.isDev();
        Map<String, String> properties = Map.of(
                "tracehook.execution", "acknowledge",
                "tracehook.acknowledge.endpoint-override", "http://localhost:4566");
        Settings configured = new Settings(Configured.config(properties), Set.of());
        ExecutionBeans beans = new ExecutionBeans(configured, new Faults(), mode);

        ExecutionMode execution = beans.execution();

        assertEquals(possible, execution == ExecutionMode.ACKNOWLEDGE);
        assertEquals(possible, beans.functionError(execution).isPossible());
    }

    @Test
    void aSecondDeliveryOfTheIssueWaitsForTheFirstOnesRun() {
        send(body(1, "x"));

        Reply second = function.deliver(new Delivery(
                new Headers(Map.of("x-hub-signature", signature(body(2, "y")), "content-type", "application/json")),
                body(2, "y"),
                null,
                null,
                new InvocationContext("r", null, false, Deadline.in(Duration.ofMillis(1)))));

        assertEquals(503, second.status());
        function.accepted(event(0));
        assertEquals(200, send(body(2, "y")).status());
    }
}
