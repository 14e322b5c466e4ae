package org.tracehook.app;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.unauthorized;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.remote.Fixtures;
import org.tracehook.delivery.Reply;

/** The manual's author in Python: it reads the repository, asks a stand-in of a chat model, and its change is committed. */
class AuthorScriptTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BRANCH = "develop/PROJ-1";
    private static final String CHANGE =
            "{\"commit_message\": \"Say hello\", \"code_changes\": {\"src/hello.sh\": \"echo hello\\n\"}}";
    private static final String MODEL_KEY = "key-of-the-model";
    private static final Path SCRIPT = Path.of(
                    System.getProperty("basedir", ""), "src/test/resources/remote-agent/author.py")
            .toAbsolutePath();

    @TempDir
    Path directory;

    private SampleHost git;
    private WireMockServer model;
    private Process author;
    private String output;

    @BeforeEach
    void serve() throws IOException, InterruptedException {
        assumeTrue(isThere("python3"), "python3 is not there: the author in Python is not tried");
        assumeTrue(isThere("git"), "git is not there: the author in Python is not tried");
        git = SampleHost.in(Files.createDirectory(directory.resolve("host")));
        model = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        model.start();
    }

    @AfterEach
    void close() {
        if (git != null) {
            git.close();
            model.stop();
        }
        if (author != null) {
            author.destroyForcibly();
        }
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The port at which the script listens. */
    private int start(String... arguments) throws IOException, InterruptedException {
        return startAsking(model.url("/v1/chat/completions"), arguments);
    }

    private int startAsking(String modelUrl, String... arguments) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> all = new ArrayList<>(List.of("--port", "" + port));
        all.addAll(List.of(arguments));
        author = script(environment(modelUrl), all).start();
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (!isListening(port)) {
            assertTrue(author.isAlive() && Instant.now().isBefore(end), "the script does not listen");
            Thread.sleep(50);
        }
        return port;
    }

    private static Map<String, String> environment(String modelUrl) {
        return Map.of("AGENT_TOKEN", Fixtures.TOKEN, "MODEL", "a-model", "MODEL_KEY", MODEL_KEY, "MODEL_URL", modelUrl);
    }

    private ProcessBuilder script(Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
        command.addAll(arguments);
        ProcessBuilder script = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("author.log").toFile());
        List.of("AGENT_TOKEN", "MODEL", "MODEL_KEY", "MODEL_URL").forEach(script.environment()::remove);
        script.environment().putAll(environment);
        return script;
    }

    /** What the script says when it ends by itself. */
    private String lastWords(Map<String, String> environment, String... arguments) throws Exception {
        author = script(environment, List.of(arguments)).start();
        assertTrue(author.waitFor(1, TimeUnit.MINUTES), "the script does not end");
        assertEquals(1, author.exitValue());
        return Files.readString(directory.resolve("author.log"));
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private JsonNode deliver(int port) {
        Map<String, String> properties = new HashMap<>(git.properties());
        String agent = "tracehook.remote-agents.author_agent.";
        properties.put(agent + "url", "http://127.0.0.1:" + port + "/");
        properties.put(agent + "token", Fixtures.TOKEN);
        properties.put(agent + "ticket-fields", "summary,description");
        properties.put(agent + "repository", "true");
        properties.put(agent + "previous", "true");
        properties.putAll(SampleHost.flow("author_agent", "code_review_agent", "development_agent"));
        properties.putAll(SampleHost.authorRule());
        TestFunction function = TestFunction.with(properties);
        Reply reply = function.signed(TestFunction.utf8("{\"webhookEvent\": \"automation:go\", \"actor\": \"ann\","
                + "\"issue\": {\"key\": \"PROJ-1\", \"fields\": {\"status\": {\"name\": \"To Do\"},"
                + " \"summary\": \"Say hello\", \"description\": \"In *bash*\"}}}"));
        output = function.output();
        assertFalse(output.contains(Fixtures.TOKEN));
        return TestFunction.json(reply);
    }

    private void modelSays(String content) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("choices").addObject().putObject("message").put("content", content);
        answer.putObject("usage").put("prompt_tokens", 120).put("completion_tokens", 7);
        model.stubFor(post(urlPathEqualTo("/v1/chat/completions")).willReturn(okJson(answer.toString())));
    }

    @Test
    void theModelSeesTicketAndFilesAndItsChangeIsCommitted() throws Exception {
        git.repository().commit("main", Map.of("src/run.sh", "echo run\n", "docs/a.md", "not asked for\n"));
        modelSays("{\"summary\": \"Says hello\", \"commit_message\": \"Say hello\","
                + " \"code_changes\": {\"src/hello.sh\": \"echo hello\\n\"}}");

        JsonNode reply = deliver(start("--files", "src/*"));

        assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
        assertEquals(
                git.repository().head(BRANCH).orElseThrow(),
                reply.path("final_commit").asText());
        JsonNode asked = JSON.readTree(model.findAll(postRequestedFor(urlPathEqualTo("/v1/chat/completions")))
                .get(0)
                .getBodyAsString());
        JsonNode document = JSON.readTree(asked.at("/messages/1/content").asText());
        assertEquals("In **bash**", document.at("/ticket/fields/description").asText());
        assertTrue(document.path("files").has("src/run.sh"), document::toString);
        assertFalse(document.path("files").has("docs/a.md"), document::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```json\n%s\n```",
                "```\n%s```\n",
                "Here is the change:\n\n```json\n%s\n```\nIt says *hello*.",
                "Like this?\n```sh\necho hello\n```\nOr rather:\n```json\n%s\n```"
            })
    void aChangeIsTakenOutOfItsFence(String reply) throws Exception {
        modelSays(String.format(reply, CHANGE));

        assertEquals("SUCCESS", deliver(start()).path("pipeline_status").asText());
    }

    @Test
    void aFenceInAFileIsLeftThere() throws Exception {
        modelSays("{\"code_changes\": {\"src/a.md\": \"```json\\n{\\\"a\\\": 1}\\n```\\n\"}}");

        assertEquals("SUCCESS", deliver(start()).path("pipeline_status").asText());
        assertEquals(
                "```json\n{\"a\": 1}\n```\n",
                git.repository()
                        .files(git.repository().head(BRANCH).orElseThrow())
                        .get("src/a.md"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I am sorry",
                "",
                "[]",
                "7",
                "{\"summary\": \"Nothing to do\"}",
                "{\"code_changes\": [\"src/a\"]}",
                "```json\n[]\n```"
            })
    void aReplyWithoutAChangeFailsTheStepInWordsAndIsCounted(String content) throws Exception {
        modelSays(content);

        JsonNode reply = deliver(start());

        assertEquals("PARTIAL", reply.path("pipeline_status").asText(), reply::toString);
        assertEquals(
                "Agent failed: author_agent: the model's reply is no JSON object with code_changes",
                reply.path("error").asText());
        assertTrue(output.contains("\"input_tokens\":120"), output);
        assertTrue(git.repository().head(BRANCH).isEmpty());
    }

    @Test
    void anErrorOfTheModelIsSaidWithoutTheKey() throws Exception {
        model.stubFor(post(urlPathEqualTo("/v1/chat/completions")).willReturn(unauthorized()));

        JsonNode reply = deliver(startAsking(model.url("/v1/chat/completions?key=" + MODEL_KEY)));

        assertEquals(
                "Agent failed: author_agent: the model at " + model.url("/v1/chat/completions")
                        + " cannot be reached: HTTP Error 401: Unauthorized",
                reply.path("error").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "http://u:key-of-the-model@127.0.0.1:1/v1?key=key-of-the-model, 'http://127.0.0.1:1/v1 cannot be reached: '",
        "http://127.0.0.1:1/v1?a=key-of-the-model b, 'http://127.0.0.1:1/v1 cannot be reached: check MODEL_URL and MODEL_KEY'",
        "127.0.0.1:1/v1?key=key-of-the-model, '127.0.0.1:1/v1 cannot be reached: urlopen error unknown url type: '"
    })
    void aModelThatIsAwayIsNamedWithoutItsKey(String url, String words) throws Exception {
        JsonNode reply = deliver(startAsking(url));

        String error = reply.path("error").asText();
        assertTrue(error.startsWith("Agent failed: author_agent: the model at " + words), error);
        assertFalse(error.contains(MODEL_KEY), error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AGENT_TOKEN", "MODEL", "MODEL_URL"})
    void aMissingVariableEndsTheScript(String name) throws Exception {
        Map<String, String> environment = new HashMap<>(environment("http://127.0.0.1:1/"));
        environment.remove(name);

        assertEquals("author.py needs the environment variable " + name + "\n", lastWords(environment, "--port", "0"));
    }

    @Test
    void aPortThatIsTakenEndsTheScript() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = "" + taken.getLocalPort();

            assertEquals(
                    "author.py cannot listen on 127.0.0.1:" + port + ": Address already in use\n",
                    lastWords(environment("http://127.0.0.1:1/"), "--port", port));
        }
    }

    @Test
    void aCannedChangeNeedsNoModel() throws Exception {
        Path change = directory.resolve("change.json");
        Files.writeString(change, CHANGE);

        JsonNode reply = deliver(startAsking("", "--canned", change.toString()));

        assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
    }
}
