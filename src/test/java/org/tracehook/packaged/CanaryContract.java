package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.workspace.BareRepository;
import org.tracehook.workspace.GitHttpServer;

/** No secret that a function is given is in anything that it prints, answers, pushes or hands to a test command. */
abstract class CanaryContract {

    private static final String BRANCH = "develop/PROJ-1";
    private static final String USER = "bot";
    private static final String PASSWORD = "git+pass/word & more";
    private static final String TOKEN = "agent+token/0123456789~x";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What the function is given, by the variable that brings it. */
    private static final Map<String, String> SECRETS = Map.of(
            "TRACEHOOK_WEBHOOK_SECRET", JiraDelivery.SECRET,
            "TRACEHOOK_WEBHOOK_PREVIOUS_SECRET", "previous+hook/secret & more",
            "TRACEHOOK_WEBHOOK_TOKEN", "automation+token/of jira",
            "TRACEHOOK_WORKSPACE_PASSWORD", PASSWORD,
            "AGENT_TOKEN", TOKEN,
            "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "aws+secret/access/key & more",
            "AWS_SESSION_TOKEN", "aws+session/token== & more",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN", "aws+container/token & more");

    private static final String AGENTS = """
            tracehook.remote-agents.release_agent.url=%s
            tracehook.remote-agents.release_agent.token=${AGENT_TOKEN}
            tracehook.remote-agents.release_agent.retries=0
            tracehook.testing.command=sh,test/run.sh
            tracehook.testing.reports=reports/*.xml
            """;

    @TempDir
    Path directory;

    private final List<String> seen = new ArrayList<>();
    private Path variables;
    private Path hang;
    private BareRepository repository;
    private GitHttpServer git;
    private RemoteAgentServer agent;
    private DeployedFunction function;

    @BeforeEach
    void start() throws IOException {
        variables = directory.resolve("variables");
        hang = directory.resolve("hang");
        repository = BareRepository.create(directory.resolve("host.git"));
        repository.commit("main", Map.of("src/app.py", "import logging\n", "test/run.sh", tests()));
        git = GitHttpServer.serving(repository);
        git.require(USER, PASSWORD);
        agent = RemoteAgentServer.reacting(
                RemoteAgentServer.json("{\"outcome\": \"success\", \"summary\": \"released " + told() + "\"}"),
                RemoteAgentServer.json("{\"outcome\": \"blocked\", \"error\": \"held back " + told() + "\"}"),
                RemoteAgentServer.json(
                        "{\"outcome\": \"fail\", \"error\": \"broken " + "x".repeat(470) + " " + told() + "\"}"),
                RemoteAgentServer.json("{\"outcome\": \"" + told() + "\"}"),
                RemoteAgentServer.reply(500, Map.of("X-Why", told()), told().getBytes(StandardCharsets.UTF_8)),
                RemoteAgentServer.reply(302, Map.of("Location", "https://example.com/?" + told()), new byte[0]),
                RemoteAgentServer.raw(told()));
        Path taskRoot = Files.createDirectory(directory.resolve("task"));
        FunctionZip.built().unpackTo(taskRoot);
        Files.writeString(taskRoot.resolve("config/application.properties"), configuration());
        function = DeployedFunction.start(taskRoot, environment());
    }

    @AfterEach
    void close() throws IOException {
        function.close();
        agent.close();
        git.close();
        repository.close();
    }

    /** Everything that the remote agent was told and could say again. */
    private static String told() {
        return "Bearer " + TOKEN + " " + TOKEN + " " + base64(TOKEN) + " " + base64("Bearer " + TOKEN) + " "
                + URLEncoder.encode(TOKEN, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    }

    private String tests() {
        return """
                env >> '%1$s'
                [ -r /proc/self/environ ] && cat /proc/$$/environ >> '%1$s'
                echo "$TRACEHOOK_WORKSPACE_PASSWORD" && env >&2
                [ -f '%2$s' ] && sleep 600
                mkdir reports
                result=''
                grep -q broken src/app.py && result='<failure message="as expected"/>'
                echo "<testsuite><testcase name='app'>$result</testcase></testsuite>" > reports/a.xml
                """.formatted(variables, hang);
    }

    private String configuration() {
        return AGENTS.formatted(agent.url())
                + plan("flow", "60s", "development_agent", "code_review_agent", "testing_agent", "release_agent")
                + plan("release", "60s", "release_agent")
                + plan("test", "1s", "testing_agent");
    }

    private static String plan(String intent, String timeout, String... agents) {
        String tasks = "tracehook.intents." + intent + ".tasks[";
        StringBuilder plan = new StringBuilder();
        for (int i = 0; i < agents.length; i++) {
            plan.append(tasks + i + "].agent=" + agents[i] + "\n")
                    .append(tasks + i + "].task=Step\n")
                    .append(tasks + i + "].timeout=" + timeout + "\n");
        }
        return plan.toString();
    }

    /** On Lambda there is neither git over HTTP nor a local test command. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(SECRETS);
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "");
        environment.put("TRACEHOOK_WEBHOOK_EXPLICIT_INTENTS", "flow,release,test");
        environment.put("TRACEHOOK_WORKSPACE_REPOSITORY", git.url());
        environment.put("TRACEHOOK_WORKSPACE_USERNAME", USER);
        environment.put("TRACEHOOK_DEVELOPMENT_PATHS", "src/**");
        environment.put("TRACEHOOK_DEADLINE_CEILING", "58s");
        environment.put("TRACEHOOK_LIMITS_RUNS_PER_ISSUE_PER_HOUR", "0");
        return environment;
    }

    @Test
    void noSecretIsSeenOnSuccessOrOnAnyFailure() throws Exception {
        becomes("SUCCESS", "4. ✅ release_agent: SUCCESS", flow("import os\n"));
        becomes("PARTIAL", "1. 🚫 release_agent: BLOCKED", intent("release"));
        becomes("PARTIAL", "broken", intent("release"));
        becomes("PARTIAL", "invalid reply", intent("release"));
        becomes("PARTIAL", "answered 500", intent("release"));
        becomes("PARTIAL", "answered with a redirect (302)", intent("release"));
        becomes("PARTIAL", "the connection ended before a reply", intent("release"));
        becomes("PARTIAL", "2. 🚫 code_review_agent: BLOCKED", flow("print(1)\n"));
        becomes("PARTIAL", "Tests FAILED: 1 test(s) failed out of 1", flow("broken = 1\n"));
        Files.createFile(hang);
        becomes("PARTIAL", "Timed out after 1 s", intent("test"));
        git.refusePushes("not " + "x".repeat(180) + " " + PASSWORD + " Basic " + base64(USER + ":" + PASSWORD) + " "
                + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8));
        becomes("PARTIAL", "was refused", flow("import sys\n"));
        git.require(USER, "another");
        becomes("PARTIAL", "refused access (401)", flow("import sys\n"));
        git.close();
        becomes("PARTIAL", "1. ❌ development_agent: FAIL", flow("import sys\n"));
        isRefused(JiraDelivery.unsigned(flow("import sys\n").toString().getBytes(StandardCharsets.UTF_8))
                .header("X-Webhook-Token", "wrong"));
        function.process().kill();

        String reviewed = repository.head(BRANCH).orElseThrow();
        seen.add(repository.files(reviewed) + repository.message(reviewed) + repository.author(reviewed));
        seen.add(Files.readString(variables));
        seen.addAll(function.process().stdoutLines());
        seen.addAll(function.process().stderrLines());
        theAgentsWereGivenTheirSecrets();
        Map<String, List<String>> leaks = new TreeMap<>();
        spellings().forEach((spelling, name) -> seen.stream()
                .filter(text -> text.contains(spelling))
                .forEach(text ->
                        leaks.computeIfAbsent(name, any -> new ArrayList<>()).add(text)));
        assertEquals(Map.of(), leaks);
        assertFalse(Files.readString(variables).contains("TRACEHOOK_"));
        assertFalse(Files.readString(variables).contains("AWS_"));
    }

    /** Without this the function could be one that has no secrets to give away. */
    private void theAgentsWereGivenTheirSecrets() throws IOException {
        assertTrue(Files.readString(variables).contains("CI=true"));
        assertEquals(7, agent.received().size());
        assertEquals("Bearer " + TOKEN, agent.received().get(0).headers().get("authorization"));
        assertTrue(git.requests().stream()
                .anyMatch(request -> ("Basic " + base64(USER + ":" + PASSWORD)).equals(request.authorization())));
    }

    private void becomes(String status, String part, ObjectNode body) throws Exception {
        GatewayReply reply = reply(JiraDelivery.signed(body.toString().getBytes(StandardCharsets.UTF_8)));
        JsonNode document = reply.json();
        assertEquals(200, reply.status(), document::toString);
        assertEquals(status, document.path("pipeline_status").asText(), document::toString);
        assertTrue(document.path("summary").asText().contains(part), document::toString);
    }

    private void isRefused(GatewayEvent event) throws Exception {
        assertEquals(401, reply(event).status());
    }

    private GatewayReply reply(GatewayEvent event) throws Exception {
        GatewayReply reply = GatewayReply.of(
                function.api().invoke(event.json(), PATIENCE).answer().get());
        seen.add(reply.headers() + " " + reply.body());
        return reply;
    }

    private static ObjectNode flow(String content) {
        ObjectNode body = intent("flow");
        body.putObject("context").putObject("code_changes").put("src/app.py", content);
        return body;
    }

    private static ObjectNode intent(String name) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("intent", name);
        body.putObject("issue")
                .put("key", "PROJ-1")
                .putObject("fields")
                .putObject("status")
                .put("name", "Doing");
        return body;
    }

    /** What each secret may look like, by the variable's name. */
    private static Map<String, String> spellings() {
        Map<String, String> all = new LinkedHashMap<>();
        Map<String, String> secrets = new HashMap<>(SECRETS);
        secrets.put("user and password", USER + ":" + PASSWORD);
        secrets.forEach((name, secret) -> Stream.of(
                        secret,
                        secret.substring(0, secret.length() * 3 / 4),
                        base64(secret),
                        base64("Bearer " + secret),
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        URLEncoder.encode(secret, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet())
                .forEach(spelling -> all.put(spelling, name)));
        return all;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
