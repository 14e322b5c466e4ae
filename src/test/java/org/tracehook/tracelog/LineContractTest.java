package org.tracehook.tracelog;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracehook.packaged.StrictJson;

/** A wrong line fails the contract, whichever way it is wrong. */
class LineContractTest {

    /** A right line of that event. */
    private static ObjectNode line(String event) {
        return SampleLines.all().stream()
                .map(line -> (ObjectNode) StrictJson.object(WrittenLog.written(line)))
                .filter(line -> line.path("event").asText().equals(event))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thereIsARightLineOfEveryEventThatTheSchemaNames() {
        JsonNode named = LineSchema.document("log-event").at("/properties/event/enum");

        named.forEach(event ->
                assertDoesNotThrow(() -> LineContract.check(line(event.asText()).toString())));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("pipeline.started", line -> line.put("new_member", 1)),
                mistake("pipeline.completed", line -> ((ObjectNode) line.path("trace")).put("new_member", 1)),
                mistake("pipeline.completed", line -> ((ObjectNode) line.at("/trace/steps/0")).put("new_member", 1)),
                mistake("pipeline.completed", line -> ((ObjectNode) line.at("/trace/trigger")).put("new_member", 1)),
                mistake("pipeline.completed", line -> ((ObjectNode) line.path("_aws")).put("new_member", 1)),
                mistake("webhook.ignored", line -> ((ObjectNode) line.at("/reasons/0")).put("new_member", 1)),
                mistake("step.started", line -> line.put("duration_ms", 1)),
                mistake("step.started", line -> line.remove("delivery_id")),
                mistake("step.started", line -> line.put("truncated", false)),
                mistake("step.started", line -> line.put("event", "step.paused")),
                mistake("step.started", line -> line.put("schema_version", 2)),
                mistake("step.started", line -> line.put("level", "ERROR")),
                mistake("step.started", line -> line.put("timestamp", "2026-01-26T18:16:54Z")),
                mistake("step.started", line -> line.put("started_at", "2026-01-26T18:16:54.808Z")),
                mistake("step.completed", line -> line.put("status", "STARTED")),
                mistake("step.completed", line -> line.put("success", true)),
                mistake("step.completed", line -> line.putNull("completed_at")),
                mistake("step.completed", line -> line.put("step_duration_seconds", "1")),
                mistake("step.completed", line -> line.remove("step_duration_seconds")),
                mistake("step.completed", line -> line.put("steps_failed_total", 2)),
                mistake("step.completed", line -> line.put("agent_cost_usd_total", "0.5")),
                mistake("step.completed", line -> line.put("outputs", "commit")),
                mistake("step.completed", line -> ((ObjectNode) line.path("outputs")).put("truncated", false)),
                mistake("step.completed", line -> ((ObjectNode) line.at("/outputs/usage")).put("cost_usd", -1)),
                mistake("step.completed", line -> ((ObjectNode) line.at("/outputs/usage")).put("input_tokens", 0.5)),
                mistake("step.completed", line -> line.put("agent_name", "prüfer")),
                mistake("step.completed", line -> line.put("agent_name", "")),
                mistake("step.completed", line -> line.put("agent_name", "x".repeat(1_025))),
                mistake("pipeline.completed", line -> line.put("pipeline_status", "RUNNING")),
                mistake("pipeline.completed", line -> line.put("trace_id", "1")),
                mistake("pipeline.completed", line -> ((ObjectNode) line.path("trace")).putNull("completed_at")),
                mistake("webhook.ignored", line -> line.put("trace_id", "00000000-0000-0000-0000-000000000001")),
                mistake("webhook.rejected", line -> line.put("issue_key", 7)),
                mistake("webhook.rejected", line -> line.put("outcome", "ignored")),
                mistake("webhook.rejected", line -> line.put("message", "x".repeat(LineContract.LONGEST))));
    }

    private static Arguments mistake(String event, Consumer<ObjectNode> change) {
        return Arguments.of(event, change);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aWrongLineFails(String event, Consumer<ObjectNode> mistake) {
        ObjectNode line = line(event);
        LineContract.check(line.toString());

        mistake.accept(line);

        assertThrows(AssertionError.class, () -> LineContract.check(line.toString()));
    }

    @Test
    void aLineIsOneObject() {
        String line = line("step.started").toString();

        assertThrows(AssertionError.class, () -> LineContract.check(line + line));
        assertThrows(AssertionError.class, () -> LineContract.check("[" + line + "]"));
        assertThrows(AssertionError.class, () -> LineContract.check(line.replace(",\"event\"", ",\n\"event\"")));
        assertThrows(AssertionError.class, () -> LineContract.check(line.substring(1)));
    }

    @Test
    void publishedSchemasLetReadersPassOverWhatTheyDoNotKnow() {
        for (LogLine written : SampleLines.all()) {
            ObjectNode line = (ObjectNode) StrictJson.object(WrittenLog.written(written));
            line.put("new_member", 1);
            line.path("trace").path("steps").forEach(step -> ((ObjectNode) step).put("new_member", 1));

            assertEquals(0, LineSchema.PUBLISHED.violations(line.toString()).size(), line::toString);
            assertFalse(LineSchema.CLOSED.violations(line.toString()).isEmpty(), line::toString);
        }
    }

    @Test
    void everyPropertyIsDescribed() {
        described(LineSchema.document("log-event"));
        described(LineSchema.document("execution-trace"));
    }

    /** A bare reference has its description where it points; a branch only narrows. */
    private static void described(JsonNode schema) {
        schema.path("properties").properties().forEach(property -> {
            Set<String> branch = Set.of("const", "type", "enum");
            boolean narrows = property.getValue().size() == 1
                    && property.getValue().properties().stream().allMatch(word -> branch.contains(word.getKey()));
            if (!narrows) {
                assertFalse(
                        property.getValue().path("description").asText().isEmpty()
                                && !property.getValue().has("$ref"),
                        property::toString);
            }
        });
        schema.forEach(LineContractTest::described);
    }
}
