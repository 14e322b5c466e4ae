package org.tracehook.tracelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

class TraceLinesTest {

    private static final int LAMBDA_LINE = 250_000;

    private final List<LogLine> lines = new ArrayList<>();

    private ExecutionTrace run(String intent, int steps, String error) {
        TraceLines listener = new TraceLines(SampleLines.INVOCATION, "delivery-1", Set.of("review_code"), lines::add);
        TraceRecorder recorder =
                new TraceRecorder(Clocks.ticking(), Clocks.counting(), new Scrubber(List.of()), List.of(listener));
        TriggerInfo trigger = new TriggerInfo(TriggerSource.TEST, "PROJ-1", null, intent, Clocks.START);
        ExecutionTrace trace = recorder.start(trigger, "a → b");
        for (int i = 0; i < steps; i++) {
            trace = recorder.stepStarted(trace, "a", "task");
            trace = recorder.stepCompleted(trace, StepOutcome.fail(error));
        }
        ExecutionTrace completed = recorder.complete(trace, PipelineStatus.PARTIAL, error);
        lines.forEach(LineContract::check);
        return completed;
    }

    private ObjectNode last() {
        return lines.get(lines.size() - 1).fields();
    }

    @Test
    void everyEventIsALineOfItsOwnWithTheSameRootKeys() {
        run("review_code", 1, "no");

        assertEquals(
                List.of("pipeline.started", "step.started", "step.completed", "pipeline.completed"),
                lines.stream().map(line -> line.fields().path("event").asText()).toList());
        for (LogLine line : lines) {
            for (String key : List.of(
                    "event",
                    "schema_version",
                    "trace_id",
                    "delivery_id",
                    "issue_key",
                    "intent_type",
                    "request_id",
                    "xray_trace_id",
                    "cold_start")) {
                assertTrue(line.fields().has(key), key + " in " + line.fields());
            }
            assertFalse(line.message().contains("\n"));
        }
    }

    @Test
    void theLastLineHasTheWholeTrace() {
        ExecutionTrace trace = run("review_code", 2, "no");

        assertEquals(trace.toJson(), last().path("trace").toString());
    }

    @Test
    void theLastLineCountsThePipelineAndTheDelivery() {
        run("review_code", 1, "no");

        assertEquals(1, last().path("pipeline_runs_total").asInt());
        assertEquals("processed", last().path("outcome").asText());
        assertEquals("PARTIAL", last().path("pipeline_status").asText());
    }

    @Test
    void aStepIsCountedByItsAgentIfItDidNotSucceed() {
        assertEquals("[\"step_duration_seconds\",\"steps_failed_total\"] 1", metricsOf(StepOutcome.fail("no")));
        assertEquals("[\"step_duration_seconds\",\"steps_failed_total\"] 1", metricsOf(StepOutcome.blocked("no")));
        assertEquals("[\"step_duration_seconds\"] 0", metricsOf(StepOutcome.success("yes")));
    }

    @Test
    void whatAStepCostIsCountedByItsAgent() {
        assertEquals(
                "[\"step_duration_seconds\",\"agent_cost_usd_total\"] 0",
                metricsOf(StepOutcome.success("yes").withOutputs(usage(DoubleNode.valueOf(0.25)))));
        assertEquals(0.25, last().path("agent_cost_usd_total").doubleValue());
        assertEquals(
                "None", last().at("/_aws/CloudWatchMetrics/0/Metrics/1/Unit").asText());
    }

    static Stream<JsonNode> noCosts() {
        return Stream.of(DoubleNode.valueOf(-1), DoubleNode.valueOf(1e300), DoubleNode.valueOf(Double.NaN));
    }

    /** An agent in Java may give anything; CloudWatch drops it in silence. */
    @ParameterizedTest
    @MethodSource("noCosts")
    void whatCloudWatchDoesNotTakeIsNoCost(JsonNode cost) {
        TraceLines listener = new TraceLines(SampleLines.INVOCATION, null, Set.of(), lines::add);
        ExecutionTrace trace = run("review_code", 1, "no");

        listener.stepCompleted(
                trace, trace.steps().get(0), StepOutcome.success("yes").withOutputs(usage(cost)));

        assertFalse(last().has("agent_cost_usd_total"));
    }

    private static Map<String, JsonNode> usage(JsonNode cost) {
        return Map.of("usage", JsonNodeFactory.instance.objectNode().set("cost_usd", cost));
    }

    @Test
    void outputsAreOfTheirStepAloneAndAbsentWhereThereAreNone() {
        metricsOf(StepOutcome.success("yes").withOutputs(Map.of("branch", TextNode.valueOf("main"))));
        assertEquals("{\"branch\":\"main\"}", last().path("outputs").toString());

        metricsOf(StepOutcome.success("yes"));
        assertFalse(last().has("outputs"));
    }

    @Test
    void outputsAsLargeAsTheyComeLeaveALineWhole() {
        Map<String, JsonNode> outputs = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            outputs.put("text" + i, TextNode.valueOf("€".repeat(2_000)));
        }

        metricsOf(StepOutcome.fail("€".repeat(10_000)).withOutputs(outputs));

        assertFalse(last().has("truncated"));
        assertTrue(last().path("outputs").path("truncated").asBoolean());
        assertTrue(last().toString().getBytes(StandardCharsets.UTF_8).length < 30_000);
    }

    /** The names of a step's metrics, by its agent, and how often it counts as failed. */
    private String metricsOf(StepOutcome outcome) {
        TraceLines listener = new TraceLines(SampleLines.INVOCATION, null, Set.of(), lines::add);
        TraceRecorder recorder =
                new TraceRecorder(Clocks.ticking(), Clocks.counting(), new Scrubber(List.of()), List.of(listener));
        TriggerInfo trigger = new TriggerInfo(TriggerSource.TEST, "PROJ-1", null, "review_code", Clocks.START);
        recorder.stepCompleted(recorder.stepStarted(recorder.start(trigger, "a"), "a", "task"), outcome);
        LineContract.check(lines.get(lines.size() - 1));
        JsonNode directive = last().at("/_aws/CloudWatchMetrics/0");
        assertEquals("[[\"agent_name\"]]", directive.path("Dimensions").toString());
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        directive.path("Metrics").forEach(metric -> names.add(metric.path("Name")));
        return names + " " + last().path("steps_failed_total").asInt();
    }

    @Test
    void metricsOfADeployedFunctionHaveANamespaceOfTheirOwn() {
        InvocationContext staging = new InvocationContext(
                null,
                null,
                false,
                new InvocationContext.InvokedFunction("staging", null),
                SampleLines.INVOCATION.deadline());
        DeliveryLines deployed = new DeliveryLines(staging, null, lines::add);
        deployed.ignored(
                new DeliveryLines.LoggedDelivery(null, null, null, 0),
                JsonNodeFactory.instance.arrayNode(),
                Clocks.START);

        assertEquals(
                "Tracehook/staging",
                last().at("/_aws/CloudWatchMetrics/0/Namespace").asText());
    }

    @Test
    void anIntentThatNobodyConfiguredIsNoDimension() {
        run("made-up-by-the-sender", 0, "no");

        lines.forEach(line ->
                assertEquals("unknown", line.fields().path("intent_type").asText()));
        assertEquals(
                "made-up-by-the-sender",
                last().path("trace").path("intent_type").asText());
    }

    @Test
    void aLineThatWouldBeCutIsShortenedAndSaysSo() {
        ExecutionTrace trace = run("review_code", 400, "€".repeat(2_000));

        assertTrue(trace.toJson().getBytes(StandardCharsets.UTF_8).length > LAMBDA_LINE);
        assertTrue(last().toString().getBytes(StandardCharsets.UTF_8).length < LAMBDA_LINE);
        assertTrue(last().path("truncated").asBoolean());
        assertTrue(last().path("trace").path("steps").size() > 0);
        assertEquals(trace.traceId(), last().path("trace").path("trace_id").asText());
    }

    @Test
    void anOrdinaryLineIsNotTouched() {
        run("review_code", 14, "x".repeat(2_000));

        assertFalse(last().has("truncated"));
        assertEquals(14, last().path("trace").path("steps").size());
    }

    @Test
    void reasonsWithoutEndAreShortenedToo() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        ArrayNode reasons = line.putArray("reasons");
        for (int i = 0; i < 5_000; i++) {
            reasons.addObject().put("rule", "r" + i).put("actual", "y".repeat(100));
        }

        new LogLine("-", line);

        assertTrue(line.toString().length() < LAMBDA_LINE);
        assertTrue(line.path("truncated").asBoolean());
    }
}
