package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.dynamodb.LocalTable;
import org.tracehook.workspace.GitHttpServer.Mood;

/** A run that was killed, wherever it was, is taken up when Jira sends the delivery again, and commits once. */
abstract class KilledRunOnceContract {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private FlowHost host;
    private final LocalTable table = new LocalTable();

    @BeforeEach
    void serve() throws IOException {
        host = FlowHost.in(directory, "exit 0\n");
    }

    @AfterEach
    void close() {
        host.close();
    }

    private DeployedFunction start() throws Exception {
        Map<String, String> environment = host.environment();
        environment.putAll(LocalTable.environment(table.name()));
        return DeployedFunction.started(host.taskRoot(), environment);
    }

    /** Has the function reach its table, so that what follows is taken at once; commits nothing. */
    private static GatewayEvent anotherIssue() {
        return JiraDelivery.signed(
                JiraDelivery.body(
                        "{'intent': 'review_code', 'issue': {'key': 'PROJ-2'}, 'context': {'code_changes': {'a.sh': 'echo'}}}"));
    }

    private static GatewayEvent flow() {
        return JiraDelivery.signed(FlowHost.flow(), "the-identifier-of-jira");
    }

    private static String traceId(JsonNode reply) {
        return reply.path("trace_id").asText();
    }

    /** Jira sends the delivery again: first too early, then after the time that the killed run might have taken. */
    private void assertTakenUp() throws Exception {
        try (DeployedFunction next = start()) {
            JsonNode early = next.deliverUntilTaken(flow()).reply().json();
            assertTrue(early.path("duplicate").asBoolean(), early::toString);
            if (early.path("pipeline_status").asText().equals("RUNNING")) {
                table.expireRuns();
                JsonNode reply = next.deliverUntilTaken(flow()).reply().json();
                assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
                assertEquals(traceId(early), reply.path("retry_of").asText(), reply::toString);
            } else {
                assertEquals("SUCCESS", early.path("pipeline_status").asText(), early::toString);
            }
            JsonNode last = next.deliverUntilTaken(flow()).reply().json();
            assertTrue(last.path("duplicate").asBoolean(), last::toString);
            assertEquals("SUCCESS", last.path("pipeline_status").asText());
            next.endCleanly();
        }
        assertEquals(2, host.repository().log(FlowHost.BRANCH).size(), "the first commit, and one of the flow");
    }

    /** The line is written before the next step begins: how far the process comes after it differs from run to run. */
    @ParameterizedTest
    @CsvSource({
        "pipeline.started, 0",
        "step.started, 1",
        "step.completed, 1",
        "step.started, 2",
        "step.completed, 2",
        "step.started, 3",
        "step.completed, 3",
        "pipeline.completed, 0"
    })
    void killedAtAnyLineItIsTakenUpAndCommitsOnce(String event, int step) throws Exception {
        String number = step == 0 ? "" : "\"step_number\":" + step + ",";
        try (DeployedFunction function = start()) {
            function.deliverUntilTaken(anotherIssue());
            function.api().invoke(flow().json(), DeployedFunction.LIMIT);
            function.process()
                    .awaitStdout(
                            line -> line.contains("\"event\":\"" + event + "\"")
                                    && line.contains(number)
                                    && line.contains("PROJ-1"),
                            PATIENCE);
            function.process().kill();
        }

        assertTakenUp();
    }

    @Test
    void killedBetweenPushAndTheEndOfTheStepItIsTakenUpAndCommitsOnce() throws Exception {
        host.git().be(Mood.SILENT_AFTER_PUSH);
        try (DeployedFunction function = start()) {
            function.deliverUntilTaken(anotherIssue());
            function.api().invoke(flow().json(), DeployedFunction.LIMIT);
            host.git().awaitPush(PATIENCE);
            function.process().kill();
        }
        host.git().be(Mood.HELPFUL);

        assertTakenUp();
    }
}
