package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tracehook.agent.remote.Fixtures;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.agent.remote.RemoteAgentServer.Reaction;
import org.tracehook.delivery.Reply;
import org.tracehook.feedback.FakeJira;
import org.tracehook.githost.FakeGitHost;
import org.tracehook.githost.PullRequestConfig.HostKind;

/** From a ticket that moves to a draft that waits for a person: an author over HTTP, git over HTTP, a git host and Jira. */
class TicketToPullRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BRANCH = "develop/PROJ-1";

    /** Accepts the work, and has the reply at the second question. */
    private static final Reaction ACCEPTS =
            RemoteAgentServer.reply(202, Map.of("Location", "/runs/1", "Retry-After", "1"), new byte[0]);

    @TempDir
    Path directory;

    private final FakeJira jira = FakeJira.cloud();
    private SampleHost git;
    private FakeGitHost host;
    private RemoteAgentServer author;
    private TestFunction function;

    @BeforeEach
    void serve() throws IOException {
        git = SampleHost.in(directory);
    }

    @AfterEach
    void close() throws IOException {
        author.close();
        host.close();
        git.close();
        jira.close();
    }

    private static Reaction writes(String content) {
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.put("outcome", "success").put("summary", "Says hello");
        ObjectNode outputs = reply.putObject("outputs").put("commit_message", "Say hello");
        outputs.putObject("code_changes").put("src/hello.sh", content);
        outputs.putObject("usage").put("input_tokens", 1_200).put("cost_usd", 0.02);
        return RemoteAgentServer.json(reply.toString());
    }

    private TestFunction function(HostKind kind) {
        host = FakeGitHost.onLoopback(kind);
        Map<String, String> properties = new HashMap<>(git.properties());
        properties.put("tracehook.workspace.repository", git.server().urlWithOwner());
        properties.putAll(host.properties());
        properties.putAll(author.properties("author_agent", Fixtures.TOKEN));
        properties.put("tracehook.remote-agents.author_agent.ticket-fields", "summary,description");
        properties.put("tracehook.remote-agents.author_agent.repository", "true");
        properties.put("tracehook.remote-agents.author_agent.previous", "true");
        jira.credentials().forEach((key, value) -> properties.put("tracehook.feedback." + key, value));
        properties.putAll(
                SampleHost.flow("author_agent", "code_review_agent", "development_agent", "pull_request_agent"));
        properties.putAll(SampleHost.authorRule());
        return TestFunction.with(properties);
    }

    private JsonNode move(String status) {
        Reply reply = function.signed(("{\"webhookEvent\": \"automation:go\", \"actor\": \"ann\","
                        + "\"issue\": {\"id\": \"10021\", \"key\": \"PROJ-1\", \"fields\": {\"status\": {\"name\": \""
                        + status + "\"}, \"summary\": \"Say hello\", \"description\": \"h1. Please\"}}}")
                .getBytes(StandardCharsets.UTF_8));
        assertEquals(200, reply.status(), () -> TestFunction.json(reply).toString());
        return TestFunction.json(reply);
    }

    /** The document that the author got with the request of that number. */
    private JsonNode asked(int request) throws IOException {
        return JSON.readTree(author.received().get(request).body());
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void aTicketBecomesADraftAndMovedAgainAFurtherCommitOfIt(HostKind kind) throws IOException {
        author = RemoteAgentServer.reacting(
                ACCEPTS, ACCEPTS, writes("echo hello\n"), ACCEPTS, ACCEPTS, writes("echo hello all\n"));
        function = function(kind);
        String main = git.repository().head("main").orElseThrow();

        JsonNode first = move("To Do");

        assertEquals("SUCCESS", first.path("pipeline_status").asText(), first::toString);
        String commit = git.repository().head(BRANCH).orElseThrow();
        assertEquals(commit, first.path("final_commit").asText());
        assertEquals(host.pageOf(7), first.path("pull_request_url").asText());
        assertEquals(main, asked(0).at("/repository/base_commit").asText());
        assertEquals("# Please", asked(0).at("/ticket/fields/description").asText());
        assertTrue(asked(0).path("previous").isNull(), "there was no run before");
        assertTrue(jira.bodies("POST", "/comment").get(0).toString().contains(host.pageOf(7)), "Jira has the link");
        assertEquals(1, host.posted("/status").size());

        String colleagues = git.repository().commit(BRANCH, Map.of("src/more.sh", "echo more\n"));
        JsonNode second = move("In Progress");

        assertEquals("SUCCESS", second.path("pipeline_status").asText(), second::toString);
        assertEquals(colleagues, asked(3).at("/repository/base_commit").asText());
        assertEquals(
                first.path("trace_id").asText(),
                asked(3).at("/previous/trace_id").asText());
        List<String> commits = git.repository().log(BRANCH);
        assertEquals(List.of(second.path("final_commit").asText(), colleagues, commit), commits.subList(0, 3));
        assertEquals(host.pageOf(7), second.path("pull_request_url").asText());
        assertEquals(1, host.created(), "the open request is found");
        assertEquals(2, host.posted("/status").size());
        assertFalse(function.output().contains(Fixtures.TOKEN));
        assertFalse(function.output().contains(FakeGitHost.TOKEN));
    }

    @Test
    void afterAPersonMergedTheDraftWorkBeginsAgainAtTheBaseWithADraftOfItsOwn() throws IOException {
        author = RemoteAgentServer.reacting(
                ACCEPTS, writes("echo hello\n"), ACCEPTS, writes("echo hello all\n"), ACCEPTS, writes("echo bye\n"));
        function = function(HostKind.GITHUB);
        move("To Do");
        git.repository().branch("main", BRANCH);
        String merged = git.repository().commit("main", Map.of("src/later.sh", "echo later\n"));
        host.closeRequest();

        JsonNode second = move("In Progress");

        assertEquals("SUCCESS", second.path("pipeline_status").asText(), second::toString);
        assertEquals(merged, asked(2).at("/repository/base_commit").asText());
        assertEquals(
                List.of(second.path("final_commit").asText(), merged),
                git.repository().log(BRANCH).subList(0, 2));
        assertEquals(2, host.created(), "the merged one is none of an open branch");

        host.closeRequest();
        JsonNode third = move("In Review");

        assertEquals(
                second.path("final_commit").asText(),
                asked(4).at("/repository/base_commit").asText(),
                "a person closed it, and the branch is still there");
        assertEquals("SUCCESS", third.path("pipeline_status").asText(), third::toString);
        assertEquals(3, host.created());
        assertTrue(
                host.received().stream().allMatch(line -> line.startsWith("GET") || line.startsWith("POST")),
                host.received()::toString);
    }

    @Test
    void aChangeThatTheReviewBlocksIsNeverPushed() throws IOException {
        author = RemoteAgentServer.reacting(ACCEPTS, writes("-----BEGIN RSA PRIVATE KEY-----\n"));
        function = function(HostKind.GITHUB);

        JsonNode reply = move("To Do");

        assertTrue(reply.path("error").asText().startsWith("Code review BLOCKED: "), reply::toString);
        assertTrue(git.repository().head(BRANCH).isEmpty(), "nothing is pushed");
        assertEquals(List.of(), host.received(), "no request and no status");
    }

    @Test
    void aBranchThatMovesWhileTheAuthorWorksIsLeftAsItIs() throws IOException {
        author = RemoteAgentServer.reacting(ACCEPTS, (request, out) -> {
            git.repository().branch(BRANCH, "main");
            git.repository().commit(BRANCH, Map.of("src/theirs.sh", "echo theirs\n"));
            writes("echo hello\n").to(request, out);
        });
        function = function(HostKind.GITHUB);

        JsonNode reply = move("To Do");

        assertEquals("PARTIAL", reply.path("pipeline_status").asText(), reply::toString);
        assertTrue(reply.path("error").asText().contains(BRANCH + " moved from "), reply::toString);
        assertEquals(2, git.repository().log(BRANCH).size(), "the colleague's commit and the first one");
        assertEquals(0, host.created());
    }
}
