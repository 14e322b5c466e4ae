package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.acknowledge.AcceptedRun;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.remote.Fixtures;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.config.Fault;
import org.tracehook.delivery.Reply;
import org.tracehook.http.TraceContext;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.Lease;
import org.tracehook.idempotency.MemoryLedger;
import org.tracehook.intent.Intent;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.telemetry.SdkAgent;
import org.tracehook.telemetry.SpanReceiver;
import org.tracehook.telemetry.SpanText;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.TraceJson;

/**
 * What a receiver of OpenTelemetry gets of whole deliveries, compared with files.
 *
 * <p>After a change that is meant, run with {@code -Dgolden.update=true} and read the difference.
 */
class TraceExportTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/spans");

    private static final byte[] OWN = TestFunction.utf8("{\"intent\": \"own\", \"timestamp\": 1, \"issue\": {\"key\":"
            + " \"PROJ-1\", \"fields\": {\"status\": {\"name\": \"Testing\"}}}}");

    @ParameterizedTest
    @CsvSource({
        "success, cloud-issue-updated-in-review",
        "blocked, explicit-review-block",
        "changes-requested, explicit-review-changes",
        "missing-context, cloud-description-without-code",
        "unknown-intent, explicit-unknown-intent"
    })
    void aDeliveryIsExported(String golden, String fixture) throws IOException {
        assertExported(golden, endpoint -> {
            TestFunction function = TestFunction.with(endpoint);
            function.signed(fixture);
            return function;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "threw", "timed-out"})
    void whateverEndsAStepIsExported(String golden) throws IOException {
        assertExported(golden, endpoint -> {
            Map<String, String> properties = new HashMap<>(endpoint);
            properties.put("tracehook.intents.own.tasks[0].timeout", golden.equals("timed-out") ? "100ms" : "14s");
            TestFunction function = OwnAgent.function(properties, request -> {
                if (golden.equals("failed")) {
                    return new AgentOutcome.Failure("Tests FAILED: (1 failures)");
                }
                if (golden.equals("threw")) {
                    throw new IllegalStateException("broken with " + TestFunction.SECRET);
                }
                Thread.sleep(60_000);
                return new AgentOutcome.Success("late", Map.of());
            });
            function.signed(OWN);
            return function;
        });
    }

    @Test
    void anOrchestratorThatBreaksBeforeAnyAgentIsExported() throws IOException {
        DecisionRules broken = new DecisionRules(List.of()) {
            @Override
            public PlanDecision decide(Intent intent) {
                throw new IllegalStateException("rules are gone");
            }
        };
        assertExported("orchestrator-broken", endpoint -> {
            Map<String, String> properties = new HashMap<>(endpoint);
            properties.put("tracehook.webhook.secret", TestFunction.SECRET);
            TestFunction function = TestFunction.of(properties, broken);
            function.signed("explicit-review-approve");
            return function;
        });
    }

    @Test
    void aRemoteAgentThatCannotBeReachedIsExported() throws IOException {
        assertExported("unreachable", endpoint -> {
            TestFunction function = TestFunction.with(remote(endpoint, "http://127.0.0.1:1/run"));
            function.signed(OWN);
            return function;
        });
    }

    @Test
    void whatARemoteAgentUsedAndMadeIsExported() throws IOException {
        String reply =
                "{\"outcome\": \"success\", \"summary\": \"Wrote it\", \"outputs\": {\"branch\": \"develop/PROJ-1\","
                        + " \"commit\": \"0123456789012345678901234567890123456789\","
                        + " \"usage\": {\"input_tokens\": 1200, \"output_tokens\": 34, \"cost_usd\": 0.015}}}";
        try (RemoteAgentServer server = RemoteAgentServer.reacting(RemoteAgentServer.json(reply))) {
            assertExported("remote", endpoint -> {
                TestFunction function = TestFunction.with(remote(endpoint, server.url()));
                function.signed(OWN);
                return function;
            });
        }
    }

    @Test
    void theSpansOfAnAgentWithTheSdkHangBelowItsStep() throws IOException {
        try (SpanReceiver receiver = SpanReceiver.started();
                SdkAgent agent = new SdkAgent(receiver)) {
            TestFunction.with(remote(endpoint(receiver), agent.url())).signed(OWN);

            Map<String, Span> spans =
                    receiver.spans().stream().collect(Collectors.toMap(Span::getName, Function.identity()));
            assertEquals(Set.of("invoke_workflow own", "invoke_agent writer", "think"), spans.keySet());
            Span step = spans.get("invoke_agent writer");
            assertEquals(step.getTraceId(), spans.get("think").getTraceId());
            assertEquals(step.getSpanId(), spans.get("think").getParentSpanId());
            assertEquals(spans.get("invoke_workflow own").getSpanId(), step.getParentSpanId());
        }
    }

    private static Map<String, String> remote(Map<String, String> endpoint, String url) {
        Map<String, String> properties = new HashMap<>(endpoint);
        properties.put("tracehook.webhook.explicit-intents", "own");
        properties.put("tracehook.intents.own.tasks[0].agent", "writer");
        properties.put("tracehook.intents.own.tasks[0].task", "Write it");
        properties.put("tracehook.remote-agents.writer.url", url);
        properties.put("tracehook.remote-agents.writer.token", Fixtures.TOKEN);
        properties.put("tracehook.remote-agents.writer.retries", "0");
        properties.put("tracehook.remote-agents.writer.outputs", "branch,commit");
        return properties;
    }

    @Test
    void aRetryAfterACrashLinksToTheRunThatCrashed() throws IOException {
        assertExported("retry", endpoint -> {
            DeliveryLedger ledger = new MemoryLedger(10);
            TestFunction.with(Map.of()).ledger(new CrashedLedger(ledger)).signed("cloud-issue-updated-in-review");
            TestFunction next =
                    TestFunction.with(endpoint).ledger(ledger).clock(Clocks.ticking(Clocks.START.plusSeconds(600)));
            // The ids of the tests are counted: the second is another than that of the run that crashed.
            next.signed("explicit-review-block");
            next.signed("cloud-issue-updated-in-review");
            return next;
        });
    }

    @Test
    void aRerunLinksToTheTraceThatIsRunAgain() throws IOException {
        assertExported("rerun", endpoint -> {
            TestFunction function = TestFunction.with(endpoint).ledger(new MemoryLedger(10));
            String first = function.signed("explicit-review-block").traceId().orElseThrow();
            function.again(first);
            return function;
        });
    }

    @Test
    void anAcknowledgedRunIsExportedByItsOwnInvocation() throws IOException {
        assertExported("acknowledged", endpoint -> {
            List<byte[]> events = new ArrayList<>();
            TestFunction function = accepting(endpoint, events).ledger(new SharedLedger());
            function.signed(OWN);
            function.accepted(body(events.get(0)));
            return function;
        });
    }

    private static String body(byte[] event) {
        return TraceJson.object(new String(event, StandardCharsets.UTF_8))
                .path("body")
                .asText();
    }

    @Test
    void aHundredStepsHangBelowTheRoot() throws IOException {
        try (SpanReceiver receiver = SpanReceiver.started()) {
            Map<String, String> properties = new HashMap<>(endpoint(receiver));
            for (int n = 0; n < 100; n++) {
                properties.put("tracehook.intents.own.tasks[" + n + "].agent", "own_agent");
                properties.put("tracehook.intents.own.tasks[" + n + "].task", "Do it");
                properties.put("tracehook.intents.own.tasks[" + n + "].timeout", "14s");
            }
            TestFunction function =
                    OwnAgent.function(properties, request -> new AgentOutcome.Success("é".repeat(1_500), Map.of()));
            String id = function.signed(OWN).traceId().orElseThrow();

            List<Span> spans = receiver.spans();
            assertEquals(101, spans.size());
            assertEquals(TraceContext.ofPipeline(id).spanId(), hex(spans.get(0).getSpanId()));
            for (int step = 1; step <= 100; step++) {
                Span span = spans.get(step);
                assertEquals(TraceContext.ofStep(id, step).spanId(), hex(span.getSpanId()));
                assertEquals(spans.get(0).getSpanId(), span.getParentSpanId());
                span.getAttributesList().stream()
                        .filter(attribute -> attribute.getKey().equals("tracehook.step.summary"))
                        .forEach(attribute -> {
                            int size =
                                    attribute.getValue().getStringValueBytes().size();
                            assertTrue(size > 1_500 && size <= 2_048, "bytes: " + size);
                        });
            }
        }
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Test
    void withoutAReceiverOrDisabledNothingIsSent() throws IOException {
        try (SpanReceiver receiver = SpanReceiver.started()) {
            Map<String, String> disabled = new HashMap<>(endpoint(receiver));
            disabled.put("otel.sdk.disabled", "true");
            TestFunction.with(disabled).signed("explicit-review-block");
            TestFunction.with(Map.of()).signed("explicit-review-block");

            assertEquals(List.of(), receiver.received());
        }
    }

    @Test
    void aReceiverThatHangsDelaysTheReplyByTheTimeLimitAlone() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (SpanReceiver receiver = SpanReceiver.answering(exchange -> await(end))) {
            Map<String, String> properties = new HashMap<>(endpoint(receiver));
            properties.put("otel.exporter.otlp.timeout", "300");
            TestFunction function = TestFunction.with(properties);
            long began = System.nanoTime();

            Reply reply = function.signed("explicit-review-block");

            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            assertTrue(millis >= 250 && millis < 5_000, "ms: " + millis);
            assertEquals(200, reply.status());
            assertEquals(
                    PipelineStatus.PARTIAL,
                    function.trace(reply.traceId().orElseThrow()).pipelineStatus());
            end.countDown();
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lambda begins an accepted run again whose first invocation was killed. */
    @Test
    void anAcceptedRunThatIsTakenUpLinksToTheOneThatWasKilled() throws IOException {
        assertExported("taken-up", endpoint -> {
            List<byte[]> events = new ArrayList<>();
            SharedLedger ledger = new SharedLedger();
            TestFunction function = accepting(endpoint, events).ledger(ledger);
            String first = function.signed(OWN).traceId().orElseThrow();
            Lease accepted = TraceJson.read(body(events.get(0)), AcceptedRun.class)
                    .claim()
                    .lease();
            ledger.claim(new ClaimRequest(
                    new Lease(accepted.keys(), accepted.issue(), "killed"),
                    first,
                    "{}",
                    Instant.EPOCH,
                    Instant.EPOCH,
                    Instant.now().plusSeconds(1_000_000_000),
                    0,
                    accepted.token()));
            function.accepted(body(events.get(0)));
            return function;
        });
    }

    private static TestFunction accepting(Map<String, String> endpoint, List<byte[]> events) {
        Map<String, String> properties = new HashMap<>(endpoint);
        properties.put("tracehook.execution", "acknowledge");
        return OwnAgent.function(properties, request -> new AgentOutcome.Success("done", Map.of()))
                .invocation((name, event) -> events.add(event));
    }

    @ParameterizedTest
    @CsvSource({
        "otel.exporter.otlp.endpoint, http://collector.example.com:4318, must begin with https://",
        "otel.exporter.otlp.headers, api-key=${NOBODY_SETS_THIS}, 'refers to ${…}, which is not set'",
        "otel.exporter.otlp.protocol, grpc, must be http/protobuf"
    })
    void aFaultInAVariableStopsTheStart(String property, String value, String problem) {
        Map<String, String> properties = new HashMap<>();
        properties.put("otel.exporter.otlp.endpoint", "http://127.0.0.1:4318");
        properties.put(property, value);

        Exception refusal = assertThrows(
                IllegalStateException.class, () -> TestFunction.with(properties).deliveries());

        assertTrue(refusal.getMessage().contains(Fault.environmentVariable(property)), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(problem), refusal.getMessage());
    }

    @Test
    void theKeyOfTheReceiverIsNowhere() throws IOException {
        String key = "a-key-of-the-receiver";
        try (SpanReceiver receiver = SpanReceiver.started()) {
            Map<String, String> properties = new HashMap<>(endpoint(receiver));
            properties.put("otel.exporter.otlp.headers", "api-key=" + key);
            TestFunction function = OwnAgent.function(properties, request -> new AgentOutcome.Failure("no, " + key));

            String reply = TestFunction.json(function.signed(OWN)).toString();

            String exported = SpanText.of(receiver.received().get(0).decoded());
            for (String text : List.of(reply, function.output(), exported)) {
                assertTrue(text.contains("no, [secret]"), text);
                assertFalse(text.contains(key), text);
            }
        }
    }

    private static Map<String, String> endpoint(SpanReceiver receiver) {
        return Map.of("otel.exporter.otlp.endpoint", receiver.endpoint());
    }

    /** Runs it twice: what is exported last is the same each time, and is the file's. */
    private static void assertExported(String golden, Function<Map<String, String>, TestFunction> run)
            throws IOException {
        byte[] exported = exported(run);

        String text = SpanText.of(new SpanReceiver.Received("", Map.of(), exported).decoded());
        assertGolden(golden, text);
        assertArrayEquals(exported, exported(run), "exported twice");
        assertFalse(text.contains(TestFunction.SECRET), text);
    }

    private static byte[] exported(Function<Map<String, String>, TestFunction> run) throws IOException {
        try (SpanReceiver receiver = SpanReceiver.started()) {
            run.apply(endpoint(receiver));
            List<SpanReceiver.Received> received = receiver.received();
            assertEquals("/v1/traces", received.get(received.size() - 1).path());
            return received.get(received.size() - 1).body();
        }
    }

    private static void assertGolden(String golden, String exported) throws IOException {
        Path file = GOLDEN.resolve(golden + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, exported);
        }
        assertEquals(Files.readString(file), exported);
    }
}
