package org.tracehook.app;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.delivery.Reply;
import org.tracehook.feedback.FakeJira;
import org.tracehook.githost.FakeGitHost;
import org.tracehook.githost.PullRequestConfig.HostKind;
import org.tracehook.githost.SampleKey;
import org.tracehook.tracelog.WrittenLog;

/** From a delivery to the pull request, the commit's status, the reply and Jira's comment, with real git over HTTP. */
class PullRequestFlowTest {

    private static final String BRANCH = "develop/PROJ-1";

    @TempDir
    Path directory;

    private final FakeJira jira = FakeJira.cloud();
    private SampleHost git;
    private FakeGitHost host;
    private TestFunction function;

    @BeforeEach
    void serve() throws IOException {
        git = SampleHost.in(directory);
        host = FakeGitHost.onLoopback(HostKind.GITHUB);
    }

    @AfterEach
    void close() {
        git.close();
        host.close();
        jira.close();
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(git.properties());
        properties.put("tracehook.workspace.repository", git.server().urlWithOwner());
        properties.put("tracehook.webhook.explicit-intents", "flow");
        properties.putAll(SampleHost.flow("development_agent", "pull_request_agent"));
        properties.putAll(host.properties());
        return properties;
    }

    private static ObjectNode body(String... pathsAndContents) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("intent", "flow");
        body.putObject("issue")
                .put("id", "10021")
                .put("key", "PROJ-1")
                .putObject("fields")
                .put("summary", "@octocat fixes #1 [skip ci]")
                .putObject("status")
                .put("name", "In Progress");
        ObjectNode changes = body.putObject("context").putObject("code_changes");
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            changes.put(pathsAndContents[i], pathsAndContents[i + 1]);
        }
        return body;
    }

    private JsonNode deliver(Map<String, String> properties, Agent... more) {
        return deliver(properties, body("src/new.sh", "echo new\n"), more);
    }

    private JsonNode deliver(Map<String, String> properties, ObjectNode body, Agent... more) {
        function = TestFunction.with(properties);
        List.of(more).forEach(function::agent);
        Reply reply = function.signed(TestFunction.utf8(body.toString()));
        assertEquals(200, reply.status(), () -> TestFunction.json(reply).toString());
        assertFalse(function.output().contains(FakeGitHost.TOKEN), function::output);
        return TestFunction.json(reply);
    }

    private List<JsonNode> statuses() {
        return host.posted("/status");
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void aCommitBecomesADraftAndGetsAStatusOnEveryHost(HostKind kind) throws Exception {
        host.close();
        host = FakeGitHost.onLoopback(kind);

        JsonNode reply = deliver(properties());

        assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
        assertEquals(host.pageOf(7), reply.path("pull_request_url").asText());
        assertTrue(
                reply.path("summary").asText().contains("2. ✅ pull_request_agent: SUCCESS"),
                reply.path("summary").asText());
        assertTrue(function.output().contains("Opened draft pull request 7"), function::output);
        JsonNode outputs = function.lines().stream()
                .filter(line -> line.path("agent_name").asText().equals("pull_request_agent") && line.has("outputs"))
                .findFirst()
                .orElseThrow()
                .path("outputs");
        assertEquals(host.pageOf(7), outputs.path("pull_request_url").asText(), outputs::toString);
        assertEquals(7, outputs.path("pull_request_number").asInt());
        assertEquals(1, host.created());
        JsonNode document = host.posted(kind == HostKind.GITLAB ? "/merge_requests" : "pull")
                .get(0);
        assertTrue(document.path("title").asText().endsWith("PROJ-1: ＠octocat fixes ＃1 (skip ci)"), document::toString);
        assertTrue(document.toString().contains(BRANCH), document::toString);
        assertTrue(
                document.toString().contains("1. development_agent: Committed 1 file(s) to develop/PROJ-1"),
                document::toString);
        assertTrue(document.toString().contains(reply.path("trace_id").asText()), document::toString);
        assertEquals(1, statuses().size());
        assertEquals(
                "2 step(s) succeeded", statuses().get(0).path("description").asText());
        String commit = reply.path("final_commit").asText();
        assertEquals(git.repository().log(BRANCH).get(0), commit);
        assertTrue(host.received().get(2).contains(commit), host.received()::toString);
    }

    @Test
    void aFurtherRunFindsTheRequestAndLeavesItAsItIs() {
        deliver(properties());
        JsonNode reply = deliver(properties(), body("src/more.sh", "echo more\n"));

        assertEquals(host.pageOf(7), reply.path("pull_request_url").asText(), reply::toString);
        assertTrue(function.output().contains("Pull request 7 is open already"), function::output);
        assertEquals(1, host.created());
        assertEquals(2, statuses().size());
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void itIsProposedForTheConfiguredBaseBranch(HostKind kind) throws Exception {
        host.close();
        host = FakeGitHost.onLoopback(kind);
        git.repository().branch("release/1", "main");
        Map<String, String> properties = properties();
        properties.put("tracehook.workspace.base-branch", "release/1");

        deliver(properties);

        JsonNode document = host.posted(kind == HostKind.GITLAB ? "/merge_requests" : "pull")
                .get(0);
        assertEquals(
                "release/1",
                switch (kind) {
                    case GITHUB -> document.path("base").asText();
                    case GITLAB -> document.path("target_branch").asText();
                    case BITBUCKET -> document.at("/destination/branch/name").asText();
                },
                document::toString);
    }

    @Test
    void jirasCommentHasTheLinkAndTheBodyTheIssue() {
        Map<String, String> properties = properties();
        jira.credentials().forEach((key, value) -> properties.put("tracehook.feedback." + key, value));
        properties.put("tracehook.feedback.logs-url", "https://logs.example/{trace_id}");

        JsonNode reply = deliver(properties);

        assertEquals("created", reply.at("/feedback/comment").asText(), reply::toString);
        String comment = jira.bodies("POST", "/comment").get(0).toString();
        assertTrue(comment.contains("\"href\":\"" + host.pageOf(7) + "\""), comment);
        assertTrue(
                host.posted("/pulls").get(0).path("body").asText().contains("/browse/PROJ-1)"),
                () -> host.posted("/pulls").toString());
        assertEquals(
                "https://logs.example/" + reply.path("trace_id").asText(),
                statuses().get(0).path("target_url").asText());
    }

    @Test
    void theStatusSaysWhyTheRunStopped() {
        Map<String, String> properties = properties();
        properties.putAll(SampleHost.flow("development_agent", "blocking", "pull_request_agent"));

        JsonNode reply = deliver(
                properties, agent("blocking", request -> new AgentOutcome.Blocked("Blocked: " + "x".repeat(200))));

        assertEquals("PARTIAL", reply.path("pipeline_status").asText(), reply::toString);
        assertEquals(0, host.created());
        JsonNode status = statuses().get(0);
        assertEquals("failure", status.path("state").asText());
        assertEquals(
                "Blocked: " + "x".repeat(130) + "…", status.path("description").asText());
    }

    @Test
    void aStatusThatIsNotWrittenIsOneLineAndNothingElse() {
        host.onStatus(aResponse().withStatus(403));

        try (WrittenLog log =
                WrittenLog.of("org.tracehook", TestFunction.with(properties()).scrubber())) {
            JsonNode reply = deliver(properties());

            assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
            List<String> lines = log.lines().stream()
                    .filter(line -> line.contains("has no status"))
                    .toList();
            assertEquals(1, lines.size(), log.lines()::toString);
            assertTrue(lines.get(0).contains(reply.path("final_commit").asText()), lines.get(0));
            assertTrue(lines.get(0).contains("does not let the token do this (403)"), lines.get(0));
            assertTrue(lines.get(0).contains("\"level\":\"WARN"), lines.get(0));
        }
    }

    @Test
    void withoutCommitStatusNoneIsWritten() {
        Map<String, String> properties = properties();
        properties.put("tracehook.pull-request.commit-status", "false");

        deliver(properties);

        assertEquals(List.of(), statuses());
        assertEquals(1, host.created());
    }

    @Test
    void aRefusalFailsTheStep() {
        host.onCreate(aResponse().withStatus(404));

        JsonNode reply = deliver(properties());

        assertEquals("PARTIAL", reply.path("pipeline_status").asText());
        assertTrue(
                reply.path("error")
                        .asText()
                        .startsWith("Agent failed: localhost has no repository team/sample that the"),
                reply::toString);
        assertTrue(reply.path("pull_request_url").isMissingNode(), reply::toString);
        assertEquals("failure", statuses().get(0).path("state").asText());
    }

    @Test
    void aBranchWithoutACommitOfItsOwnIsNotProposed() throws Exception {
        git.repository().branch(BRANCH, "main");
        Map<String, String> properties = properties();
        properties.putAll(SampleHost.flow("pull_request_agent", "pull_request_agent"));

        JsonNode reply = deliver(properties);

        assertEquals(
                "Agent failed: there is nothing to propose: 'develop/PROJ-1' has no commit that 'main' does not have",
                reply.path("error").asText());
        assertEquals(List.of(), host.received());
    }

    @Test
    void withoutABranchThereIsNothingToPropose() {
        Map<String, String> properties = properties();
        properties.putAll(SampleHost.flow("pull_request_agent", "pull_request_agent"));

        JsonNode reply = deliver(properties);

        assertTrue(
                reply.path("error")
                        .asText()
                        .startsWith("Agent failed: there is no branch of PROJ-1 in http://127.0.0.1"),
                reply::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "https://127.0.0.1/team/sample/pulls/7, true",
        "https://127.0.0.1:8443/team/sample/pulls/7, true",
        "http://127.0.0.1/team/sample/pulls/7, false",
        "https://elsewhere.example.com/team/sample/pulls/7, false",
        "https://127.0.0.1.example.com/pulls/7, false",
        "https://mallory@127.0.0.1/pulls/7, false",
        "https://elsewhere.example.com@127.0.0.1/pulls/7, false",
        "'https://127.0.0.1/pulls/7|https://elsewhere.example.com', false",
        "'https://127.0.0.1/)[x](https://elsewhere.example.com', false",
        "javascript:alert(1), false",
        "7, false"
    })
    void ofAnotherAgentOnlyAPageOfTheRepositorysHostCounts(String url, boolean counts) {
        Map<String, String> properties = properties();
        properties.putAll(SampleHost.flow("development_agent", "other"));

        JsonNode reply = deliver(
                properties,
                agent(
                        "other",
                        request -> new AgentOutcome.Success(
                                "done", Map.of("pull_request_url", JsonNodeFactory.instance.textNode(url)))));

        assertEquals(counts ? url : "", reply.path("pull_request_url").asText());
    }

    @Test
    void aGitHubAppOpensGitAndApiAndNothingOfItIsShown() throws Exception {
        git.server().require("x-access-token", "ghs_0123456789abcdef");
        host.onToken("ghs_0123456789abcdef");
        Map<String, String> properties = properties();
        properties.remove("tracehook.pull-request.token");
        properties.putAll(host.propertiesOfApp(SampleKey.PKCS1));
        properties.putAll(SampleHost.flow("development_agent", "telling", "pull_request_agent"));

        JsonNode reply = deliver(
                properties,
                agent(
                        "telling",
                        request -> new AgentOutcome.Success("ghs_0123456789abcdef and " + SampleKey.PKCS1, Map.of())));

        assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
        assertEquals(1, host.created());
        assertEquals(1, host.posted("/access_tokens").size());
        assertEquals(1, statuses().size());
        String everything = function.output() + reply + host.posted("/pulls");
        assertTrue(everything.contains("[secret]"), everything);
        assertFalse(everything.contains("ghs_0123"), everything);
        assertFalse(everything.contains(SampleKey.PKCS1.substring(40, 80)), everything);
    }

    @Test
    void anAppAndATokenAreAFault() {
        Map<String, String> properties = properties();
        properties.put("tracehook.workspace.github-app-id", "123456");
        properties.put("tracehook.workspace.github-app-key", "s3cr3t-s3cr3t-s3cr3t");

        String message = faults(properties);

        assertTrue(
                message.contains(
                        "github-app-installation-id (TRACEHOOK_WORKSPACE_GITHUB_APP_INSTALLATION_ID): is missing"),
                message);
        assertTrue(
                message.contains("github-app-key (TRACEHOOK_WORKSPACE_GITHUB_APP_KEY): must be a private key in PEM"),
                message);
        assertFalse(message.contains("s3cr3t"), message);
        properties.put("tracehook.workspace.github-app-installation-id", "42");
        properties.put("tracehook.workspace.github-app-key", SampleKey.PKCS8);
        assertTrue(
                faults(properties)
                        .contains(
                                "tracehook.pull-request.token (TRACEHOOK_PULL_REQUEST_TOKEN): does not go together with"),
                faults(properties));
        properties.remove("tracehook.pull-request.token");
        properties.put("tracehook.pull-request.host", "gitlab");
        assertTrue(faults(properties).contains("must be github with a GitHub App"), faults(properties));
    }

    private static Agent agent(String name, Work work) {
        return new Agent() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public AgentOutcome execute(AgentRequest request) {
                return work.of(request);
            }
        };
    }

    private interface Work {
        AgentOutcome of(AgentRequest request);
    }

    private String faults(Map<String, String> properties) {
        return assertThrows(IllegalStateException.class, () -> TestFunction.with(properties)
                        .deliveries())
                .getMessage();
    }

    @Test
    void aPlanWithTheAgentNeedsAHostThatIsKnown() {
        Map<String, String> properties = properties();
        host.properties().keySet().forEach(properties::remove);

        String message = faults(properties);

        assertTrue(
                message.contains("tracehook.pull-request.host (TRACEHOOK_PULL_REQUEST_HOST): is missing: say what the"
                        + " repository's host is"),
                message);
        assertTrue(message.contains("bind a remote agent of the name pull_request_agent"), message);
        assertTrue(
                message.contains("tracehook.pull-request.token (TRACEHOOK_PULL_REQUEST_TOKEN): is missing"), message);
    }

    @Test
    void aRemoteAgentOfThatNameTakesItsPlace() {
        Map<String, String> properties = properties();
        host.properties().keySet().forEach(properties::remove);
        properties.put("tracehook.remote-agents.pull_request_agent.url", "http://127.0.0.1:9/");

        TestFunction.with(properties).deliveries();
    }

    @Test
    void aPlanThatNothingAsksForNeedsNone() {
        Map<String, String> properties = properties();
        host.properties().keySet().forEach(properties::remove);
        properties.remove("tracehook.webhook.explicit-intents");

        TestFunction.with(properties).deliveries();
    }
}
