package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.remote.Fixtures;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.delivery.Reply;
import org.tracehook.workspace.BareRepository.Entry;

/** A ticket whose change an agent of the plan writes, from the delivery to the pushed commit, against a git host. */
class AuthorFlowTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BRANCH = "develop/PROJ-1";
    private static final String FLOW = "tracehook.intents.flow.tasks";

    @TempDir
    Path directory;

    private final List<AgentRequest> asked = new ArrayList<>();
    private final Map<String, JsonNode> outputs = new HashMap<>();
    private final List<byte[]> accepted = new ArrayList<>();
    private Runnable whileTheAuthorWorks = () -> {};
    private SampleHost host;
    private TestFunction function;

    @BeforeEach
    void serve() throws IOException {
        host = SampleHost.in(directory);
        propose("src/new.sh", "echo new\n");
    }

    @AfterEach
    void close() {
        host.close();
    }

    private void propose(String path, String content) {
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        outputs.put("code_changes", content == null ? changes.putNull(path) : changes.put(path, content));
    }

    /** The author is given where the branch is, else the base. */
    private AgentOutcome author(AgentRequest request) throws Exception {
        asked.add(request);
        Map<String, JsonNode> all = new HashMap<>(outputs);
        Optional<String> head = host.repository().head(BRANCH);
        all.putIfAbsent(
                "base_commit",
                TextNode.valueOf(
                        head.isPresent()
                                ? head.get()
                                : host.repository().head("main").orElseThrow()));
        whileTheAuthorWorks.run();
        return new AgentOutcome.Success("Proposed", all);
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(host.properties());
        properties.put("tracehook.development.paths", "src/**");
        properties.putAll(SampleHost.flow("author_agent", "code_review_agent", "development_agent"));
        properties.putAll(SampleHost.authorRule());
        return properties;
    }

    private TestFunction function(Map<String, String> properties) {
        return TestFunction.with(properties).agent(new Author()).invocation((name, event) -> accepted.add(event));
    }

    private JsonNode deliver(Map<String, String> properties) {
        return deliver(properties, "");
    }

    /** The ticket brings code of its own, which nobody asked for. */
    private JsonNode deliver(Map<String, String> properties, String more) {
        function = function(properties);
        Reply reply =
                function.signed(TestFunction.utf8("{\"webhookEvent\": \"automation:go\", \"actor\": \"ann\"," + more
                        + "\"issue\": {\"key\": \"PROJ-1\", \"fields\": {\"status\": {\"name\": \"To Do\"},"
                        + " \"description\": \"{code:title=src/ticket.sh}\\nof the ticket\\n{code}\"}},"
                        + " \"context\": {\"code_changes\": {\"src/context.sh\": \"of the context\"}}}"));
        assertEquals(200, reply.status(), () -> TestFunction.json(reply).toString());
        return TestFunction.json(reply);
    }

    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        function.lines().get(function.lines().size() - 1).at("/trace/steps").forEach(step -> {
            JsonNode text = step.path("success").asBoolean() ? step.path("output_summary") : step.path("error_message");
            steps.add(
                    step.path("agent_name").asText() + " " + step.path("status").asText() + ": " + text.asText());
        });
        return steps;
    }

    private String lastStep() {
        return steps().get(steps().size() - 1);
    }

    private void run(Change change) {
        try {
            change.make();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatTheAuthorProposesIsReviewedAndCommittedAndNothingOfTheTicket() throws Exception {
        outputs.put("commit_message", TextNode.valueOf("fix: Greet everybody\n\nNobody was greeted."));

        JsonNode reply = deliver(properties());

        assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
        assertEquals("code_review_agent SUCCESS: Decision: APPROVE", steps().get(1));
        String commit = host.repository().head(BRANCH).orElseThrow();
        assertEquals(commit, reply.path("final_commit").asText());
        assertEquals(
                "fix(PROJ-1): Greet everybody\n\nNobody was greeted.",
                host.repository().message(commit));
        assertEquals(
                Set.of("README.md", "src/greeting.sh", "src/new.sh", "test/run.sh"),
                host.repository().files(commit).keySet());
        assertEquals(
                "agent:author_agent",
                function.kept(reply.path("trace_id").asText()).codeFrom().toString());
        assertFalse(asked.get(0).ticket().value("code_changes").isPresent());
    }

    @Test
    void aFileIsDeletedAndTheReviewCountsIt() throws Exception {
        propose("src/greeting.sh", null);

        deliver(properties());

        assertEquals("code_review_agent SUCCESS: Decision: APPROVE (1 file(s) deleted)", steps().get(1));
        assertEquals(
                Set.of("README.md", "test/run.sh"),
                host.repository()
                        .files(host.repository().head(BRANCH).orElseThrow())
                        .keySet());
    }

    @Test
    void onlyAddedLinesAreReviewedAndBeforeAnythingIsPushed() throws Exception {
        host.repository().commit("main", Map.of("src/old.py", "print('old')\n"));

        propose("src/old.py", "print('old')\nx = 1\n");
        deliver(properties());
        assertEquals("code_review_agent SUCCESS: Decision: APPROVE", steps().get(1));

        propose("src/old.py", "print('old')\nx = 1\nprint(x)\n");
        deliver(properties());
        assertEquals(
                "code_review_agent BLOCKED: Code review BLOCKED: BLOCK: Code violates architecture rules. Issues:"
                        + " Direct print() calls not allowed; use logging (src/old.py:3)",
                lastStep());
        assertEquals(3, host.repository().log(BRANCH).size());
    }

    @Test
    void anAuthorCannotMakeTheReviewLookAtAnotherCommit() throws Exception {
        host.repository().branch(BRANCH, "main");
        String clean = host.repository().commit(BRANCH, Map.of("src/clean.sh", "echo clean\n"));
        outputs.put("commit", TextNode.valueOf(clean));
        propose("src/bad.py", "print(1)\n");

        JsonNode reply = deliver(properties());

        assertTrue(lastStep().startsWith("code_review_agent BLOCKED"), lastStep());
        assertTrue(reply.path("final_commit").isMissingNode(), reply::toString);
        assertEquals(Optional.of(clean), host.repository().head(BRANCH));
    }

    @Test
    void anAuthorCannotNameAPullRequest() {
        outputs.put("pull_request_url", TextNode.valueOf("https://127.0.0.1/mallory/other/pull/1"));
        propose("src/bad.py", "print(1)\n");

        JsonNode reply = deliver(properties());

        assertTrue(lastStep().startsWith("code_review_agent BLOCKED"), lastStep());
        assertTrue(reply.path("pull_request_url").isMissingNode(), reply::toString);
    }

    @Test
    void aProgramsChangeOfAMegabyteIsCommitted() throws Exception {
        String text = "x".repeat(1 << 20);
        String json = "{\"outcome\": \"success\", \"summary\": \"Proposed\", \"outputs\": {\"code_changes\":"
                + " {\"src/large.txt\": \"" + text + "\"}}}";
        try (RemoteAgentServer server = RemoteAgentServer.reacting(RemoteAgentServer.json(json))) {
            Map<String, String> properties = properties();
            properties.putAll(server.properties("author_agent", Fixtures.TOKEN));

            deliver(properties);
        }

        assertEquals(List.of(), asked);
        assertEquals(
                text,
                host.repository()
                        .files(host.repository().head(BRANCH).orElseThrow())
                        .get("src/large.txt"));
    }

    @Test
    void whatAProposalHandsOnNamesNoCommitAsReviewed() {
        Map<String, String> properties = properties();
        properties.putAll(SampleHost.flow("author_agent", "code_review_agent", "author_agent"));

        deliver(properties);

        Set<String> handedOn = asked.get(1).outputs().keySet();
        assertTrue(
                handedOn.containsAll(Set.of("decision", "changed_files", "base", "code_changes")), handedOn::toString);
        assertFalse(handedOn.contains("reviewed_commit") || handedOn.contains("branch"), handedOn::toString);
    }

    @Test
    void aBranchThatMovedWhileTheAuthorWorkedStopsTheFlowAndIsLeftAlone() throws Exception {
        host.repository().branch(BRANCH, "main");
        String before = host.repository().head(BRANCH).orElseThrow();
        whileTheAuthorWorks = () -> run(() -> host.repository().commit(BRANCH, Map.of("src/theirs.sh", "x\n")));
        Map<String, String> withoutReview = properties();
        withoutReview.keySet().removeIf(key -> key.startsWith(FLOW));
        withoutReview.putAll(SampleHost.flow("author_agent", "development_agent"));

        for (Map<String, String> properties : List.of(properties(), withoutReview)) {
            before = host.repository().head(BRANCH).orElseThrow();
            deliver(properties);
            String now = host.repository().head(BRANCH).orElseThrow();
            assertTrue(
                    lastStep()
                            .endsWith("FAIL: Agent failed: develop/PROJ-1 moved from " + before.substring(0, 7) + " to "
                                    + now.substring(0, 7) + " while the author worked: run again"),
                    lastStep());
        }
        assertEquals(3, host.repository().log(BRANCH).size());
    }

    @Test
    void aRunThatIsTriedAgainFindsItsCommit() throws Exception {
        JsonNode first = deliver(properties());
        JsonNode again = TestFunction.json(function.again(first.path("trace_id").asText()));

        assertEquals(2, asked.size());
        assertEquals(
                List.of(
                        "author_agent SUCCESS: Proposed",
                        "code_review_agent SUCCESS: Decision: APPROVE (the proposal changes nothing)",
                        "development_agent SUCCESS: No changes to commit to develop/PROJ-1 ("
                                + first.path("final_commit").asText().substring(0, 7) + ")"),
                steps());
        assertEquals(first.path("final_commit"), again.path("final_commit"));
        assertEquals(2, host.repository().log(BRANCH).size());
    }

    @Test
    void anAcceptedRunTakesTheCodeFromTheAuthorToo() throws Exception {
        Map<String, String> properties = properties();
        properties.put("tracehook.execution", "acknowledge");
        function = function(properties).ledger(new SharedLedger());
        function.signed(TestFunction.utf8(
                "{\"webhookEvent\": \"automation:go\", \"actor\": \"ann\"," + "\"issue\": {\"key\": \"PROJ-1\"}}"));

        function.accepted(JSON.readTree(accepted.get(0)).path("body").asText());

        assertTrue(host.repository().head(BRANCH).isPresent(), () -> steps().toString());
    }

    @Test
    void anExplicitIntentNeverTakesTheAuthorsCode() throws Exception {
        Map<String, String> properties = properties();
        properties.put("tracehook.webhook.explicit-intents", "flow");
        properties.put("tracehook.webhook.payload-context", "environment");

        deliver(properties, "\"intent\": \"flow\",");

        assertEquals(1, asked.size());
        assertEquals(Set.of("main"), host.repository().branches());
        assertTrue(
                lastStep().startsWith("code_review_agent FAIL: Agent failed: there is no branch of PROJ-1 in "),
                lastStep());
    }

    @Test
    void anAuthorThatProposesNothingFailsTheNextStep() {
        outputs.clear();
        deliver(properties());
        assertEquals(
                "code_review_agent FAIL: Agent failed: 'author_agent' proposes no change: its reply has no"
                        + " outputs.code_changes",
                lastStep());

        outputs.put("code_changes", JsonNodeFactory.instance.objectNode());
        deliver(properties());
        assertEquals("code_review_agent BLOCKED: Code review BLOCKED: No code changes to review", lastStep());
    }

    @Test
    void ofAReplyOf3MegabytesNothingIsTaken() throws Exception {
        String json = "{\"outcome\": \"success\", \"summary\": \"Proposed\", \"outputs\": {\"code_changes\":"
                + " {\"src/large.txt\": \"" + "x".repeat(3 << 20) + "\"}}}";
        try (RemoteAgentServer server = RemoteAgentServer.reacting(RemoteAgentServer.json(json))) {
            Map<String, String> properties = properties();
            properties.putAll(server.properties("author_agent", Fixtures.TOKEN));

            deliver(properties);
        }

        assertEquals(
                "author_agent FAIL: Agent failed: invalid reply from author_agent: it is longer than 2048 KB",
                lastStep());
        assertEquals(Set.of("main"), host.repository().branches());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            null                                                     | feat(PROJ-1): To Do
            ""                                                       | feat(PROJ-1): To Do
            " \\n\\t"                                                | feat(PROJ-1): To Do
            "[skip ci]"                                              | feat(PROJ-1): update
            "Say hello [ci skip] [no ci] [skip actions]"             | feat(PROJ-1): Say hello
            "***NO_CI*** Say hello"                                  | feat(PROJ-1): Say hello
            "Say hello\\n\\n\\nskip-checks: true"                    | feat(PROJ-1): Say hello^^skip-checks true
            "Say hello\\n\\nSigned-off-by: A <a@example.com>"        | feat(PROJ-1): Say hello^^Signed-off-by A a example.com
            "Say hello\\n\\nCo-authored-by: A <a@example.com>\\n[skip ci]" | feat(PROJ-1): Say hello^^Co-authored-by A a example.com
            "Say\\u001b\\u0000 hello\\u202e\\rSigned-off-by: A"    | feat(PROJ-1): Say hello^^Signed-off-by A
            "Fixes #7, closes PROJ-2"                                | feat(PROJ-1): Fixes 7, closes PROJ‑2
            LONG                                                     | feat(PROJ-1): xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
            """)
    void ofTheAuthorsMessageWordsAloneAreCommitted(String message, String committed) throws Exception {
        outputs.put("commit_message", JSON.readTree(message.replace("LONG", '"' + "x".repeat(1 << 20) + '"')));

        deliver(properties());

        assertEquals(
                committed.replace('^', '\n'),
                host.repository().message(host.repository().head(BRANCH).orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            {"/etc/passwd": "x"}             | | '/etc/passwd' is no path to write to: it is absolute
            {"C:/x": null}                   | | 'C:/x' is no path to write to: it is absolute
            {"src/../../x": null}            | | 'src/../../x' is no path to write to: it has a part '..'
            {"src/.git . /config": null}     | | 'src/.git . /config' is no path to write to: it leads into git's own directory
            {"src/.Git./hooks/pre-push": "x"}| | 'src/.Git./hooks/pre-push' is no path to write to: it leads into git's own directory
            {"src/.git/config": "x"}         | | 'src/.git/config' is no path to write to: it leads into git's own directory
            {".GIT/hooks/x": null}           | | '.GIT/hooks/x' is no path to write to: it leads into git's own directory
            {"src/link": "x"}                | | 'src/link' is a symbolic link in the repository, and only plain files are written or deleted
            {"src/link": null}               | | 'src/link' is a symbolic link in the repository, and only plain files are written or deleted
            {"src/link/x": null}             | | 'src/link' is a symbolic link in the repository, so nothing can be written below it
            {"src": null}                    | | 'src' is outside tracehook.development.paths: src/**
            {"README.md": null}              | | 'README.md' is outside tracehook.development.paths: src/**
            {".github/workflows/a.yml": null}| | '.github/workflows/a.yml' defines what a build or git does: a ticket must not change it
            {".gitlab-ci.yml": null}         | | '.gitlab-ci.yml' defines what a build or git does: a ticket must not change it
            {"bitbucket-pipelines.yml": null}| | 'bitbucket-pipelines.yml' defines what a build or git does: a ticket must not change it
            {"Jenkinsfile": null}            | | 'Jenkinsfile' defines what a build or git does: a ticket must not change it
            {"src/pom.xml": null}            | | 'src/pom.xml' is run or followed by builds and tests: a ticket may change it only if tracehook.development.paths names it literally, without wildcards
            ["src/a"]                        | | code_changes must be an object of path to content, or to null for a file to delete; it is an array
            {"src/a": 7}                     | | code_changes must be an object of path to content, or to null for a file to delete; 'src/a' is a number
            {"src/a": {"content": ""}}       | | code_changes must be an object of path to content, or to null for a file to delete; 'src/a' is an object
            null                             | | code_changes must be an object of path to content, or to null for a file to delete; it is null
            {"src/a": "x"}                   | 7 | commit_message must be a text
            {"src/a": "x"}                   | ["x"] | commit_message must be a text
            {"src/a": "x"}                   | {"text": "x"} | commit_message must be a text
            {"src/a": "x", "src/b": [null]}  | | code_changes must be an object of path to content, or to null for a file to delete; 'src/b' is an array
            "src/a"                          | | code_changes must be an object of path to content, or to null for a file to delete; it is a string
            {"src/a": "x"}                   | "SECRET" | nothing was pushed. Code violates security rules. Issues: Access token detected; remove it and revoke the token (commit_message:1)
            {"src/a": "x\\nKNOWN"}            | | nothing was pushed: 'src/a' holds a secret that Tracehook is configured with
            {"src/a": "x"}                   | "Use KNOWN" | nothing was pushed: 'commit_message' holds a secret that Tracehook is configured with
            {"src/KNOWN": "x"}               | | nothing was pushed: 'src/[secret]' holds a secret that Tracehook is configured with
            {"src/a": "a\\u0000b"}           | | 'src/a' is no text: it holds a NUL
            {"src/a": "TOKEN=SECRET"}        | | nothing was pushed. Code violates security rules. Issues: Access token detected; remove it and revoke the token (src/a:1)
            """)
    void whatMustNotBeWrittenIsRefusedBeforeAnythingIsPushed(String changes, String message, String problem)
            throws Exception {
        host.repository()
                .commitEntries(
                        "main",
                        Map.of(
                                "src/link",
                                new Entry(FileMode.SYMLINK, "../README.md".getBytes(StandardCharsets.UTF_8)),
                                ".github/workflows/a.yml",
                                new Entry(FileMode.REGULAR_FILE, "on: push".getBytes(StandardCharsets.UTF_8))));
        String secret = "gh" + "p_" + "a1B2".repeat(10);
        outputs.put(
                "code_changes", JSON.readTree(changes.replace("SECRET", secret).replace("KNOWN", TestFunction.SECRET)));
        if (message != null) {
            outputs.put(
                    "commit_message",
                    JSON.readTree(message.replace("SECRET", secret).replace("KNOWN", TestFunction.SECRET)));
        }
        Map<String, String> properties = properties();
        properties.put("tracehook.development.paths", problem.contains("defines") ? "**" : "src/**");
        properties.keySet().removeIf(key -> key.startsWith(FLOW));
        properties.putAll(SampleHost.flow("author_agent", "development_agent"));

        JsonNode reply = deliver(properties);

        assertEquals("development_agent FAIL: Agent failed: " + problem, lastStep());
        assertEquals(Set.of("main"), host.repository().branches());
        assertFalse((reply + function.output()).contains(secret), reply::toString);
        assertFalse((reply + function.output()).contains(TestFunction.SECRET), reply::toString);
    }

    /** What the agent that writes the change is. */
    private final class Author implements Agent {

        @Override
        public String name() {
            return "author_agent";
        }

        @Override
        public AgentOutcome execute(AgentRequest request) throws Exception {
            return author(request);
        }
    }

    @FunctionalInterface
    private interface Change {

        void make() throws IOException;
    }
}
