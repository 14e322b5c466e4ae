package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.SamTemplate;
import org.tracehook.deadline.DeadlineConfig;

/** Dashboard and alarms of template.yaml ask for metrics that the function writes and Lambda has. */
class MonitoringTest {

    private static final String FUNCTION = "a-function";

    /** Schema and search words of {@code SEARCH('{"namespace",dimension,…} MetricName="name"', 'statistic', period)}. */
    private static final Pattern SEARCH = Pattern.compile(
            "SEARCH\\('\\{\"([^\"]+)\",([a-z_,]+)} MetricName=\"([a-z_]+)\"', '(Sum|Average|p\\d\\d)', 300\\)");

    private static final Pattern SELECT = Pattern.compile(
            "SELECT SUM\\(([a-z_]+)\\) FROM SCHEMA\\(\"([^\"]+)\", ([a-z_, ]+)\\)(?: WHERE ([a-z_]+) = '([A-Z]+)')?");

    /** Amazon API Gateway, Lambda and SQS developer guides, the metrics of HTTP APIs, functions and queues. */
    private static final Set<String> OF_AWS = Set.of(
            "AWS/Lambda Invocations FunctionName",
            "AWS/Lambda Errors FunctionName",
            "AWS/Lambda Throttles FunctionName",
            "AWS/Lambda Duration FunctionName",
            "AWS/ApiGateway Count ApiId",
            "AWS/ApiGateway 4xx ApiId",
            "AWS/ApiGateway 5xx ApiId",
            "AWS/SQS ApproximateNumberOfMessagesVisible QueueName");

    private SamTemplate template;

    @BeforeEach
    void read() throws Exception {
        template = SamTemplate.read(Path.of("template.yaml"));
    }

    /** A metric's namespace, name and dimensions, those in the order of the alphabet. */
    private record Metric(String namespace, String name, Set<String> dimensions) {

        static Metric of(String namespace, String name, String dimensions) {
            return new Metric(namespace, name, new TreeSet<>(List.of(dimensions.split(", ?"))));
        }

        String inWords() {
            return namespace + " " + name + " " + String.join(" ", dimensions);
        }
    }

    /** What CloudWatch makes of the lines of every kind of delivery; a deployed function's namespace ends with its name. */
    private static Set<Metric> written() {
        List<String> lines = new ArrayList<>(DeliveryKind.costly());
        for (DeliveryKind kind : DeliveryKind.values()) {
            lines.addAll(kind.lines());
        }
        Set<Metric> metrics = new HashSet<>();
        for (String line : lines) {
            json(line).at("/_aws/CloudWatchMetrics").forEach(directive -> metrics.addAll(metrics(directive)));
        }
        return metrics;
    }

    private static List<Metric> metrics(JsonNode directive) {
        Set<String> dimensions = new TreeSet<>();
        directive.at("/Dimensions/0").forEach(dimension -> dimensions.add(dimension.asText()));
        String namespace = directive.path("Namespace").asText() + "/" + FUNCTION;
        return directive
                .path("Metrics")
                .valueStream()
                .map(metric -> new Metric(namespace, metric.path("Name").asText(), dimensions))
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String substituted(JsonNode text) {
        JsonNode substitution = text.path("Fn::Sub");
        return substitution
                .path(0)
                .asText(substitution.asText())
                .replace("${WebhookFunction}", FUNCTION)
                .replace("${HttpApi}", "an-api")
                .replace("${RunQueueName}", "a-queue")
                .replace("${AWS::Region}", "eu-west-1");
    }

    private List<JsonNode> graphs() {
        JsonNode dashboard = json(
                substituted(template.all("AWS::CloudWatch::Dashboard").get(0).path("DashboardBody")));
        assertFalse(dashboard.toString().contains("${"), dashboard::toString);
        return dashboard.path("widgets").valueStream().toList();
    }

    private Stream<String> searches() {
        return graphs().stream()
                .flatMap(graph -> graph.at("/properties/metrics").valueStream())
                .filter(metric -> metric.path(0).isObject())
                .map(metric -> metric.path(0).path("expression").asText());
    }

    @Test
    void theDashboardShowsEveryMetricThatTheFunctionWrites() {
        Set<Metric> searched = new HashSet<>();
        searches().forEach(search -> {
            Matcher parts = SEARCH.matcher(search);
            assertTrue(parts.matches(), search);
            searched.add(Metric.of(parts.group(1), parts.group(3), parts.group(2)));
        });

        assertEquals(written(), searched);
        assertEquals(6, searched.size());
    }

    @Test
    void theDashboardShowsFunctionGatewayAndQueue() {
        Set<String> shown = new HashSet<>();
        graphs().stream()
                .flatMap(graph -> graph.at("/properties/metrics").valueStream())
                .filter(metric -> metric.path(0).isTextual())
                .forEach(metric -> {
                    shown.add(metric.path(0).asText() + " " + metric.path(1).asText() + " "
                            + metric.path(2).asText());
                    assertTrue(
                            Set.of(FUNCTION, "an-api", "a-queue")
                                    .contains(metric.path(3).asText()),
                            metric::toString);
                });

        assertEquals(OF_AWS, shown);
    }

    @Test
    void noGraphCoversAnother() {
        Set<String> cells = new HashSet<>();
        for (JsonNode graph : graphs()) {
            assertEquals("eu-west-1", graph.at("/properties/region").asText());
            assertTrue(graph.path("x").asInt() + graph.path("width").asInt() <= 24, graph::toString);
            for (int x = graph.path("x").asInt();
                    x < graph.path("x").asInt() + graph.path("width").asInt();
                    x++) {
                assertTrue(cells.add(x + " " + graph.path("y").asInt()), graph::toString);
            }
        }
    }

    @Test
    void everyAlarmWatchesAMetricThatExists() {
        List<Metric> watched = new ArrayList<>();
        for (JsonNode alarm : alarms()) {
            watched.add(alarm.has("Metrics") ? selected(alarm) : plain(alarm));
        }

        for (Metric metric : watched) {
            assertTrue(OF_AWS.contains(metric.inWords()) || written().contains(metric), metric::toString);
        }
        assertEquals(
                Set.of(
                        "Errors",
                        "Throttles",
                        "Duration",
                        "ApproximateNumberOfMessagesVisible",
                        "pipeline_runs_total",
                        "steps_failed_total",
                        "agent_cost_usd_total",
                        "webhooks_total"),
                Set.copyOf(watched.stream().map(Metric::name).toList()));
    }

    private List<JsonNode> alarms() {
        return template.all("AWS::CloudWatch::Alarm");
    }

    private static Metric plain(JsonNode alarm) {
        JsonNode all =
                alarm.path("Dimensions").has("Fn::If") ? alarm.at("/Dimensions/Fn::If/1") : alarm.path("Dimensions");
        JsonNode dimension = all.path(0);
        assertEquals(1, all.size());
        String name = dimension.path("Name").asText();
        switch (name) {
            case "FunctionName" ->
                assertEquals("WebhookFunction", dimension.at("/Value/Ref").asText());
            case "QueueName" ->
                assertEquals(
                        "FailedRuns.QueueName",
                        dimension.at("/Value/Fn::GetAtt").asText());
            default -> assertWritten(name, dimension.path("Value").asText());
        }
        JsonNode namespace = alarm.path("Namespace");
        return Metric.of(
                namespace.isTextual() ? namespace.asText() : substituted(namespace),
                alarm.path("MetricName").asText(),
                name);
    }

    private static Metric selected(JsonNode alarm) {
        String expression = substituted(alarm.at("/Metrics/0/Expression"));
        Matcher select = SELECT.matcher(expression);
        assertTrue(select.matches(), expression);
        if (select.group(4) != null) {
            assertTrue(select.group(3).contains(select.group(4)), expression);
            assertWritten(select.group(4), select.group(5));
        }
        return Metric.of(select.group(2), select.group(1), select.group(3));
    }

    /** Fails unless a line has that value of the dimension. */
    private static void assertWritten(String dimension, String value) {
        Set<String> values = new HashSet<>();
        for (DeliveryKind kind : DeliveryKind.values()) {
            kind.lines().forEach(line -> values.add(json(line).path(dimension).asText()));
        }
        assertTrue(values.contains(value), () -> dimension + "=" + value + " but " + values);
    }

    @ParameterizedTest
    @CsvSource({
        "ErrorsAlarm, AlarmOnErrors",
        "UnexpectedAlarm, AlarmOnUnexpected",
        "UnavailableAlarm, AlarmOnUnavailable",
        "FailedPipelinesAlarm, AlarmOnFailedPipelines",
        "FailedStepsAlarm, AlarmOnFailedSteps",
        "AgentCostAlarm, AlarmOnAgentCost",
        "DurationAlarm, AlarmOnDuration",
        "ThrottlesAlarm, AlarmOnThrottles",
        "FailedRunsAlarm, AlarmOnFailedRuns"
    })
    void anAlarmExistsOnlyWhereItsParameterSaysWhen(String name, String parameter) {
        JsonNode alarm = template.root().path("Resources").path(name);

        assertEquals("Has" + parameter, alarm.path("Condition").asText());
        assertEquals(
                "[{\"Fn::Equals\":[{\"Ref\":\"" + parameter + "\"},\"\"]}]",
                template.root().at("/Conditions/Has" + parameter + "/Fn::Not").toString());
        assertEquals("", template.parameter(parameter).path("Default").asText("-"));
        String pattern = template.parameter(parameter).path("AllowedPattern").asText();
        assertTrue("".matches(pattern) && "12000".matches(pattern), pattern);
        assertFalse("0".matches(pattern) || "1.5".matches(pattern) || "1 ".matches(pattern), pattern);
        assertEquals(parameter, alarm.at("/Properties/Threshold/Ref").asText());
    }

    @Test
    void alarmsAreSilentWithoutDeliveriesAndWithoutATopic() {
        assertEquals(9, alarms().size());
        for (JsonNode alarm : alarms()) {
            assertEquals("notBreaching", alarm.path("TreatMissingData").asText());
            assertEquals("HasAlarmTopic", alarm.at("/AlarmActions/Fn::If/0").asText());
            assertEquals("AlarmTopic", alarm.at("/AlarmActions/Fn::If/1/0/Ref").asText());
            assertEquals("AWS::NoValue", alarm.at("/AlarmActions/Fn::If/2/Ref").asText());
        }
    }

    @Test
    void theDurationThatIsAdvisedIsNearTheLimitOfAPipeline() {
        DeadlineConfig limits = TestFunction.config(Map.of(), DeadlineConfig.class);
        String advice =
                template.parameter("AlarmOnDuration").path("Description").asText();

        MatchResult number = Pattern.compile("such as (\\d+)")
                .matcher(advice)
                .results()
                .findFirst()
                .orElseThrow();
        assertEquals(limits.ceiling().toMillis() * 8 / 10, Long.parseLong(number.group(1)));
    }

    @Test
    void thereIsNoDashboardUnlessAskedFor() {
        assertEquals(
                "HasDashboard",
                template.root().at("/Resources/PipelineDashboard/Condition").asText());
        assertEquals("false", template.parameter("Dashboard").path("Default").asText());
    }
}
