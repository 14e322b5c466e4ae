package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.tracehook.agent.remote.Fixtures;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.agent.remote.RemoteAgentServer.Reaction;
import org.tracehook.delivery.Reply;
import org.tracehook.githost.FakeGitHost;
import org.tracehook.githost.PullRequestConfig.HostKind;

/** How many requests a run sends, counted where they arrive: on a real host each takes a tenth of a second. */
class RoundTripsTest {

    /** What the host can do, and its branches. */
    private static final List<String> LIST = List.of("GET info/refs?service=git-upload-pack", "POST git-upload-pack");

    private static final List<String> FETCH = List.of("POST git-upload-pack");
    private static final List<String> PUSH = List.of("GET info/refs?service=git-receive-pack", "POST git-receive-pack");

    @TempDir
    Path directory;

    private SampleHost git;
    private final Map<String, String> properties = new HashMap<>();
    private int counted;

    @BeforeEach
    void serve() throws IOException {
        git = SampleHost.in(directory);
        properties.putAll(git.properties());
    }

    @AfterEach
    void close() {
        git.close();
    }

    /** The requests to the git host since the last count: method, and the path's end with its query. */
    private List<String> requests() {
        List<String> all = git.server().requests().stream()
                .map(request -> request.method() + " " + request.path().replaceFirst("^/sample.git/", ""))
                .toList();
        List<String> since = all.subList(counted, all.size());
        counted = all.size();
        return since;
    }

    private static List<String> all(List<List<String>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    private static void deliver(TestFunction function, ObjectNode body) {
        Reply reply = function.signed(body.toString().getBytes(StandardCharsets.UTF_8));
        JsonNode json = TestFunction.json(reply);
        assertEquals("SUCCESS", json.path("pipeline_status").asText(), json::toString);
    }

    private static ObjectNode issue(String status) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode issue = body.putObject("issue").put("id", "10021").put("key", "PROJ-1");
        issue.putObject("fields")
                .put("summary", "Say hello")
                .putObject("status")
                .put("name", status);
        return body;
    }

    private static ObjectNode codeOf(String content) {
        ObjectNode body = issue("Waiting for Development").put("intent", "flow");
        body.putObject("context").putObject("code_changes").put("src/hello.sh", content);
        return body;
    }

    @Test
    void aDevelopmentFlowFetchesOnceAndPushesOnce() throws IOException {
        properties.putAll(SampleHost.flow("development_agent", "code_review_agent", "testing_agent"));
        properties.put("tracehook.webhook.explicit-intents", "flow");

        deliver(TestFunction.with(properties), codeOf("echo hello\n"));
        assertEquals(all(List.of(LIST, FETCH, PUSH)), requests());

        deliver(TestFunction.with(properties), codeOf("echo hello\n"));
        assertEquals(all(List.of(LIST, FETCH)), requests(), "the branch has it already");

        git.repository().commit("main", Map.of("src/more.sh", "echo more\n"));
        deliver(TestFunction.with(properties), codeOf("echo hello all\n"));
        assertEquals(all(List.of(LIST, FETCH, PUSH)), requests());
    }

    private static Reaction writes(String content) {
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.put("outcome", "success").put("summary", "Says hello");
        reply.putObject("outputs").putObject("code_changes").put("src/hello.sh", content);
        return RemoteAgentServer.json(reply.toString());
    }

    private void pullRequestsOf(RemoteAgentServer author, FakeGitHost host) {
        properties.put("tracehook.workspace.repository", git.server().urlWithOwner());
        properties.putAll(host.properties());
        properties.putAll(author.properties("author_agent", Fixtures.TOKEN));
        properties.put("tracehook.remote-agents.author_agent.repository", "true");
        properties.putAll(
                SampleHost.flow("author_agent", "code_review_agent", "development_agent", "pull_request_agent"));
        properties.putAll(SampleHost.authorRule());
    }

    private static ObjectNode moved() {
        return issue("To Do").put("webhookEvent", "automation:go").put("actor", "ann");
    }

    @Test
    void aTicketBecomesAPullRequestWithOneFetchAfterTheAuthorsAndOnePush() throws IOException {
        try (RemoteAgentServer author = RemoteAgentServer.reacting(
                        writes("echo hello\n"), writes("echo hello\n"), writes("echo hello all\n"));
                FakeGitHost host = FakeGitHost.onLoopback(HostKind.GITHUB)) {
            pullRequestsOf(author, host);

            deliver(TestFunction.with(properties), moved());
            assertEquals(all(List.of(LIST, LIST, FETCH, PUSH)), requests());
            assertEquals(3, host.received().size(), "looked for, opened, and the commit status");

            deliver(TestFunction.with(properties), moved());
            assertEquals(
                    all(List.of(LIST, FETCH, LIST)),
                    requests(),
                    "whether the branch still has what the author wrote again");
            assertEquals(5, host.received().size(), "found, and the commit status");

            deliver(TestFunction.with(properties), moved());
            assertEquals(all(List.of(LIST, FETCH, PUSH)), requests());
            assertEquals(7, host.received().size());
        }
    }
}
