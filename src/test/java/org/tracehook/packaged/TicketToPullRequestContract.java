package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.agent.remote.AuthorOverHttp.ACCEPTS;
import static org.tracehook.agent.remote.AuthorOverHttp.writes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tracehook.agent.remote.Fixtures;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.app.SampleHost;
import org.tracehook.feedback.FakeJira;
import org.tracehook.githost.FakeGitHost;
import org.tracehook.githost.PullRequestConfig.HostKind;
import org.tracehook.githost.SampleKey;
import org.tracehook.workspace.BareRepository;

/** The shipped intent {@code ticket_to_pull_request}, acknowledged: one commit a run, one request a branch. */
abstract class TicketToPullRequestContract extends TicketContract {

    private TicketFunction function(Map<String, String> ofHost) throws Exception {
        return function("exit 0\n", ofHost, SampleHost.authorRule("ticket_to_pull_request"));
    }

    private static void assertSucceeded(JsonNode told, JsonNode completed) {
        assertEquals("SUCCESS", completed.path("pipeline_status").asText(), completed::toString);
        assertEquals(told.path("trace_id"), completed.path("trace_id"));
    }

    /** The commits of the branch, newest first, without the first one of all. */
    private static List<String> commits(BareRepository repository) throws IOException {
        List<String> all = repository.log(FlowHost.BRANCH);
        return all.subList(0, all.size() - 1);
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void aTicketBecomesADraftAndMovedAgainAFurtherCommitOfIt(HostKind kind) throws Exception {
        host = FakeGitHost.onLoopback(kind);
        author = RemoteAgentServer.reacting(ACCEPTS, ACCEPTS, writes("echo hello\n"), ACCEPTS, writes("echo all\n"));
        try (TicketFunction function = function(host.properties())) {
            BareRepository repository = function.git().repository();
            String main = repository.head("main").orElseThrow();

            JsonNode first = function.move("To Do", "h1. Please");

            assertSucceeded(first, function.completed());
            assertEquals(
                    List.of("POST /run HTTP/1.1", "GET /runs/1 HTTP/1.1", "GET /runs/1 HTTP/1.1"),
                    author.received().stream()
                            .map(RemoteAgentServer.Received::line)
                            .toList());
            assertEquals(main, function.asked(0).at("/repository/base_commit").asText());
            assertEquals(
                    "# Please",
                    function.asked(0).at("/ticket/fields/description").asText());
            assertTrue(function.asked(0).path("previous").isNull(), "there was no run before");
            String commit = repository.head(FlowHost.BRANCH).orElseThrow();
            assertEquals(List.of(commit), commits(repository));
            assertEquals("echo hello\n", repository.files(commit).get("src/hello.sh"));
            assertEquals(1, host.created());
            assertStatuses(commit);
            assertJiraHasTheLink(function, 1);

            String colleagues = repository.commit(FlowHost.BRANCH, Map.of("src/more.sh", "echo more\n"));
            JsonNode second = function.move("In Progress", "h1. Please");

            assertSucceeded(second, function.completed());
            assertEquals(
                    colleagues, function.asked(3).at("/repository/base_commit").asText());
            assertEquals(first.path("trace_id"), function.asked(3).at("/previous/trace_id"));
            String last = repository.head(FlowHost.BRANCH).orElseThrow();
            assertEquals(List.of(last, colleagues, commit), commits(repository));
            assertEquals("echo more\n", repository.files(last).get("src/more.sh"));
            assertEquals("echo all\n", repository.files(last).get("src/hello.sh"));
            assertEquals(1, host.created(), "the open request is found");
            assertStatuses(commit, last);
            assertJiraHasTheLink(function, 2);
            String said = function.said().toString();
            for (String secret : List.of(FakeGitHost.TOKEN, Fixtures.TOKEN, FakeJira.TOKEN)) {
                assertFalse(said.contains(secret), said);
            }
        }
    }

    /** Each of those commits has one, in this order. */
    private void assertStatuses(String... commits) {
        List<String> paths = host.received().stream()
                .filter(request -> request.contains("/status"))
                .toList();
        assertEquals(commits.length, paths.size(), paths::toString);
        for (int i = 0; i < commits.length; i++) {
            assertTrue(paths.get(i).contains(commits[i]), paths::toString);
        }
        List<JsonNode> statuses = host.posted("/status");
        assertEquals(commits.length, statuses.size(), "what the host takes");
        statuses.forEach(status -> assertTrue(
                status.path("state").asText().toLowerCase(Locale.ROOT).startsWith("success"), status::toString));
    }

    private void assertJiraHasTheLink(TicketFunction function, int comments) {
        List<JsonNode> written = function.jira().bodies("POST", "/comment");
        assertEquals(comments, written.size());
        written.forEach(comment -> assertTrue(comment.toString().contains(host.pageOf(7)), comment::toString));
    }

    /** With a key of the other form and in one line, as variables often have it. */
    @Test
    void killedBetweenTheRequestsCreationAndItsAnswerItIsTakenUpAndCreatesOnce() throws Exception {
        host = FakeGitHost.onLoopback(HostKind.GITHUB)
                .onToken("ghs_0123456789abcdef")
                .silentAfterCreation();
        author = RemoteAgentServer.reacting(writes("echo hello\n"));
        try (TicketFunction function = function(host.propertiesOfApp(SampleKey.PKCS8.replace("\n", "\\n")))) {
            function.git().git().require("x-access-token", "ghs_0123456789abcdef");
            JsonNode told = function.move("To Do", "h1. Please");
            host.awaitCreation(TicketFunction.LIMIT);
            function.lambda().running().process().kill();
            assertTrue(function.lambda().awaitAttempt(TicketFunction.LIMIT).failed());
            function.table().expireRuns();

            JsonNode completed = function.completed();

            assertEquals("SUCCESS", completed.path("pipeline_status").asText(), completed::toString);
            assertEquals(told.path("trace_id"), completed.path("retry_of"));
            assertEquals(1, host.created());
            assertEquals(1, commits(function.git().repository()).size());
            assertStatuses(function.git().repository().head(FlowHost.BRANCH).orElseThrow());
            assertJiraHasTheLink(function, 1);
        }
    }
}
