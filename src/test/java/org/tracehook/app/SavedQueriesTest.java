package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tracehook.SamTemplate;
import org.tracehook.insights.InsightsQuery;
import org.tracehook.insights.LogEvent;

/** What the queries of template.yaml find in lines that the function writes. */
class SavedQueriesTest {

    private static final String KEY = DeliveryKind.KEY;

    /** Longer plans and lists of rules are beyond the 200 fields that Insights reads of a line. */
    private static final int STEPS = 15;

    private static final int RULES = 40;

    /** Issues whose keys begin or end like the one that is searched. */
    private static final List<String> OF_OTHERS = Stream.of(DeliveryKind.values())
            .flatMap(kind -> Stream.of("PROJ-1234", "XPROJ-123").flatMap(key -> kind.lines(key).stream()))
            .toList();

    private SamTemplate template;

    @BeforeEach
    void read() throws Exception {
        template = SamTemplate.read(Path.of("template.yaml"));
    }

    private Map<String, String> queries() {
        return template.all("AWS::Logs::QueryDefinition").stream()
                .collect(Collectors.toMap(
                        query -> query.at("/Name/Fn::Sub").asText().replace("${AWS::StackName}/", ""),
                        query -> query.path("QueryString").asText()));
    }

    private InsightsQuery query(String name) {
        return InsightsQuery.of(queries().get(name));
    }

    /** Events that arrived a second apart, which the log hands out in another order. */
    private static List<LogEvent> log(Collection<String> lines) {
        List<String> ordered = List.copyOf(lines);
        List<LogEvent> events = new ArrayList<>(IntStream.range(0, ordered.size())
                .mapToObj(i -> LogEvent.of(ordered.get(i), 1_000L * i))
                .toList());
        Collections.rotate(events, events.size() / 2);
        return events;
    }

    private static List<Object> column(List<Map<String, Object>> rows, String name) {
        return rows.stream().map(row -> row.get(name)).toList();
    }

    private static List<Object> eventsNewestFirst(List<String> lines) {
        List<Object> events = new ArrayList<>();
        lines.forEach(line -> events.add(0, LogEvent.of(line, 0).fields().get("event")));
        return events;
    }

    private static List<String> everything() {
        List<String> lines = new ArrayList<>();
        for (DeliveryKind kind : DeliveryKind.values()) {
            lines.addAll(kind.lines());
        }
        lines.addAll(PlatformLines.samples());
        return lines;
    }

    @ParameterizedTest
    @EnumSource
    void whyFindsExactlyTheLinesOfTheIssueNewestFirst(DeliveryKind kind) {
        List<String> own = kind.lines();
        List<String> all = new ArrayList<>(OF_OTHERS);
        all.addAll(own);
        all.addAll(PlatformLines.samples());

        List<Map<String, Object>> rows = query("why/issue").run(log(all));

        assertEquals(eventsNewestFirst(own), column(rows, "event"));
        assertTrue(rows.stream().allMatch(row -> row.get("message").toString().contains(KEY)), rows::toString);
    }

    @Test
    void whySaysWhatEndedIt() {
        assertTrue(why(DeliveryKind.BLOCKED, "error_message").contains("architecture"));
        assertTrue(why(DeliveryKind.MISSING_CONTEXT, "trace.final_error")
                .contains("missing required context: repository"));
        assertTrue(why(DeliveryKind.IGNORED, "message").contains("to-status wants one of: In Review, Code Review"));
        assertTrue(why(DeliveryKind.PAUSED, "message").contains("paused wants"));
        assertTrue(why(DeliveryKind.WITHOUT_BODY, "message").contains("untick"));
        assertTrue(why(DeliveryKind.UNSIGNED, "message").contains("unauthenticated"));
        assertTrue(why(DeliveryKind.KILLED, "message").contains("1. code_review_agent STARTED"));
    }

    private String why(DeliveryKind kind, String column) {
        return column(query("why/issue").run(log(kind.lines())), column).toString();
    }

    @Test
    void theKeyIsToBeChangedInOnePlace() {
        String query = queries().get("why/issue");
        List<String> lines = new ArrayList<>(DeliveryKind.SUCCESS.lines());
        lines.addAll(DeliveryKind.IGNORED.lines("OPS-7"));

        assertEquals(2, query.split(KEY, -1).length);
        assertEquals(
                List.of("webhook.ignored"),
                column(InsightsQuery.of(query.replace(KEY, "OPS-7")).run(log(lines)), "event"));
    }

    @Test
    void aTextThatQuotesALineIsNotTakenForTheIssue() {
        TestFunction function = TestFunction.with(Map.of());
        function.signed(TestFunction.utf8(
                "{\"intent\": \"x\\\",\\\"issue_key\\\":\\\"PROJ-123\\\"\", \"issue\": {\"key\": \"EVIL-1\"}}"));

        assertTrue(function.output().contains(KEY));
        assertEquals(List.of(), query("why/issue").run(log(function.printed())));
    }

    @Test
    void recentHasOneRowForEachDeliveryThatEnded() {
        List<Map<String, Object>> rows = query("recent").run(log(everything()));

        assertEquals(DeliveryKind.values().length - 1, rows.size());
        assertEquals(
                List.of(
                        "webhook.rejected",
                        "webhook.rejected",
                        "webhook.rejected",
                        "webhook.ignored",
                        "webhook.ignored",
                        "webhook.ignored"),
                column(rows, "event").subList(0, 6));
        assertEquals(
                List.of("unavailable", "unexpected", "rejected", "ignored", "ignored", "ignored", "processed"),
                column(rows, "outcome").subList(0, 7));
        assertEquals(
                List.of("FAILED", "FAILED", "PARTIAL", "PARTIAL", "SUCCESS"),
                column(rows, "pipeline_status").subList(6, 11));
    }

    @Test
    void failedNamesTheAgentOrWhyNoneBegan() {
        List<Map<String, Object>> rows = query("failed").run(log(everything()));

        assertEquals(
                Set.of("code_review_agent BLOCKED", "code_review_agent FAIL"),
                rows.stream()
                        .filter(row -> row.get("agent_name") != null)
                        .map(row -> row.get("agent_name") + " " + row.get("status"))
                        .collect(Collectors.toSet()));
        assertTrue(column(rows, "trace.final_error").toString().contains("Unknown intent type: 'deploy'"));
        assertTrue(column(rows, "trace.final_error")
                .contains("Intent 'review_code' missing required context: repository"));
        assertTrue(column(rows, "record.status").contains("timeout"));
        assertTrue(column(rows, "error_message").contains(PlatformLines.ERROR_MESSAGE));
        assertEquals(
                Set.of("unavailable", "unexpected"),
                rows.stream()
                        .filter(row -> "webhook.rejected".equals(row.get("event")))
                        .map(row -> row.get("outcome"))
                        .collect(Collectors.toSet()));
        assertEquals(8, rows.size());
    }

    @Test
    void nothingFailedWhereAllSucceeded() {
        List<String> lines = new ArrayList<>(DeliveryKind.SUCCESS.lines());
        lines.addAll(DeliveryKind.IGNORED.lines());
        lines.addAll(DeliveryKind.UNSIGNED.lines());
        lines.add(PlatformLines.COLD);

        assertEquals(List.of(), query("failed").run(log(lines)));
    }

    @Test
    void unfinishedAreThoseThatBeganAlone() {
        List<String> lines = new ArrayList<>();
        List<String> whole = DeliveryKind.SUCCESS.lines();
        String traceId = "00000000-0000-0000-0000-000000000001";
        lines.addAll(whole.stream().map(line -> line.replace(traceId, "whole")).toList());
        // Lines are delivered at least once, and the range of a query may begin in the middle of a run.
        lines.add(lines.get(lines.size() - 1));
        lines.addAll(whole.subList(1, 4).stream()
                .map(line -> line.replace(traceId, "begun-before"))
                .toList());
        lines.addAll(DeliveryKind.KILLED.lines());

        List<Map<String, Object>> rows = query("why/unfinished").run(log(lines));

        assertEquals(List.of(traceId), column(rows, "trace_id"));
        assertEquals(List.of(KEY), column(rows, "issue_key"));
        assertEquals(List.of("request-1"), column(rows, "request_id"));
    }

    @Test
    void durationsAreOfPipelinesAndOfTheirAgents() {
        List<Map<String, Object>> rows = query("durations").run(log(everything()));

        Map<String, Object> pipelines = only(rows, "review_code", "pipeline.completed");
        Map<String, Object> steps = only(rows, "review_code", "step.completed");
        assertEquals(4.0, pipelines.get("runs"));
        assertEquals((3 + 3 + 3 + 1) / 4.0, pipelines.get("mean"));
        assertEquals(3.0, pipelines.get("longest"));
        assertEquals("code_review_agent", steps.get("agent_name"));
        assertEquals(3.0, steps.get("runs"));
        assertEquals(1.0, steps.get("p99"));
        assertEquals(1.0, only(rows, "unknown", "pipeline.completed").get("runs"));
        assertEquals(3, rows.size());
    }

    private static Map<String, Object> only(List<Map<String, Object>> rows, String intent, String event) {
        List<Map<String, Object>> found = rows.stream()
                .filter(row -> row.get("intent_type").equals(intent)
                        && row.get("event").equals(event))
                .toList();
        assertEquals(1, found.size(), rows::toString);
        return found.get(0);
    }

    @Test
    void costsAreOfTheAgentsThatSayThem() {
        List<String> lines = everything();
        lines.addAll(DeliveryKind.costly());
        lines.addAll(DeliveryKind.costly());

        List<Map<String, Object>> rows = query("costs").run(log(lines));

        assertEquals(
                List.of(Map.of(
                        "intent_type", "ask",
                        "agent_name", "model",
                        "steps", 2.0,
                        "cost_usd", 0.5,
                        "highest_usd", 0.25,
                        "input_tokens", 2_400.0,
                        "output_tokens", 600.0)),
                rows);
    }

    @Test
    void coldStartsAreCountedAmongAllInvocations() {
        List<Map<String, Object>> rows = query("cold-starts").run(log(everything()));

        assertEquals(1, rows.size());
        assertEquals(3.0, rows.get(0).get("invocations"));
        assertEquals(1.0, rows.get(0).get("cold_starts"));
        assertEquals(61.5, rows.get(0).get("mean_start"));
    }

    @Test
    void theGatewaysLogIsShownAsItIs() throws Exception {
        String format = template.all("AWS::Serverless::HttpApi")
                .get(0)
                .at("/AccessLogSettings/Format")
                .asText();
        String refused = format.replace("$context.status", "429").replaceAll("\\$context\\.[A-Za-z.]+", "-");
        String passed = format.replace("$context.status", "200").replaceAll("\\$context\\.[A-Za-z.]+", "-");

        List<Map<String, Object>> rows = query("why/gateway").run(log(List.of(passed, refused)));

        assertEquals(List.of("429", "200"), column(rows, "status"));
        assertTrue(rows.get(0).values().stream().allMatch(value -> value != null), rows::toString);
    }

    @Test
    void everyFieldOfAQueryIsOneThatLinesHave() {
        List<String> lines = everything();
        lines.add(template.all("AWS::Serverless::HttpApi")
                .get(0)
                .at("/AccessLogSettings/Format")
                .asText());
        lines.addAll(DeliveryKind.costly());
        Set<String> known = new HashSet<>();
        log(lines).forEach(event -> known.addAll(event.fields().keySet()));

        queries().forEach((name, text) -> InsightsQuery.of(text)
                .fields()
                .forEach(field -> assertTrue(known.contains(field), () -> field + " in " + name)));
    }

    @Test
    void linesOfLongPlansAndManyRulesShowAllTheirColumns() {
        List<String> lines = new ArrayList<>(longPlan());
        lines.addAll(manyRules());

        List<Map<String, Object>> recent = query("recent").run(log(lines));

        assertTrue(lines.toString().contains("\"step_number\":" + STEPS), "The plan is shorter than meant");
        assertEquals(List.of("webhook.ignored", "pipeline.completed"), column(recent, "event"));
        assertTrue(recent.get(0).get("message").toString().startsWith("PROJ-123 ignored: rule-0"), recent::toString);
        assertEquals("192.0.2.1", recent.get(0).get("source_address"));
        assertEquals("SUCCESS", recent.get(1).get("pipeline_status"));
        assertEquals("long_plan PROJ-123: SUCCESS", recent.get(1).get("message"));
    }

    private static List<String> longPlan() {
        Map<String, String> properties = new HashMap<>(Map.of("tracehook.webhook.explicit-intents", "long_plan"));
        for (int i = 0; i < STEPS; i++) {
            String task = "tracehook.intents.long_plan.tasks[" + i + "].";
            properties.put(task + "agent", "code_review_agent");
            properties.put(task + "task", "Review it");
        }
        TestFunction function = TestFunction.with(properties);
        function.signed(TestFunction.utf8("{\"intent\": \"long_plan\", \"issue\": {\"key\": \"PROJ-123\"},"
                + " \"context\": {\"code_changes\": {\"src/app.py\": \"x = 1\"}}}"));
        return function.printed();
    }

    private static List<String> manyRules() {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < RULES; i++) {
            String rule = "tracehook.triggers[" + i + "].";
            properties.put(rule + "name", "rule-" + i);
            properties.put(rule + "intent", "review_code");
            properties.put(rule + "to-status", "Done");
        }
        TestFunction function = TestFunction.with(properties);
        function.signed("cloud-issue-updated-summary");
        return function.printed();
    }

    @Test
    void allSearchTheLogOfTheStack() {
        for (JsonNode query : template.all("AWS::Logs::QueryDefinition")) {
            String group = query.at("/Name/Fn::Sub").asText().endsWith("/gateway") ? "AccessLog" : "FunctionLog";
            assertEquals(group, query.at("/LogGroupNames/0/Ref").asText());
            assertEquals(1, query.path("LogGroupNames").size());
        }
    }
}
