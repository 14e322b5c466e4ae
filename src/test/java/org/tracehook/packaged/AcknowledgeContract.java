package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.dynamodb.LocalTable;

/** Deliveries that are answered at once and run by an invocation of their own, in a process of its own. */
abstract class AcknowledgeContract {

    private static final String TOKEN = "a-token-for-traces";

    /** Longer than Jira waits, and than an HTTP API does. */
    private static final int TESTS_TAKE_SECONDS = 31;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private FlowHost host;
    private Path slow;
    private Path began;
    private final LocalTable table = new LocalTable();
    private final Deque<String> tablesOfTheFirstRuns = new ArrayDeque<>();
    private LambdaService lambda;

    @BeforeEach
    void deploy() throws IOException {
        slow = directory.resolve("slow");
        began = directory.resolve("began");
        host = FlowHost.in(
                directory, "touch '" + began + "'\n[ -f '" + slow + "' ] && sleep $(cat '" + slow + "')\nexit 0\n");
        lambda = LambdaService.start(this::run, LIMIT);
    }

    @AfterEach
    void close() {
        lambda.close();
        host.close();
    }

    /** A process for events; the first ones may have other tables than those after them. */
    private DeployedFunction run() throws IOException {
        String ofTable = tablesOfTheFirstRuns.isEmpty() ? table.name() : tablesOfTheFirstRuns.remove();
        return DeployedFunction.start(host.taskRoot(), environment(ofTable));
    }

    private Map<String, String> environment(String ofTable) {
        Map<String, String> environment = host.environment();
        environment.put("TRACEHOOK_EXECUTION", "acknowledge");
        environment.put("TRACEHOOK_ACKNOWLEDGE_ENDPOINT_OVERRIDE", lambda.url());
        environment.putAll(LocalTable.environment(ofTable));
        environment.put("TRACEHOOK_TRACES_TOKEN", TOKEN);
        return environment;
    }

    private DeployedFunction door() throws Exception {
        return DeployedFunction.started(host.taskRoot(), environment(table.name()));
    }

    private static GatewayEvent flow() {
        return JiraDelivery.signed(FlowHost.flow());
    }

    private void assertCommittedOnce() throws IOException {
        assertEquals(2, host.repository().log(FlowHost.BRANCH).size(), "the first commit, and one of the flow");
    }

    private static JsonNode completed(DeployedFunction function) throws InterruptedException {
        return StrictJson.object(function.process()
                .awaitStdout(line -> line.contains("\"event\":\"pipeline.completed\""), DeployedFunction.LIMIT));
    }

    @Test
    void aFlowThatTakesLongerThanJiraWaitsIsAcknowledgedAndDone() throws Exception {
        Files.writeString(slow, Integer.toString(TESTS_TAKE_SECONDS));
        try (DeployedFunction door = door()) {
            DeployedFunction.Delivered accepted = door.deliverUntilTaken(flow());

            JsonNode told = accepted.reply().json();
            assertEquals(200, accepted.reply().status(), accepted.reply()::body);
            assertEquals("RUNNING", told.path("pipeline_status").asText());
            assertEquals(1, accepted.lines().size(), accepted.lines()::toString);
            assertEquals(
                    "webhook.acknowledged",
                    accepted.lines().get(0).path("event").asText());
            assertEquals(
                    List.of(
                            "Event /2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:tracehook/invocations"),
                    lambda.requests());

            LambdaService.Attempt attempt = lambda.awaitAttempt(LIMIT);
            assertFalse(attempt.failed(), attempt::toString);
            JsonNode completed = completed(attempt.function());
            assertEquals("SUCCESS", completed.path("pipeline_status").asText(), completed::toString);
            assertEquals(told.path("trace_id"), completed.path("trace_id"));
            assertTrue(completed.path("duration_ms").asLong() >= TESTS_TAKE_SECONDS * 1_000L, completed::toString);
            assertCommittedOnce();
            String id = told.path("trace_id").asText();
            GatewayReply kept = door.deliverUntilTaken(
                            GatewayEvent.request("GET", "/traces/" + id).header("Authorization", "Bearer " + TOKEN))
                    .reply();
            assertEquals(completed.path("trace"), kept.json());
            attempt.function().endCleanly();
            door.endCleanly();
        }
    }

    @Test
    void aRunThatCannotBeginEndsTheProcessAndIsDoneByTheNext() throws Exception {
        tablesOfTheFirstRuns.add("no-such-table");
        try (DeployedFunction door = door()) {
            JsonNode told = door.deliverUntilTaken(flow()).reply().json();

            LambdaService.Attempt first = lambda.awaitAttempt(LIMIT);
            assertTrue(first.failed());
            assertTrue(first.error().getMessage().contains("exit code 1"), first::toString);
            List<JsonNode> lines = first.function().process().stdoutLines().stream()
                    .map(StrictJson::object)
                    .toList();
            assertTrue(
                    lines.stream().anyMatch(line -> line.path("event").asText().equals("webhook.rejected")),
                    lines::toString);
            LambdaService.Attempt second = lambda.awaitAttempt(LIMIT);
            assertFalse(second.failed());
            JsonNode completed = completed(second.function());
            assertEquals(told.path("trace_id"), completed.path("trace_id"));
            assertEquals("SUCCESS", completed.path("pipeline_status").asText());
            assertCommittedOnce();
        }
    }

    @Test
    void aRunThatNeverBeginsEndsAtTheFailureDestination() throws Exception {
        tablesOfTheFirstRuns.addAll(List.of("no-such-table", "no-such-table", "no-such-table"));
        try (DeployedFunction door = door()) {
            door.deliverUntilTaken(flow());
            for (int i = 1; i <= 3; i++) {
                assertTrue(lambda.awaitAttempt(LIMIT).failed());
            }
            lambda.again(lambda.awaitFailed(LIMIT));
            assertFalse(lambda.awaitAttempt(LIMIT).failed());
            assertEquals(1, lambda.failed().size());
        }
    }

    @Test
    void anEventOfARunThatCannotBeReadDoesNotEndTheProcess() throws Exception {
        try (DeployedFunction door = door()) {
            for (String body : List.of("\"{}\"", "\"no JSON\"", "null")) {
                lambda.again(
                        ("{\"requestContext\": {\"http\": {\"method\": \"POST\", \"path\": \"/internal/run\"}, \"routeKey\": \"INTERNAL run\"}, \"rawPath\": \"/internal/run\", \"body\": "
                                        + body + "}")
                                .getBytes(StandardCharsets.UTF_8));
                assertFalse(lambda.awaitAttempt(LIMIT).failed(), body);
            }
            door.deliverUntilTaken(flow());
            LambdaService.Attempt attempt = lambda.awaitAttempt(LIMIT);
            assertEquals(
                    "SUCCESS",
                    completed(attempt.function()).path("pipeline_status").asText());
            assertEquals(List.of(), lambda.failed());
            attempt.function().endCleanly();
        }
    }

    @Test
    void aRunWhoseProcessIsKilledIsDoneByTheNextAndCommitsOnce() throws Exception {
        Files.writeString(slow, "600");
        try (DeployedFunction door = door()) {
            JsonNode told = door.deliverUntilTaken(flow()).reply().json();
            KilledRunContract.await(began);
            Files.writeString(slow, "0");
            lambda.running().process().kill();
            assertTrue(lambda.awaitAttempt(LIMIT).failed());
            // The next attempt waits for that, which without this takes until the deadline of the first.
            table.expireRuns();

            LambdaService.Attempt second = lambda.awaitAttempt(LIMIT);
            assertFalse(second.failed(), second::toString);
            JsonNode completed = completed(second.function());
            assertEquals("SUCCESS", completed.path("pipeline_status").asText(), completed::toString);
            assertEquals(told.path("trace_id"), completed.path("retry_of"));
            assertCommittedOnce();
        }
    }

    @Test
    void whatDoesNotComeFromTheFunctionItselfFindsNothing() throws Exception {
        try (DeployedFunction door = door()) {
            byte[] body = "{\"intent\": {\"type\": \"development_flow\"}}".getBytes(StandardCharsets.UTF_8);
            for (String method : List.of("POST", "GET", "PUT", "DELETE", "HEAD", "OPTIONS")) {
                for (String path :
                        List.of("/internal/run", "/internal/run/", "/internal;a/%72un", "/internal/run?%zz")) {
                    GatewayReply reply = door.deliver(GatewayEvent.request(method, path)
                                    .header("Content-Type", "application/json")
                                    .header("routeKey", "INTERNAL run")
                                    .body(body))
                            .reply();
                    assertEquals(404, reply.status(), method + " " + path);
                }
            }
            assertEquals(List.of(), lambda.requests());
        }
    }
}
