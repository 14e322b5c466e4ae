package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.delivery.Reply;
import org.tracehook.tracelog.LineContract;
import org.tracehook.workspace.GitHttpServer.Mood;

/** A moved ticket from its delivery to commit, review and test run, against a git host and with a real test command. */
class DevelopmentFlowTest {

    private static final String BRANCH = "develop/PROJ-1";
    private static final String PASSWORD = "pa+ss/word & more";
    private static final String FLOW = "tracehook.intents.flow.tasks";

    @TempDir
    Path directory;

    private SampleHost host;
    private TestFunction function;

    @BeforeEach
    void serve() throws IOException {
        host = SampleHost.in(directory);
        host.server().require("bot", PASSWORD);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(host.properties());
        properties.put("tracehook.workspace.username", "bot");
        properties.put("tracehook.workspace.password", PASSWORD);
        properties.put("tracehook.webhook.explicit-intents", "flow,review_code");
        // The shipped plan with time for a slow machine.
        plan(properties, "2m", "2m", "2m");
        return properties;
    }

    private static void plan(Map<String, String> properties, String... timeouts) {
        String[] agents = {"development_agent", "code_review_agent", "testing_agent"};
        for (int i = 0; i < agents.length; i++) {
            properties.put(FLOW + "[" + i + "].agent", agents[i]);
            properties.put(FLOW + "[" + i + "].task", "Step " + (i + 1));
            properties.put(FLOW + "[" + i + "].timeout", timeouts[i]);
        }
    }

    private JsonNode deliver(Map<String, String> properties, String... pathsAndContents) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("intent", "flow");
        body.putObject("issue")
                .put("key", "PROJ-1")
                .putObject("fields")
                .putObject("status")
                .put("name", "Waiting for Development");
        ObjectNode changes = body.putObject("context").putObject("code_changes");
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            changes.put(pathsAndContents[i], pathsAndContents[i + 1]);
        }
        return deliver(properties, body);
    }

    private JsonNode deliver(Map<String, String> properties, ObjectNode body) {
        function = TestFunction.with(properties);
        Reply reply = function.signed(TestFunction.utf8(body.toString()));
        assertEquals(200, reply.status(), () -> TestFunction.json(reply).toString());
        noSecretIn(TestFunction.json(reply) + function.output());
        return TestFunction.json(reply);
    }

    private static void noSecretIn(String text) {
        Stream.of(PASSWORD, "bot:" + PASSWORD, TestFunction.SECRET)
                .flatMap(secret -> Stream.of(
                        secret,
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))))
                .forEach(secret -> assertFalse(text.contains(secret), text));
    }

    /** The trace as the last line holds it. */
    private JsonNode trace() {
        return function.lines().get(function.lines().size() - 1).path("trace");
    }

    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        trace().path("steps").forEach(step -> steps.add(text(step)));
        return steps;
    }

    private static String text(JsonNode step) {
        boolean succeeded = "SUCCESS".equals(step.path("status").asText());
        assertEquals(succeeded, step.path("success").asBoolean(), step::toString);
        assertEquals(succeeded, step.path("error_message").isNull(), step::toString);
        assertEquals(succeeded, !step.path("output_summary").isNull(), step::toString);
        return step.path("agent_name").asText() + " " + step.path("status").asText() + ": "
                + step.path(succeeded ? "output_summary" : "error_message")
                        .asText()
                        .replaceFirst(" \\([0-9a-f]{7}\\)$", " (7 digits)");
    }

    /** The outputs in the line of the step of that number. */
    private JsonNode outputs(int step) {
        JsonNode outputs = function.lines().stream()
                .filter(line -> line.path("event").asText().equals("step.completed")
                        && line.path("step_number").asInt() == step)
                .findFirst()
                .orElseThrow()
                .path("outputs");
        LineContract.checkOutputs(outputs);
        return outputs;
    }

    /** The row of DESIGN's status table for a flow whose last step stops it: 200, PARTIAL, and its error everywhere. */
    private void stopsWith(JsonNode reply, String error, String... steps) {
        assertEquals(List.of(steps), steps());
        assertTrue(steps[steps.length - 1].endsWith(": " + error), error);
        assertEquals("PARTIAL", reply.path("pipeline_status").asText(), reply::toString);
        assertEquals("PARTIAL", trace().path("pipeline_status").asText());
        assertEquals(error, reply.path("error").asText());
        assertEquals(error, trace().path("final_error").asText());
        assertEquals(
                "development_agent → code_review_agent → testing_agent",
                trace().path("execution_plan_summary").asText());
    }

    private void oneCommitIsThere() throws IOException {
        assertEquals(2, host.repository().log(BRANCH).size());
        assertEquals(1, host.repository().log("main").size());
        assertEquals(Set.of("main", BRANCH), host.repository().branches());
    }

    @Test
    void aChangeIsCommittedOnceReviewedAndTested() throws Exception {
        JsonNode reply = deliver(properties(), "src/new.sh", "echo new\n");

        assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
        assertEquals(
                List.of(
                        "development_agent SUCCESS: Committed 1 file(s) to develop/PROJ-1 (7 digits)",
                        "code_review_agent SUCCESS: Decision: APPROVE",
                        "testing_agent SUCCESS: Status: PASS, Tests: 5/5"),
                steps());
        assertEquals("SUCCESS", trace().path("pipeline_status").asText());
        assertTrue(trace().path("final_error").isNull());
        assertTrue(reply.path("error").isMissingNode(), reply::toString);
        String commit = host.repository().head(BRANCH).orElseThrow();
        assertEquals(commit, reply.path("final_commit").asText());
        assertEquals("feat(PROJ-1): Waiting for Development", host.repository().message(commit));
        assertEquals("echo new\n", host.repository().files(commit).get("src/new.sh"));
        oneCommitIsThere();
        assertTrue(trace().at("/steps/0/output_summary").asText().endsWith(" (" + commit.substring(0, 7) + ")"));
        assertEquals(
                "{\"branch\":\"develop/PROJ-1\",\"commit\":\"" + commit
                        + "\",\"created\":true,\"files\":[\"src/new.sh\"]}",
                outputs(1).toString());
        assertEquals(
                "{\"base\":\"" + host.repository().head("main").orElseThrow()
                        + "\",\"branch\":\"develop/PROJ-1\",\"decision\":\"APPROVE\",\"files_reviewed\":1,\"findings\":[],"
                        + "\"findings_total\":0,\"reviewed_commit\":\"" + commit + "\"}",
                outputs(2).toString());
        assertEquals(commit, outputs(3).path("tested_commit").asText());
        assertEquals(5, outputs(3).at("/tests/passed").asInt());
        assertTrue(outputs(3).path("failures").isEmpty());
    }

    @Test
    void theSameDeliveryAgainCommitsNothingMore() throws Exception {
        deliver(properties(), "src/new.sh", "echo new\n");
        JsonNode again = deliver(properties(), "src/new.sh", "echo new\n");

        assertEquals("SUCCESS", again.path("pipeline_status").asText(), again::toString);
        assertEquals(
                List.of(
                        "development_agent SUCCESS: No changes to commit to develop/PROJ-1 (7 digits)",
                        "code_review_agent SUCCESS: Decision: APPROVE",
                        "testing_agent SUCCESS: Status: PASS, Tests: 5/5"),
                steps());
        assertTrue(outputs(1).path("files").isEmpty());
        assertEquals("false", outputs(1).path("created").toString());
        oneCommitIsThere();
        assertEquals(
                host.repository().head(BRANCH),
                Optional.of(again.path("final_commit").asText()));
    }

    @Test
    void aReviewOfWhatTheBranchReallyChangesBlocks() throws Exception {
        host.repository().branch(BRANCH, "main");
        host.repository().commit(BRANCH, Map.of("src/theirs.py", "x = 1\nprint(x)\n"));

        JsonNode reply = deliver(properties(), "src/new.sh", "echo new\n");

        String error = "Code review BLOCKED: BLOCK: Code violates architecture rules. Issues:"
                + " Direct print() calls not allowed; use logging (src/theirs.py:2)";
        stopsWith(
                reply,
                error,
                "development_agent SUCCESS: Committed 1 file(s) to develop/PROJ-1 (7 digits)",
                "code_review_agent BLOCKED: " + error);
        assertEquals("""
                [{"rule":"python-print","category":"architecture","file":"src/theirs.py","line":2,\
                "message":"Direct print() calls not allowed; use logging"}]""", outputs(2).path("findings").toString());
        assertFalse(function.output().contains("print(x)"));
        assertEquals(3, host.repository().log(BRANCH).size());
        assertEquals(
                host.repository().head(BRANCH),
                Optional.of(reply.path("final_commit").asText()));
    }

    @Test
    void aReviewThatAsksForChangesStopsTheFlow() throws Exception {
        JsonNode reply = deliver(properties(), "src/long.py", "x = '" + "y".repeat(200) + "'\n");

        String error = "Code review REQUEST_CHANGES: REQUEST_CHANGES: Code has standards violations. Issues:"
                + " Line too long (206 > 100) (src/long.py:1)";
        stopsWith(
                reply,
                error,
                "development_agent SUCCESS: Committed 1 file(s) to develop/PROJ-1 (7 digits)",
                "code_review_agent FAIL: " + error);
        oneCommitIsThere();
    }

    @Test
    void testsThatFailStopTheFlow() throws Exception {
        JsonNode reply = deliver(properties(), "src/greeting.sh", "greet() {\n    echo \"Hello, ${1}!\"\n}\n");

        stopsWith(
                reply,
                "Tests FAILED: 1 test(s) failed out of 5 (1 failures)",
                "development_agent SUCCESS: Committed 1 file(s) to develop/PROJ-1 (7 digits)",
                "code_review_agent SUCCESS: Decision: APPROVE",
                "testing_agent FAIL: Tests FAILED: 1 test(s) failed out of 5 (1 failures)");
        assertEquals(1, outputs(3).at("/tests/failed").asInt());
        assertEquals("""
                [{"class":"greeting","name":"greets everybody","message":"not what was expected"}]""", outputs(3).path("failures").toString());
        oneCommitIsThere();
        assertEquals(
                host.repository().head(BRANCH),
                Optional.of(reply.path("final_commit").asText()));
    }

    @Test
    void aPushThatIsRejectedTwiceFailsTheFirstStep() throws Exception {
        host.server().beforePush(() -> host.repository()
                .commit(
                        BRANCH,
                        Map.of("src/theirs.sh", "echo " + host.repository().branches() + System.nanoTime() + "\n")));

        JsonNode reply = deliver(properties(), "src/new.sh", "echo new\n");

        String error = "Agent failed: the push to 'develop/PROJ-1' of "
                + host.server().url() + " was rejected twice: somebody else pushed there meanwhile; run again";
        stopsWith(reply, error, "development_agent FAIL: " + error);
        assertTrue(reply.path("final_commit").isMissingNode(), reply::toString);
        List<String> theirs = host.repository().log(BRANCH).subList(0, 2);
        for (String commit : theirs) {
            assertFalse(host.repository().message(commit).startsWith("feat("), commit);
        }
    }

    @Test
    void aPushThatTheHostRefusesFailsTheFirstStepInTheHostsWords() throws Exception {
        host.server().refusePushes("frozen for " + PASSWORD);

        JsonNode reply = deliver(properties(), "src/new.sh", "echo new\n");

        String error = "Agent failed: the push to 'develop/PROJ-1' of "
                + host.server().url() + " was refused: frozen for [secret]";
        stopsWith(reply, error, "development_agent FAIL: " + error);
        assertEquals(Set.of("main"), host.repository().branches());
    }

    /** Wherever it would once have been cut: behind 200 characters of the host's, and where a trace's text ends. */
    @ParameterizedTest
    @ValueSource(ints = {183, 188, 191, 1_930, 1_935})
    void noPartOfASecretInARefusalIsWritten(int before) {
        host.server().refusePushes("x".repeat(before) + " " + PASSWORD);

        JsonNode reply = deliver(properties(), "src/new.sh", "echo new\n");

        assertTrue(steps().get(0).contains("was refused: xxx"), steps()::toString);
        for (int i = 0; i + 8 <= PASSWORD.length(); i++) {
            String part = PASSWORD.substring(i, i + 8);
            assertFalse((reply + function.output()).contains(part), part);
        }
    }

    @Test
    void aHostThatNeverAnswersIsAStepOutOfTime() throws Exception {
        host.server().be(Mood.SILENT);
        Map<String, String> properties = properties();
        plan(properties, "700ms", "1s", "1s");

        JsonNode reply = deliver(properties, "src/new.sh", "echo new\n");

        stopsWith(reply, "Timed out after 0.7 s", "development_agent FAIL: Timed out after 0.7 s");
        assertEquals(Set.of("main"), host.repository().branches());
    }

    @Test
    void aTestCommandThatHangsIsAStepOutOfTime() throws Exception {
        Map<String, String> properties = properties();
        plan(properties, "1m", "1m", "900ms");
        properties.put("tracehook.testing.command", "sh,-c,sleep 600");

        JsonNode reply = deliver(properties, "src/new.sh", "echo new\n");

        stopsWith(
                reply,
                "Timed out after 0.9 s",
                "development_agent SUCCESS: Committed 1 file(s) to develop/PROJ-1 (7 digits)",
                "code_review_agent SUCCESS: Decision: APPROVE",
                "testing_agent FAIL: Timed out after 0.9 s");
        oneCommitIsThere();
    }

    @Test
    void aSecretIsNotPushed() throws Exception {
        JsonNode reply = deliver(properties(), "src/new.sh", "TOKEN=gh" + "p_" + "a1B2".repeat(10) + "\n");

        assertEquals(
                List.of(
                        "development_agent FAIL: Agent failed: nothing was pushed. Code violates security rules. Issues:"
                                + " Access token detected; remove it and revoke the token (src/new.sh:1)"),
                steps());
        assertEquals(Set.of("main"), host.repository().branches());
        assertFalse(reply.toString().contains("a1B2"));
    }

    @Test
    void aSecretIsNotPushedWhateverRulesOfOnesOwnThereAre() throws Exception {
        Map<String, String> properties = properties();
        String[] categories = {"architecture", "security", "standards", "edge_case"};
        for (int i = 0; i < categories.length; i++) {
            String rule = "tracehook.review.rules[" + i + "].";
            properties.put(rule + "id", "own-" + i);
            properties.put(rule + "pattern", "never" + i);
            properties.put(rule + "category", categories[i]);
            properties.put(rule + "message", "Never");
        }
        String key = "-----BEGIN RSA PRIVATE" + " KEY-----\nMIIEow\n-----END RSA PRIVATE" + " KEY-----\n";

        JsonNode reply = deliver(properties, "src/id_rsa", key);

        String error = "Agent failed: nothing was pushed. Code violates security rules. Issues:"
                + " Private key detected; remove it and rotate the key (src/id_rsa:1)";
        stopsWith(reply, error, "development_agent FAIL: " + error);
        assertEquals(Set.of("main"), host.repository().branches());

        properties.put("tracehook.review.disabled", "private-key");
        assertEquals(
                "SUCCESS",
                deliver(properties, "src/id_rsa", key).path("pipeline_status").asText());
    }

    @Test
    void whatMustNotBeWrittenIsRefusedBeforeAnythingIsPushed() throws Exception {
        Map<String, String> everywhere = properties();
        everywhere.put("tracehook.development.paths", "**");
        Map<String, String> nowhere = properties();
        nowhere.remove("tracehook.development.paths");

        deliver(properties(), "lib/a.sh", "x\n", "src/a.sh", "y\n");
        assertEquals(
                List.of(
                        "development_agent FAIL: Agent failed: 'lib/a.sh' is outside tracehook.development.paths: src/**"),
                steps());
        deliver(everywhere, ".github/workflows/a.yml", "on: push\n");
        assertEquals(
                List.of("development_agent FAIL: Agent failed: '.github/workflows/a.yml' defines what a build or git"
                        + " does: a ticket must not change it"),
                steps());
        deliver(nowhere, "src/a.sh", "x\n");
        assertTrue(steps().get(0).contains("set tracehook.development.paths (TRACEHOOK_DEVELOPMENT_PATHS)"));
        deliver(everywhere, "src/../../etc/passwd", "x\n");
        assertEquals(
                List.of("development_agent FAIL: Agent failed: 'src/../../etc/passwd' is no path to write to:"
                        + " it has a part '..'"),
                steps());
        assertEquals(Set.of("main"), host.repository().branches());
    }

    @Test
    void wrongCredentialsFailAndAreNotEchoed() {
        host.server().require("bot", "another-password");

        deliver(properties(), "src/new.sh", "echo new\n");

        assertTrue(steps().get(0).contains("refused access (401)"), steps()::toString);
    }

    @Test
    void theTestCommandSeesNoSecret() throws Exception {
        Map<String, String> properties = properties();
        properties.put("tracehook.testing.command", "sh,-c,env > " + directory.resolve("env.txt"));
        properties.remove("tracehook.testing.reports");

        JsonNode reply = deliver(properties, "src/new.sh", "echo new\n");

        assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
        String environment = Files.readString(directory.resolve("env.txt"));
        noSecretIn(environment);
        assertFalse(environment.contains("TRACEHOOK_"), environment);
        assertFalse(environment.contains(TestFunction.SECRET), environment);
    }

    /** The example of the manual's page about agents. */
    private Map<String, String> monorepo() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/agents.md"));
        String section = page.substring(page.indexOf("\n## Monorepos and several repositories\n"));
        Properties example = new Properties();
        example.load(new StringReader(section.split("```properties\n|```\n", 3)[1]));
        Map<String, String> properties = properties();
        properties.keySet().removeIf(name -> name.startsWith("tracehook.testing."));
        properties.remove("tracehook.webhook.explicit-intents");
        example.forEach((name, value) ->
                properties.put((String) name, value.equals("development_flow") ? "flow" : (String) value));
        host.repository()
                .commit(
                        "main",
                        Map.of(
                                "web/test.sh", "mkdir web/reports && cp web/ready.xml web/reports/a.xml\n",
                                "web/ready.xml", "<testsuite><testcase classname='a.B' name='works'/></testsuite>\n",
                                "api/test.sh", "exit 3\n"));
        return properties;
    }

    private JsonNode moved(Map<String, String> properties, String label, String path, String content) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("webhookEvent", "jira:issue_updated");
        body.putObject("user").put("accountId", "712020:0a1b2c3d-1111-4222-8333-444455556666");
        ObjectNode fields = body.putObject("issue").put("key", "PROJ-1").putObject("fields");
        fields.putArray("labels").add(label);
        fields.put("description", "{code:title=" + path + "}\n" + content + "\n{code}");
        fields.putObject("status").put("name", "Waiting for Development");
        body.putObject("changelog")
                .putArray("items")
                .addObject()
                .put("field", "status")
                .put("fromString", "To Do")
                .put("toString", "Waiting for Development");
        return deliver(properties, body);
    }

    @Test
    void aRuleNarrowsPathsReviewAndTestsToItsPartOfAMonorepo() throws Exception {
        Map<String, String> properties = monorepo();

        moved(properties, "web", "web/src/app.js", "x = list[0]; // " + "y".repeat(200));
        assertEquals(
                List.of(
                        "development_agent SUCCESS",
                        "code_review_agent SUCCESS: Decision: APPROVE",
                        "testing_agent SUCCESS: Status: PASS, Tests: 1/1"),
                steps().stream()
                        .map(step -> step.replaceFirst("(development_agent SUCCESS).*", "$1"))
                        .toList());

        moved(properties, "web", "api/src/app.py", "x = 1");
        assertEquals(
                List.of(
                        "development_agent FAIL: Agent failed: 'api/src/app.py' is outside context.paths of the trigger rule"),
                steps());

        moved(properties, "api", "api/src/app.py", "x = 1");
        assertEquals("testing_agent FAIL: Tests FAILED: the test command ended with exit code 3", steps().get(2));

        moved(properties, "api", "api/src/app.py", "print(x)");
        assertTrue(steps().get(1).startsWith("code_review_agent BLOCKED"), steps()::toString);
    }

    @Test
    void aTicketDoesNotReplaceTheScriptThatTestsIt() throws Exception {
        Map<String, String> properties = monorepo();
        properties.put("tracehook.development.paths", "web/**,api/**");
        properties.put("tracehook.triggers[0].context.paths", "web/**");

        moved(properties, "web", "web/test.sh", "cp web/ready.xml web/reports/a.xml");

        assertEquals(
                List.of("development_agent FAIL: Agent failed: 'web/test.sh' is named by the test command of"
                        + " tracehook.testing.commands.web.command: a ticket may change it only if"
                        + " tracehook.development.paths names it literally, without wildcards"),
                steps());
    }

    @Test
    void anIntentNamedByTheSenderIsNarrowedByNothingThatItsBodySays() throws Exception {
        Map<String, String> properties = properties();
        properties.put("tracehook.webhook.payload-context", "code_changes,paths,review,test");
        properties.put("tracehook.testing.commands.evil.command", "true");
        properties.put("tracehook.review.sets.none.rules", "access-token");
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("intent", "flow");
        body.putObject("issue").put("key", "PROJ-1");
        body.putObject("context")
                .put("paths", "lib/**")
                .put("review", "none")
                .put("test", "evil")
                .putObject("code_changes")
                .put("src/long.py", "x = '" + "y".repeat(200) + "'\n");

        deliver(properties, body);

        assertTrue(steps().get(0).startsWith("development_agent SUCCESS"), steps()::toString);
        assertTrue(steps().get(1).startsWith("code_review_agent FAIL: Code review REQUEST_CHANGES"), steps()::toString);
    }

    @Test
    void aBranchIsReviewedWhereTheDeliveryBringsNoCode() throws Exception {
        host.repository().branch("feature/PROJ-1", "main");
        host.repository().commit("feature/PROJ-1", Map.of("src/a.py", "import logging\n"));
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("intent", "review_code");
        body.putObject("issue").put("key", "PROJ-1");
        Map<String, String> properties = properties();
        properties.put("tracehook.intents.review_code.required", "code_changes|repository");
        properties.put("tracehook.intents.review_code.tasks[0].agent", "code_review_agent");
        properties.put("tracehook.intents.review_code.tasks[0].task", "Review");

        deliver(properties, body);
        assertEquals(List.of("code_review_agent SUCCESS: Decision: APPROVE"), steps());

        host.repository().branch("other/proj-1", "main");
        deliver(properties, body);
        assertEquals(
                List.of("code_review_agent FAIL: Agent failed: 2 branches of "
                        + host.server().url() + " have PROJ-1 in their name, such as"
                        + " 'feature/PROJ-1' and 'other/proj-1': delete or rename all but one"),
                steps());
    }
}
