package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.agent.remote.AuthorOverHttp.ACCEPTS;
import static org.tracehook.agent.remote.AuthorOverHttp.asked;
import static org.tracehook.agent.remote.AuthorOverHttp.writes;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.tracehook.agent.remote.AuthorOverHttp;
import org.tracehook.agent.remote.Fixtures;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.delivery.Reply;
import org.tracehook.feedback.FakeJira;
import org.tracehook.githost.FakeGitHost;
import org.tracehook.githost.PullRequestConfig.HostKind;

/** From a ticket that moves to a draft that waits for a person: an author over HTTP, git over HTTP, a git host and Jira. */
class TicketToPullRequestTest {

    private static final String BRANCH = "develop/PROJ-1";

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

    private TestFunction function(HostKind kind) {
        host = FakeGitHost.onLoopback(kind);
        Map<String, String> properties = new HashMap<>(git.properties());
        properties.put("tracehook.workspace.repository", git.server().urlWithOwner());
        properties.putAll(host.properties());
        properties.putAll(AuthorOverHttp.properties(author));
        jira.credentials().forEach((key, value) -> properties.put("tracehook.feedback." + key, value));
        properties.putAll(
                SampleHost.flow("author_agent", "code_review_agent", "development_agent", "pull_request_agent"));
        properties.putAll(SampleHost.authorRule());
        return TestFunction.with(properties);
    }

    private JsonNode move(String status) {
        Reply reply = function.signed(AuthorOverHttp.ticket(status, "h1. Please"));
        assertEquals(200, reply.status(), () -> TestFunction.json(reply).toString());
        return TestFunction.json(reply);
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
        assertEquals(main, asked(author, 0).at("/repository/base_commit").asText());
        assertEquals(
                "# Please", asked(author, 0).at("/ticket/fields/description").asText());
        assertTrue(asked(author, 0).path("previous").isNull(), "there was no run before");
        assertTrue(jira.bodies("POST", "/comment").get(0).toString().contains(host.pageOf(7)), "Jira has the link");
        assertEquals(1, host.posted("/status").size());

        String colleagues = git.repository().commit(BRANCH, Map.of("src/more.sh", "echo more\n"));
        JsonNode second = move("In Progress");

        assertEquals("SUCCESS", second.path("pipeline_status").asText(), second::toString);
        assertEquals(colleagues, asked(author, 3).at("/repository/base_commit").asText());
        assertEquals(
                first.path("trace_id").asText(),
                asked(author, 3).at("/previous/trace_id").asText());
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
        assertEquals(merged, asked(author, 2).at("/repository/base_commit").asText());
        assertEquals(
                List.of(second.path("final_commit").asText(), merged),
                git.repository().log(BRANCH).subList(0, 2));
        assertEquals(2, host.created(), "the merged one is none of an open branch");

        host.closeRequest();
        JsonNode third = move("In Review");

        assertEquals(
                second.path("final_commit").asText(),
                asked(author, 4).at("/repository/base_commit").asText(),
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
