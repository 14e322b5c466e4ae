package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.packaged.JiraDelivery.body;
import static org.tracehook.packaged.JiraDelivery.fixture;
import static org.tracehook.packaged.JiraDelivery.signed;
import static org.tracehook.packaged.JiraDelivery.unsigned;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracehook.SamTemplate;
import org.tracehook.insights.InsightsQuery;
import org.tracehook.insights.LogEvent;

/** What a delivery leaves in the log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LogLineContract {

    private static final byte[] REVIEW = fixture("cloud-issue-updated-in-review");
    private static final String DELIVERY_ID = "6b9bcb9e-3d4e-4d3a-9d1f-0d3f1d2f7a10";
    private static final List<String> ROOT = List.of(
            "timestamp",
            "level",
            "message",
            "event",
            "schema_version",
            "trace_id",
            "delivery_id",
            "issue_key",
            "intent_type",
            "request_id",
            "xray_trace_id",
            "cold_start");

    private DeployedFunction function;
    private DeployedFunction.Delivered first;

    @BeforeAll
    void deliverAReview(@TempDir Path taskRoot) throws Exception {
        function = DeployedFunction.asBuilt(taskRoot);
        first = function.deliver(signed(REVIEW, DELIVERY_ID));
    }

    @AfterAll
    void stop() throws Exception {
        function.endCleanly();
    }

    @Test
    void reviewIsFourLinesInThisOrder() {
        assertEquals(
                List.of("pipeline.started", "step.started", "step.completed", "pipeline.completed"),
                texts(first, "event"));
    }

    @Test
    void everyLineTiesTraceDeliveryAndRequestTogether() {
        String traceId = first.reply().json().path("trace_id").asText();
        for (JsonNode line : first.lines()) {
            assertTrue(names(line).containsAll(ROOT), line::toString);
            assertEquals(1, line.path("schema_version").asInt());
            assertEquals(traceId, line.path("trace_id").asText());
            assertEquals(DELIVERY_ID, line.path("delivery_id").asText());
            assertEquals("PROJ-123", line.path("issue_key").asText());
            assertEquals("review_code", line.path("intent_type").asText());
            assertEquals(first.requestId(), line.path("request_id").asText());
            assertEquals(Invocation.XRAY_TRACE_ID, line.path("xray_trace_id").asText());
        }
    }

    @Test
    void everyLineHasALevelAndATimeThatLambdaReads() {
        for (JsonNode line : first.lines()) {
            assertEquals("INFO", line.path("level").asText());
            String time = line.path("timestamp").asText();
            assertTrue(time.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), time);
            assertTrue(Instant.parse(time).isAfter(Instant.now().minusSeconds(600)), time);
        }
    }

    @Test
    void lastLineHasTheWholeTrace() {
        JsonNode trace = first.lines().get(3).path("trace");

        assertEquals(
                List.of(
                        "trace_id",
                        "trigger",
                        "intent_type",
                        "pipeline_status",
                        "started_at",
                        "completed_at",
                        "steps",
                        "final_error",
                        "execution_plan_summary"),
                names(trace));
        assertEquals(
                List.of("source", "issue_key", "issue_status", "intent_type", "timestamp"),
                names(trace.path("trigger")));
        assertEquals(
                List.of(
                        "step_number",
                        "agent_name",
                        "agent_task",
                        "status",
                        "started_at",
                        "completed_at",
                        "success",
                        "error_message",
                        "output_summary"),
                names(trace.at("/steps/0")));
        assertEquals("Decision: APPROVE", trace.at("/steps/0/output_summary").asText());
    }

    @Test
    void metricsAndDimensionsAreAtTheRootOfTheirLine() {
        assertEquals(
                "Tracehook/tracehook",
                first.lines().get(2).at("/_aws/CloudWatchMetrics/0/Namespace").asText());
        assertEquals(List.of("step_duration_seconds"), metrics(first.lines().get(2)));
        assertEquals(
                List.of("pipeline_runs_total", "pipeline_duration_seconds", "webhooks_total"),
                metrics(first.lines().get(3)));
    }

    /** It searches the text of a line, so that the form counts in which the formatter writes it. */
    @Test
    void savedQueryFindsTheLinesOfAnIssueAsTheyArePrinted() throws Exception {
        String query = SamTemplate.read(Path.of("template.yaml")).all("AWS::Logs::QueryDefinition").stream()
                .filter(saved -> saved.at("/Name/Fn::Sub").asText().endsWith("/why/issue"))
                .map(saved -> saved.path("QueryString").asText())
                .findFirst()
                .orElseThrow();
        List<LogEvent> printed = function.process().stdoutLines().stream()
                .filter(line -> line.contains(first.requestId()))
                .map(line -> LogEvent.of(line, 0))
                .toList();

        assertEquals(
                texts(first, "message"),
                InsightsQuery.of(query).run(printed).stream()
                        .map(row -> row.get("message"))
                        .toList());
    }

    @Test
    void onlyTheFirstDeliveryIsAColdStartAndEachHasItsOwnRequestId() throws Exception {
        DeployedFunction.Delivered later = function.deliver(signed(fixture("cloud-issue-updated-in-review")));

        assertEquals(List.of("true", "true", "true", "true"), texts(first, "cold_start"));
        assertEquals(List.of("false", "false", "false", "false"), texts(later, "cold_start"));
        assertNotEquals(first.requestId(), later.requestId());
        later.lines()
                .forEach(line ->
                        assertEquals(later.requestId(), line.path("request_id").asText()));
    }

    @Test
    void ignoredDeliveryIsOneLineWithTheReasons() throws Exception {
        DeployedFunction.Delivered ignored = function.deliver(signed(fixture("cloud-issue-updated-summary")));

        assertEquals(List.of("webhook.ignored"), texts(ignored, "event"));
        JsonNode line = ignored.lines().get(0);
        assertTrue(names(line).containsAll(ROOT), line::toString);
        assertEquals(ignored.reply().json().path("reasons"), line.path("reasons"));
        assertEquals("PROJ-123", line.path("issue_key").asText());
        assertEquals(List.of("webhooks_total"), metrics(line));
    }

    @Test
    void refusedDeliveryIsOneLineWithWhatItClaims() throws Exception {
        DeployedFunction.Delivered rejected = function.deliver(unsigned(REVIEW));

        assertEquals(List.of("webhook.rejected"), texts(rejected, "event"));
        JsonNode line = rejected.lines().get(0);
        assertTrue(names(line).containsAll(ROOT), line::toString);
        assertTrue(line.path("issue_key").isNull());
        assertEquals("PROJ-123", line.path("claimed_issue_key").asText());
        assertEquals("203.0.113.7", line.path("source_address").asText());
        assertEquals(REVIEW.length, line.path("size").asInt());
        assertEquals(rejected.requestId(), line.path("request_id").asText());
        assertEquals(List.of("webhooks_total"), metrics(line));
    }

    @Test
    void eventThatIsNoHttpRequestIsOneErrorLine() throws Exception {
        DeployedFunction.Delivered broken = function.deliver("{}".getBytes(StandardCharsets.UTF_8));

        assertEquals(500, broken.reply().status());
        assertEquals(List.of("ERROR"), texts(broken, "level"));
    }

    @ParameterizedTest
    @MethodSource("org.tracehook.packaged.JiraDelivery#spellingsOfTheSecret")
    void secretInABodyIsNeitherPrintedNorSentBack(String spelling) throws Exception {
        DeployedFunction.Delivered delivered =
                function.deliver(signed(body("{'intent':'" + spelling + "','issue':{'key':'PROJ-1'}}")));

        assertEquals(422, delivered.reply().status());
        assertTrue(!delivered.reply().body().contains(spelling), delivered.reply()::body);
        assertTrue(!delivered.lines().toString().contains(spelling), delivered.lines()::toString);
        assertTrue(delivered.lines().toString().contains("[secret]"), delivered.lines()::toString);
    }

    private static List<String> texts(DeployedFunction.Delivered delivered, String key) {
        return delivered.lines().stream().map(line -> line.path(key).asText()).toList();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The metrics that CloudWatch reads from the line, each of which has a number and its dimensions at the root. */
    private static List<String> metrics(JsonNode line) {
        List<String> metrics = new ArrayList<>();
        for (JsonNode directive : line.at("/_aws/CloudWatchMetrics")) {
            directive
                    .at("/Dimensions/0")
                    .forEach(dimension ->
                            assertTrue(line.path(dimension.asText()).isTextual(), line::toString));
            directive
                    .path("Metrics")
                    .forEach(metric -> metrics.add(metric.path("Name").asText()));
        }
        metrics.forEach(metric -> assertTrue(line.path(metric).isNumber(), line::toString));
        assertTrue(line.at("/_aws/Timestamp").isIntegralNumber(), line::toString);
        return metrics;
    }
}
