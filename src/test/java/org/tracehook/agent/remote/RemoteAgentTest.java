package org.tracehook.agent.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Blocked;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.Ticket;
import org.tracehook.agent.remote.RemoteAgentServer.Reaction;
import org.tracehook.agent.remote.RemoteAgentServer.Received;
import org.tracehook.http.BrokenServer;
import org.tracehook.http.BrokenServer.Mischief;
import org.tracehook.http.OpenSockets;
import org.tracehook.tracelog.LogMessages;

class RemoteAgentTest {

    private static final String NO_HTTP =
            "Agent failed: tester did not answer with HTTP: check tracehook.remote-agents.tester.url";

    private static final String SUCCESS = "{\"outcome\":\"success\",\"summary\":\"done\"}";

    @RegisterExtension
    private final LogMessages log = new LogMessages(RemoteReply.class);

    private RemoteAgentServer server;

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void successHandsSummaryAndOutputsOn() throws Exception {
        AgentOutcome outcome = execute(RemoteAgentServer.json("""
                {"outcome": "success", "summary": "Status: PASS, Tests: 5/5", "error": null,
                 "outputs": {"tests": 5, "report": {"passed": ["a"]}}}"""));

        assertEquals(
                "Status: PASS, Tests: 5/5",
                assertInstanceOf(Success.class, outcome).summary());
        assertEquals(5, outcome.outputs().get("tests").intValue());
        assertEquals("a", outcome.outputs().get("report").at("/passed/0").textValue());
    }

    @Test
    void failureNamesTheAgentAndKeepsItsOutputs() throws Exception {
        AgentOutcome outcome = execute(
                RemoteAgentServer.json("{\"outcome\":\"fail\",\"error\":\"2 of 5\",\"outputs\":{\"failed\":2}}"));

        assertEquals(
                "Agent failed: tester: 2 of 5",
                assertInstanceOf(Failure.class, outcome).error());
        assertEquals(2, outcome.outputs().get("failed").intValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input_tokens\":7,\"cost_usd\":0.5,\"model\":\"m\"} | {\"input_tokens\":7,\"cost_usd\":0.5,\"model\":\"m\"} |",
                "null                                         |                    |",
                "{\"input_tokens\":null,\"cost_usd\":null}     | {}                 |",
                "987                                          |                    | usage",
                "[987]                                        |                    | usage",
                "{\"input_tokens\":-987,\"output_tokens\":7}   | {\"output_tokens\":7} | usage.input_tokens",
                "{\"output_tokens\":987.5}                     | {}                 | usage.output_tokens",
                "{\"cost_usd\":\"987\"}                        | {}                 | usage.cost_usd",
                "{\"cost_usd\":1e987}                          | {}                 | usage.cost_usd",
                "{\"input_tokens\":{\"n\":987},\"cost_usd\":-987} | {} | usage.input_tokens and outputs.usage.cost_usd"
            })
    void usageThatCannotBeCountedIsLeftOutAndTheStepGoesOn(String usage, String counted, String warned)
            throws Exception {
        AgentOutcome outcome = execute(RemoteAgentServer.json(
                "{\"outcome\":\"success\",\"summary\":\"done\",\"outputs\":{\"a\":1,\"usage\":" + usage + "}}"));

        assertEquals("done", assertInstanceOf(Success.class, outcome).summary());
        assertEquals(1, outcome.outputs().get("a").intValue());
        assertEquals(
                counted == null ? null : Fixtures.json(counted),
                outcome.outputs().get("usage"));
        assertEquals(
                warned == null
                        ? List.of()
                        : List.of("WARNING tester: remote-agent-reply.schema.json does not allow its outputs." + warned
                                + " like this: left out"),
                log.all());
    }

    @Test
    void aBlockNamesTheAgent() throws Exception {
        AgentOutcome outcome = execute(RemoteAgentServer.json("{\"outcome\":\"blocked\",\"error\":\"freeze\"}"));

        assertEquals(
                "Blocked by tester: freeze",
                assertInstanceOf(Blocked.class, outcome).reason());
        assertEquals(Map.of(), outcome.outputs());
    }

    @Test
    void theRequestIsWhatTheSchemaPublishes() throws Exception {
        execute(RemoteAgentServer.json(SUCCESS));

        Received request = server.received().get(0);
        assertEquals(List.of(), Fixtures.violations("request", request.body()));
        assertEquals("POST /run HTTP/1.1", request.line());
        assertEquals("application/json", request.headers().get("content-type"));
        assertEquals("application/json", request.headers().get("accept"));
        assertEquals("Bearer " + Fixtures.TOKEN, request.headers().get("authorization"));
        String traceparent = request.headers().get("traceparent");
        assertTrue(traceparent.matches("00-2289219aa8c44012be7d489185977869-[0-9a-f]{16}-01"), traceparent);
        assertFalse(request.headers().containsKey("upgrade"), "HTTP/1.1 alone");
    }

    @Test
    void withoutATokenNoAuthorizationIsSent() throws Exception {
        server = RemoteAgentServer.reacting(RemoteAgentServer.json(SUCCESS));
        Fixtures.agent(server.url(), new ArrayList<>(), "token", "").execute(Fixtures.request());

        assertFalse(server.received().get(0).headers().containsKey("authorization"));
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (RemoteAgentServer elsewhere = RemoteAgentServer.reacting(RemoteAgentServer.json(SUCCESS))) {
            String error =
                    error(RemoteAgentServer.reply(302, Map.of("Location", elsewhere.url()), "canary".getBytes()));

            assertEquals(
                    "Agent failed: tester answered with a redirect (302): redirects are not followed,"
                            + " correct tracehook.remote-agents.tester.url",
                    error);
            assertEquals(List.of(), elsewhere.received());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "204 | answered 204, not 200",
                "400 | answered 400, not 200",
                "401 | answered 401: check tracehook.remote-agents.tester.token",
                "403 | answered 403: check tracehook.remote-agents.tester.token",
                "404 | answered 404: check tracehook.remote-agents.tester.url",
                "407 | answered 407, not 200",
                "408 | answered 408, not 200"
            })
    void otherStatusesFailAndAreNotSentAgain(int status, String problem) throws Exception {
        assertEquals("Agent failed: tester " + problem, error(RemoteAgentServer.status(status)));
        assertEquals(1, server.received().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusalWithoutATokenSaysThatNoneIsConfigured(int status) throws Exception {
        server = RemoteAgentServer.reacting(RemoteAgentServer.status(status));
        AgentOutcome outcome =
                Fixtures.agent(server.url(), new ArrayList<>(), "token", "").execute(Fixtures.request());

        assertEquals(
                "Agent failed: tester answered " + status + ": no token was sent, since"
                        + " tracehook.remote-agents.tester.token is not set or empty: set it",
                ((AgentOutcome.Failure) outcome).error());
    }

    @Test
    void theBodyOfAnErrorIsNotWaitedFor() throws Exception {
        String head = "HTTP/1.1 404 Gone\r\nContent-Length: 1000\r\n\r\n";

        String error = error((request, out) -> {
            RemoteAgentServer.raw(head).to(request, out);
            RemoteAgentServer.silence().to(request, out);
        });

        assertEquals("Agent failed: tester answered 404: check tracehook.remote-agents.tester.url", error);
    }

    @Test
    void markupStaysTextAndControlCharactersAreSeen() throws Exception {
        AgentOutcome outcome = execute(
                RemoteAgentServer.json(
                        "{\"outcome\":\"success\",\"summary\":\"<b>bold</b>\\n\\t*x*\\u001b[31m \\u202egnorw\\u2069\\u0000 \"}"));

        assertEquals(
                "<b>bold</b> *x*\uFFFD[31m \uFFFDgnorw\uFFFD\uFFFD",
                assertInstanceOf(Success.class, outcome).summary());
    }

    @Test
    void textsAreHandedOnWholeToBeCutAfterSecretsAreOut() throws Exception {
        AgentOutcome outcome =
                execute(RemoteAgentServer.json("{\"outcome\":\"blocked\",\"error\":\"" + "x".repeat(100_000) + "\"}"));

        assertEquals(
                "Blocked by tester: " + "x".repeat(100_000),
                assertInstanceOf(Blocked.class, outcome).reason());
    }

    @Test
    void aReplyOf256KilobytesIsReadAndOneMoreByteIsNot() throws Exception {
        String padded = SUCCESS + " ".repeat((256 << 10) - SUCCESS.length());

        assertInstanceOf(Success.class, execute(RemoteAgentServer.json(padded)));
        server.close();
        assertEquals(invalid("it is longer than 256 KB"), error(RemoteAgentServer.json(padded + " ")));
    }

    @Test
    void aReplyOfAnAuthorMayHaveTwoMegabytesAndNotOneByteMore() throws Exception {
        String padded = SUCCESS + " ".repeat((2 << 20) - SUCCESS.length());
        try (RemoteAgentServer author = RemoteAgentServer.reacting(
                RemoteAgentServer.json(padded),
                RemoteAgentServer.json(padded + " "),
                RemoteAgentServer.json(padded + " ".repeat(1 << 20)))) {
            RemoteAgent agent = Fixtures.author(author.url());

            assertInstanceOf(Success.class, agent.execute(Fixtures.request()));
            for (int i = 0; i < 2; i++) {
                assertEquals(
                        invalid("it is longer than 2048 KB"),
                        assertInstanceOf(Failure.class, agent.execute(Fixtures.request()))
                                .error());
            }
        }
    }

    @Test
    void ofTwoMegabytesTheRestIsNotRead() throws Exception {
        String error = error((request, out) -> {
            RemoteAgentServer.json("{\"summary\":\"canary" + "x".repeat(2 << 20))
                    .to(request, out);
            RemoteAgentServer.silence().to(request, out);
        });

        assertEquals(invalid("it is longer than 256 KB"), error);
        assertTrue(server.wasAbandoned());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none",
                "text/html",
                "text/plain; charset=utf-8",
                "application/jsonp",
                "application/json; charset=iso-8859-1",
                "application/json; canary=1"
            })
    void anotherContentTypeIsInvalid(String type) throws Exception {
        Map<String, String> headers = type == null ? Map.of() : Map.of("Content-Type", type);

        assertEquals(
                invalid("its Content-Type is not application/json"),
                error(RemoteAgentServer.reply(200, headers, SUCCESS.getBytes())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON;charset=UTF-8",
                "application/json; charset=\"utf-8\"",
                "application/problem+json"
            })
    void everyJsonTypeIsRead(String type) throws Exception {
        Reaction reply = RemoteAgentServer.reply(200, Map.of("Content-Type", type), SUCCESS.getBytes());

        assertInstanceOf(Success.class, execute(reply));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "``|is empty",
                "` `|is empty",
                "null|is a JSON null, not an object",
                "true|is a JSON boolean, not an object",
                "[]|is a JSON array, not an object",
                "\"success\"|is a JSON string, not an object",
                "<html>canary</html>|is not valid JSON at line 1, column 2",
                "{\"outcome\":\"success\",\"summary\":\"canary\"|is not valid JSON at line 1, column 40",
                "{\"outcome\":\"success\",\"summary\":\"canary\"} {}|goes on after its first JSON value at line 1, column 43",
                "{\"outcome\":\"fail\",\"outcome\":\"success\",\"summary\":\"canary\"}|is not valid JSON at line 1, column 28",
                "{\"outcome\":\"success\",\"outputs\":{\"a\":1,\"a\":2}}|is not valid JSON at line 1, column 42",
                "{'outcome':'success','summary':'canary'}|is not valid JSON at line 1, column 3",
                "{\"outcome\":\"success\",\"outputs\":{\"n\":NaN}}|is not valid JSON at line 1, column 40",
                "\uFEFF{\"outcome\":\"success\",\"summary\":\"canary\"}|is not valid JSON at line 1, column 2"
            })
    void whatIsNotOneStrictJsonObjectIsInvalid(String body, String why) throws Exception {
        assertEquals(invalid("it " + why), error(RemoteAgentServer.json(body)));
    }

    @Test
    void deepNestingIsInvalid() throws Exception {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);

        String error = error(
                RemoteAgentServer.json("{\"outcome\":\"success\",\"summary\":\"x\",\"outputs\":{\"a\":" + deep + "}}"));

        assertTrue(
                error.startsWith(invalid("it nests deeper than 100 levels or has an oversized name or number")), error);
    }

    @Test
    void bytesThatAreNotUtf8AreInvalid() throws Exception {
        byte[] latin = "{\"outcome\":\"success\",\"summary\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertEquals(
                invalid("it is not valid UTF-8 at line 1, column 33"),
                error(RemoteAgentServer.reply(200, Map.of("Content-Type", "application/json"), latin)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary canary canary\r\n\r\n",
                "HTTP/1.1 canary\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: canary\r\n\r\n{}"
            })
    void whatIsNoHttpReplyIsNoReplyAndNotAskedForAgain(String bytes) throws Exception {
        assertEquals(NO_HTTP, error(RemoteAgentServer.raw(bytes)));
        assertEquals(1, server.received().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"canary\":",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void whatIsNoWholeHttpReplyIsInvalidAndNotAskedForAgain(String bytes) throws Exception {
        assertEquals(invalid("it is no whole HTTP reply"), error(RemoteAgentServer.raw(bytes)));
        assertEquals(1, server.received().size());
    }

    @ParameterizedTest
    @EnumSource(Mischief.class)
    void whatDoesNotSpeakHttpIsSaidAndCostsNoSocket(Mischief mischief) throws Exception {
        List<Duration> pauses = new ArrayList<>();
        try (BrokenServer broken = BrokenServer.doing(mischief)) {
            RemoteAgent agent = Fixtures.agent(broken.url(), pauses);
            OpenSockets before = OpenSockets.now();
            for (int i = 0; i < 60; i++) {
                assertEquals(
                        NO_HTTP,
                        assertInstanceOf(Failure.class, agent.execute(Fixtures.request()))
                                .error());
            }
            before.areStillAsMany();
        }
        assertEquals(List.of(), pauses);
    }

    @Test
    void aTicketMayHoldHalfACharacter() throws Exception {
        server = RemoteAgentServer.reacting(RemoteAgentServer.json(SUCCESS));
        var whole = Fixtures.request();
        JsonNode half = Fixtures.json("\"half \\ud83d\"");
        var request = new AgentRequest(
                whole.step(),
                whole.deadline(),
                whole.settings(),
                new Ticket("PROJ-1", null, Map.of("half \ud83d", half)),
                whole.outputs());

        assertInstanceOf(
                Success.class, Fixtures.agent(server.url(), new ArrayList<>()).execute(request));
        assertEquals(
                List.of(),
                Fixtures.violations("request", server.received().get(0).body()));
    }

    @Test
    void nothingOfUrlTokenOrReplyIsPrinted() throws Exception {
        server = RemoteAgentServer.reacting(RemoteAgentServer.json("{\"outcome\":\"canary\",\"summary\":\"canary\"}"));
        RemoteAgent agent = Fixtures.agent(server.url() + "?code=canary", new ArrayList<>(), "config.suite", "canary");

        AgentOutcome outcome = agent.execute(Fixtures.request());

        assertEquals("RemoteAgent[tester]", agent.toString());
        assertEquals(invalid("outcome must be success, fail or blocked"), ((Failure) outcome).error());
        assertEquals("POST /run?code=canary HTTP/1.1", server.received().get(0).line());
    }

    private AgentOutcome execute(Reaction reaction) throws Exception {
        server = RemoteAgentServer.reacting(reaction);
        return Fixtures.agent(server.url(), new ArrayList<>()).execute(Fixtures.request());
    }

    private String error(Reaction reaction) throws Exception {
        String error = assertInstanceOf(Failure.class, execute(reaction)).error();
        assertFalse(error.contains("canary"), error);
        return error;
    }

    private static String invalid(String why) {
        return "Agent failed: invalid reply from tester: " + why;
    }
}
