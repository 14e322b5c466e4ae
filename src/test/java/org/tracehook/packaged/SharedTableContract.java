package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.packaged.JiraDelivery.SECRET;
import static org.tracehook.packaged.JiraDelivery.fixture;
import static org.tracehook.packaged.JiraDelivery.signed;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.dynamodb.LocalTable;

/** What processes of the function have in common when they have a table. */
abstract class SharedTableContract {

    private static final String TOKEN = "a-token-for-traces";
    private static final String RERUN_TOKEN = "a-token-for-reruns";
    private static final int COPIES = 100;
    private static final byte[] REVIEW = fixture("cloud-issue-updated-in-review");

    @TempDir
    Path taskRoot;

    @TempDir
    Path otherTaskRoot;

    @BeforeEach
    void unpack() throws Exception {
        FunctionZip.built().unpackTo(taskRoot);
    }

    private static Map<String, String> environment(String table) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TRACEHOOK_WEBHOOK_SECRET", SECRET);
        environment.put("TRACEHOOK_DELIVERY_MAX_AGE", "off");
        environment.putAll(LocalTable.environment(table));
        environment.put("TRACEHOOK_TRACES_TOKEN", TOKEN);
        environment.put("TRACEHOOK_TRACES_RERUN_TOKEN", RERUN_TOKEN);
        return environment;
    }

    private static GatewayEvent question(String pathAndQuery) {
        return GatewayEvent.request("GET", pathAndQuery).header("Authorization", "Bearer " + TOKEN);
    }

    @Test
    void aDeliveryIsRunByOneProcessThenReadAndRunAgainInAnother() throws Exception {
        FunctionZip.built().unpackTo(otherTaskRoot);
        Map<String, String> environment = environment(new LocalTable().name());
        try (DeployedFunction first = DeployedFunction.started(taskRoot, environment);
                DeployedFunction second = DeployedFunction.started(otherTaskRoot, environment)) {
            DeployedFunction.Delivered run = first.deliver(signed(REVIEW));
            String id = run.reply().json().path("trace_id").asText();
            DeployedFunction.Delivered repeat = second.deliver(signed(REVIEW));

            assertTrue(repeat.reply().json().path("duplicate").asBoolean(), repeat.reply()::body);
            assertEquals(id, repeat.reply().json().path("trace_id").asText());
            GatewayReply kept = second.deliver(question("/traces/" + id)).reply();
            assertEquals(200, kept.status(), kept::body);
            assertEquals(traceOf(run.lines()), kept.json());
            GatewayReply summary = second.deliver(question("/traces/" + id).header("Accept", "text/plain"))
                    .reply();
            assertTrue(summary.body().startsWith("Trace ID: " + id), summary::body);
            String issue = run.reply().json().path("issue_key").asText();
            GatewayReply ofIssue =
                    second.deliver(question("/traces?limit=5&issue=" + issue)).reply();
            assertEquals("[" + kept.body() + "]", ofIssue.body());
            GatewayReply again = second.deliver(GatewayEvent.request("POST", "/traces/" + id + "/rerun")
                            .header("Authorization", "Bearer " + RERUN_TOKEN))
                    .reply();
            assertEquals(id, again.json().path("retry_of").asText(), again::body);
            assertEquals(
                    run.reply().json().path("pipeline_status"), again.json().path("pipeline_status"), again::body);
            first.endCleanly();
            second.endCleanly();
        }
    }

    @Test
    void ofAHundredCopiesOneRunsAndAllAreToldOfIt() throws Exception {
        FunctionZip.built().unpackTo(otherTaskRoot);
        Map<String, String> environment = environment(new LocalTable().name());
        try (DeployedFunction first = DeployedFunction.started(taskRoot, environment);
                DeployedFunction second = DeployedFunction.started(otherTaskRoot, environment)) {
            // The first call of a process to its table takes much longer than those that follow.
            first.deliverUntilTaken(signed(fixture("cloud-issue-updated-in-review")));
            second.deliverUntilTaken(signed(fixture("cloud-issue-updated-in-review")));
            List<Invocation> copies = new ArrayList<>();
            for (int i = 0; i < COPIES; i++) {
                String identifier = i % 4 < 2 ? "the-identifier-of-jira" : "fresh-" + i;
                DeployedFunction function = i % 2 == 0 ? first : second;
                copies.add(function.api().invoke(signed(REVIEW, identifier).json(), DeployedFunction.LIMIT));
            }

            Set<String> traces = new HashSet<>();
            int runs = 0;
            for (Invocation copy : copies) {
                GatewayReply reply = GatewayReply.of(copy.answer().get());
                assertEquals(200, reply.status(), reply::body);
                traces.add(reply.json().path("trace_id").asText());
                runs += reply.json().path("duplicate").asBoolean() ? 0 : 1;
            }

            assertEquals(1, traces.size(), traces::toString);
            assertEquals(1, runs);
            first.endCleanly();
            second.endCleanly();
            List<String> lines = new ArrayList<>(first.process().stdoutLines());
            lines.addAll(second.process().stdoutLines());
            String trace = traces.iterator().next();
            assertEquals(
                    1,
                    lines.stream()
                            .filter(line -> line.contains("\"event\":\"pipeline.started\"") && line.contains(trace))
                            .count());
            assertEquals(
                    COPIES - 1,
                    lines.stream()
                            .filter(line -> line.contains("\"event\":\"webhook.duplicate\""))
                            .count());
        }
    }

    private static JsonNode traceOf(List<JsonNode> lines) {
        return lines.stream()
                .filter(line -> line.path("event").asText().equals("pipeline.completed"))
                .findFirst()
                .orElseThrow()
                .path("trace");
    }

    @Test
    void whileTheTableIsMissingNothingRunsAndTheLogSaysWhy() throws Exception {
        try (DeployedFunction function = DeployedFunction.started(taskRoot, environment("no-such-table"))) {
            DeployedFunction.Delivered refused = function.deliver(signed(REVIEW));

            assertEquals(503, refused.reply().status(), refused.reply()::body);
            assertTrue(
                    refused.lines().toString().contains("The table 'no-such-table' does not exist"),
                    refused.lines()::toString);
            assertTrue(
                    refused.lines().stream()
                            .noneMatch(line -> line.path("event").asText().startsWith("pipeline.")),
                    refused.lines()::toString);
        }
    }
}
