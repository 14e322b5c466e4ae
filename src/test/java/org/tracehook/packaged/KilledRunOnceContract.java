package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.dynamodb.LocalTable;
import org.tracehook.workspace.BareRepository;
import org.tracehook.workspace.GitHttpServer;
import org.tracehook.workspace.GitHttpServer.Mood;

/** A run that was killed, wherever it was, is taken up when Jira sends the delivery again, and commits once. */
abstract class KilledRunOnceContract {

    private static final String BRANCH = "develop/proj-1";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private Path taskRoot;
    private BareRepository repository;
    private GitHttpServer git;
    private final LocalTable table = new LocalTable();

    @BeforeEach
    void unpack() throws IOException {
        taskRoot = Files.createDirectory(directory.resolve("task"));
        FunctionZip.built().unpackTo(taskRoot);
        repository = BareRepository.create(directory.resolve("host.git"));
        repository.commit("main", Map.of("src/app.sh", "echo app\n", "test/run.sh", "exit 0\n"));
        git = GitHttpServer.serving(repository);
    }

    @AfterEach
    void close() {
        git.close();
        repository.close();
    }

    /** On Lambda there is neither git over HTTP nor a local test command. */
    private DeployedFunction start() throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "");
        environment.put("TRACEHOOK_WEBHOOK_SECRET", JiraDelivery.SECRET);
        environment.put("TRACEHOOK_WEBHOOK_EXPLICIT_INTENTS", "development_flow,review_code");
        environment.put("TRACEHOOK_WORKSPACE_REPOSITORY", git.url());
        environment.put("TRACEHOOK_DEVELOPMENT_PATHS", "src/**");
        environment.put("TRACEHOOK_TESTING_COMMAND", "sh,test/run.sh");
        environment.put("TRACEHOOK_STORE_TYPE", "dynamodb");
        environment.put("TRACEHOOK_STORE_TABLE", table.name());
        environment.put(
                "TRACEHOOK_STORE_ENDPOINT_OVERRIDE", LocalTable.endpoint().toString());
        environment.put("AWS_ACCESS_KEY_ID", LocalTable.CREDENTIAL);
        environment.put("AWS_SECRET_ACCESS_KEY", "a-secret-key-of-lambda");
        return DeployedFunction.started(taskRoot, environment);
    }

    /** Has the function reach its table, so that what follows is taken at once; commits nothing. */
    private static GatewayEvent anotherIssue() {
        return JiraDelivery.signed(
                JiraDelivery.body(
                        "{'intent': 'review_code', 'issue': {'key': 'PROJ-2'}, 'context': {'code_changes': {'a.sh': 'echo'}}}"));
    }

    private static GatewayEvent flow() {
        String body = """
                {"intent": "development_flow",
                 "issue": {"key": "PROJ-1", "fields": {"status": {"name": "In Progress"}}},
                 "context": {"code_changes": {"src/new.sh": "echo new"}}}""";
        return JiraDelivery.signed(body.getBytes(StandardCharsets.UTF_8), "the-identifier-of-jira");
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
        assertEquals(2, repository.log(BRANCH).size(), "the first commit, and one of the flow");
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
        git.be(Mood.SILENT_AFTER_PUSH);
        try (DeployedFunction function = start()) {
            function.deliverUntilTaken(anotherIssue());
            function.api().invoke(flow().json(), DeployedFunction.LIMIT);
            git.awaitPush(PATIENCE);
            function.process().kill();
        }
        git.be(Mood.HELPFUL);

        assertTakenUp();
    }
}
