package org.tracehook.agent.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.agent.remote.RemoteAgentServer.Reaction;
import org.tracehook.agent.remote.RemoteAgentServer.Received;
import org.tracehook.deadline.Backoff;
import org.tracehook.http.Exchange;

/** Work that an agent accepts with 202, and whose reply comes later. */
@Timeout(120)
class RemoteAgentPollingTest {

    private static final Reaction SUCCESS = RemoteAgentServer.json("{\"outcome\":\"success\",\"summary\":\"done\"}");
    private static final String ELSEWHERE =
            "Agent failed: tester answered 202 with a Location that is not below scheme,"
                    + " host and port of tracehook.remote-agents.tester.url: nothing is asked elsewhere";

    private final List<Duration> pauses = new ArrayList<>();
    private RemoteAgentServer server;

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void acceptedWorkIsAskedForUntilThereIsAReply() throws Exception {
        AgentOutcome outcome = execute(accepted("/jobs/7?key=1"), accepted(null), accepted("/jobs/8"), SUCCESS);

        assertEquals("done", assertInstanceOf(Success.class, outcome).summary());
        assertEquals(
                List.of(
                        "POST /run HTTP/1.1",
                        "GET /jobs/7?key=1 HTTP/1.1",
                        "GET /jobs/7?key=1 HTTP/1.1",
                        "GET /jobs/8 HTTP/1.1"),
                lines());
        for (Received request : server.received()) {
            assertEquals("Bearer " + Fixtures.TOKEN, request.headers().get("authorization"));
            assertEquals("application/json", request.headers().get("accept"));
            assertEquals(
                    server.received().get(0).headers().get("traceparent"),
                    request.headers().get("traceparent"));
        }
        assertEquals("", server.received().get(1).body());
    }

    @Test
    void theRequestSaysHowLongTheStepMayTakeBesideHowLongTheAnswerMay() throws Exception {
        execute(accepted("/jobs/7"), SUCCESS);

        JsonNode request = Fixtures.json(server.received().get(0).body());
        assertEquals(List.of(), Fixtures.violations("request", request.toString()));
        assertTrue(request.get("deadline_ms").longValue() <= 10_000, request::toString);
        long step = request.get("step_deadline_ms").longValue();
        assertTrue(step > 50_000 && step <= 60_000, request::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | 2",
                "7 | 7",
                "0 | 1",
                "29 | 29",
                "3600 | 29",
                "999999999 | 29",
                "1000000000 | 2",
                "99999999999 | 2",
                "-5 | 2",
                "soon | 2",
                "Wed, 21 Oct 2035 07:28:00 GMT | 2"
            })
    void thePauseIsTheAgentsWithinBounds(String retryAfter, int seconds) throws Exception {
        Map<String, String> headers = retryAfter == null
                ? Map.of("Location", "/jobs/7")
                : Map.of("Location", "/jobs/7", "Retry-After", retryAfter);

        execute(RemoteAgentServer.reply(202, headers, new byte[0]), SUCCESS);

        assertEquals(
                List.of((long) seconds),
                pauses.stream().map(Duration::toSeconds).toList());
    }

    @Test
    void noPauseIsLongerThanHalfAMinute() throws Exception {
        server = RemoteAgentServer.reacting(
                RemoteAgentServer.reply(202, Map.of("Location", "/jobs/7", "Retry-After", "600"), new byte[0]),
                SUCCESS);

        Fixtures.agent(server.url(), pauses).execute(Fixtures.request(Duration.ofMinutes(9)));

        assertEquals(List.of(Duration.ofSeconds(30)), pauses);
    }

    @ParameterizedTest
    @CsvSource({
        "/jobs/7, /jobs/7",
        "jobs/7, /jobs/7",
        "./jobs/7#part, /jobs/7",
        "../../jobs/7, /../../jobs/7",
        "?job=7, /run?job=7",
        "SAME/jobs/7, /jobs/7"
    })
    void aLocationMayBeRelative(String location, String asked) throws Exception {
        Reaction accepting =
                (request, out) -> accepted(location.replace("SAME", origin())).to(request, out);

        assertInstanceOf(Success.class, execute(accepting, SUCCESS));
        assertEquals("GET " + asked + " HTTP/1.1", lines().get(1));
    }

    @Test
    void aRelativeLocationOfAUrlWithoutAPathIsBelowItsRoot() throws Exception {
        server = RemoteAgentServer.reacting(accepted("jobs/7"), SUCCESS);

        AgentOutcome outcome = Fixtures.agent(origin(), pauses).execute(Fixtures.request());

        assertInstanceOf(Success.class, outcome);
        assertEquals("GET /jobs/7 HTTP/1.1", lines().get(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:9/jobs",
                "//127.0.0.2/jobs",
                "//evil.example/jobs",
                "\\\\evil.example/jobs",
                "/\\evil.example/jobs",
                "http:\\\\evil.example/jobs",
                "HTTP://LOCALHOST/jobs",
                "https://127.0.0.1/jobs",
                "http://127.0.0.1/jobs",
                "ftp://127.0.0.1/jobs",
                "mailto:canary@example.com",
                "http://user:canary@SAME/jobs",
                "http://canary@SAME/jobs",
                "//canary@SAME/jobs",
                "http://SAME@evil.example/jobs",
                "http://",
                "::canary::",
                "/a b"
            })
    void aLocationElsewhereFailsTheStepAndIsNotShown(String location) throws Exception {
        Reaction accepting =
                (request, out) -> accepted(location.replace("SAME", origin().substring("http://".length())))
                        .to(request, out);

        assertEquals(ELSEWHERE, error(execute(accepting, SUCCESS)));
        assertEquals(1, server.received().size());
    }

    @Test
    void aLaterLocationElsewhereFailsTheStepToo() throws Exception {
        try (RemoteAgentServer elsewhere = RemoteAgentServer.reacting(SUCCESS)) {
            assertEquals(ELSEWHERE, error(execute(accepted("/jobs/7"), accepted(elsewhere.url()), SUCCESS)));

            awaitLine("DELETE /jobs/7 HTTP/1.1");
            assertEquals(3, server.received().size());
            assertEquals(List.of(), elsewhere.received());
        }
    }

    @Test
    void aRedirectAtTheLocationIsNotFollowed() throws Exception {
        try (RemoteAgentServer elsewhere = RemoteAgentServer.reacting(SUCCESS)) {
            Reaction redirect = RemoteAgentServer.reply(302, Map.of("Location", elsewhere.url()), new byte[0]);

            assertEquals(
                    "Agent failed: tester answered with a redirect (302): redirects are not followed,"
                            + " correct the Location of its 202",
                    error(execute(accepted("/jobs/7"), redirect)));
            assertEquals(List.of(), elsewhere.received());
        }
    }

    @Test
    void acceptanceWithoutALocationFailsTheStep() throws Exception {
        assertEquals(
                "Agent failed: tester answered 202 without a Location: say there where to ask for the reply",
                error(execute(accepted(null), SUCCESS)));
        assertEquals(1, server.received().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | answered 404: check the Location of its 202",
                "410 | answered 410: check the Location of its 202",
                "401 | answered 401: check tracehook.remote-agents.tester.token",
                "204 | answered 204, not 200"
            })
    void otherStatusesAtTheLocationEndTheStep(int status, String problem) throws Exception {
        assertEquals(
                "Agent failed: tester " + problem,
                error(execute(accepted("/jobs/7"), RemoteAgentServer.status(status), SUCCESS)));
        assertEquals(2, server.received().size());
    }

    @Test
    void aPageInPlaceOfTheReplyIsInvalid() throws Exception {
        Reaction page = RemoteAgentServer.reply(
                200, Map.of("Content-Type", "text/html"), "<html>canary".getBytes(StandardCharsets.UTF_8));

        assertEquals(
                "Agent failed: invalid reply from tester: its Content-Type is not application/json",
                error(execute(accepted("/jobs/7"), page)));
    }

    @Test
    void aReplyThatComesLaterIsReadAsOneThatComesAtOnce() throws Exception {
        assertEquals(
                "Agent failed: tester: no tests",
                error(execute(
                        accepted("/jobs/7"), RemoteAgentServer.json("{\"outcome\":\"fail\",\"error\":\"no tests\"}"))));
    }

    @Test
    void aHiccupAtTheLocationIsAskedAgainAndEndsNothing() throws Exception {
        Reaction busy = RemoteAgentServer.reply(503, Map.of("Retry-After", "5"), new byte[0]);

        AgentOutcome outcome =
                execute(accepted("/jobs/7"), busy, RemoteAgentServer.status(502), accepted(null), busy, busy, SUCCESS);

        assertInstanceOf(Success.class, outcome);
        assertEquals(7, server.received().size());
        assertEquals(
                List.of(2L, 5L, 1L, 2L, 5L, 5L),
                pauses.stream().map(Duration::toSeconds).toList());
    }

    @Test
    void anAgentThatStaysBrokenIsGivenUpAndTold() throws Exception {
        assertEquals(
                "Agent failed: tester answered 500 to 3 attempts",
                error(execute(accepted("/jobs/7"), RemoteAgentServer.status(500))));

        awaitLine("DELETE /jobs/7 HTTP/1.1");
        assertEquals(3, lines().stream().filter(line -> line.startsWith("GET")).count());
    }

    @Test
    void silenceAtTheLocationIsAskedAgain() throws Exception {
        server = RemoteAgentServer.reacting(accepted("/jobs/7"), RemoteAgentServer.silence(), SUCCESS);

        AgentOutcome outcome =
                Fixtures.agent(server.url(), pauses, "timeout", "1s").execute(Fixtures.request());

        assertInstanceOf(Success.class, outcome);
        assertEquals(3, server.received().size());
    }

    @Test
    void workThatIsAcceptedForEverEndsWithTheStepsTimeAndIsDeleted() throws Exception {
        server = RemoteAgentServer.reacting(accepted("/jobs/7"));

        AgentOutcome outcome = Fixtures.agent(server.url(), pauses).execute(Fixtures.request(Duration.ofSeconds(1)));

        assertTrue(error(outcome).matches("Agent failed: tester gave no reply within (1|0\\.[0-9]) s"), error(outcome));
        awaitLine("DELETE /jobs/7 HTTP/1.1");
        Received delete = server.received().get(server.received().size() - 1);
        assertEquals("Bearer " + Fixtures.TOKEN, delete.headers().get("authorization"));
    }

    @Test
    void aCancelledStepDeletesTheWorkWithoutWaitingForTheAnswer() throws Exception {
        server = RemoteAgentServer.reacting(accepted("/jobs/7"), accepted("/jobs/8"), RemoteAgentServer.silence());
        RemoteEndpoint endpoint = Fixtures.endpoint(Map.of("url", server.url(), "token", Fixtures.TOKEN));
        Backoff sleeping = Backoff.betweenRequests();
        Backoff hurried = new Backoff(sleeping.first(), sleeping.longest(), () -> 0.5, pause -> Thread.sleep(1));
        RemoteAgent agent =
                new RemoteAgent(new RemoteCall(new Exchange(), endpoint), hurried, Fixtures.workspaces(Map.of()));
        CompletableFuture<AgentOutcome> work = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(work, agent));
        thread.start();
        while (server.received().size() < 3) {
            Thread.sleep(10);
        }

        thread.interrupt();

        ExecutionException failure = assertThrows(ExecutionException.class, () -> work.get(30, TimeUnit.SECONDS));
        assertInstanceOf(InterruptedException.class, failure.getCause());
        thread.join(1_000);
        assertFalse(thread.isAlive(), "it does not wait for the DELETE, which is never answered");
        awaitLine("DELETE /jobs/8 HTTP/1.1");
    }

    @Test
    void anInterruptedPauseDeletesTheWork() throws Exception {
        server = RemoteAgentServer.reacting(accepted("/jobs/7"), RemoteAgentServer.status(204));
        RemoteEndpoint endpoint = Fixtures.endpoint(Map.of("url", server.url()));
        Backoff sleeping = Backoff.betweenRequests();
        Backoff interrupted = new Backoff(sleeping.first(), sleeping.longest(), () -> 0.5, pause -> {
            Thread.currentThread().interrupt();
            sleeping.sleeper().sleep(pause);
        });

        assertThrows(InterruptedException.class, () -> new RemoteAgent(
                        new RemoteCall(new Exchange(), endpoint), interrupted, Fixtures.workspaces(Map.of()))
                .execute(Fixtures.request()));
        awaitLine("DELETE /jobs/7 HTTP/1.1");
        assertEquals(2, server.received().size());
    }

    @Test
    void workThatWasRepliedToIsNotDeleted() throws Exception {
        execute(accepted("/jobs/7"), SUCCESS);
        Thread.sleep(200);

        assertEquals(2, server.received().size());
    }

    private static void complete(CompletableFuture<AgentOutcome> work, RemoteAgent agent) {
        try {
            work.complete(agent.execute(Fixtures.request()));
        } catch (InterruptedException e) {
            work.completeExceptionally(e);
        }
    }

    private void awaitLine(String line) throws InterruptedException {
        while (!lines().contains(line)) {
            Thread.sleep(10);
        }
    }

    private List<String> lines() {
        return server.received().stream().map(Received::line).toList();
    }

    private String origin() {
        return server.url().substring(0, server.url().length() - "/run".length());
    }

    private static Reaction accepted(String location) {
        return RemoteAgentServer.reply(
                202, location == null ? Map.of() : Map.of("Location", location), "<html>".getBytes());
    }

    private AgentOutcome execute(Reaction... reactions) throws Exception {
        server = RemoteAgentServer.reacting(reactions);
        return Fixtures.agent(server.url(), pauses).execute(Fixtures.request());
    }

    private static String error(AgentOutcome outcome) {
        return assertInstanceOf(Failure.class, outcome).error();
    }
}
