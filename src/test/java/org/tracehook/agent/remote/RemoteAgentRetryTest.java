package org.tracehook.agent.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Failure.Kind;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.agent.remote.RemoteAgentServer.Reaction;
import org.tracehook.deadline.Backoff;
import org.tracehook.http.Exchange;

/** What is sent again, when, and how a wait ends. */
@Timeout(120)
class RemoteAgentRetryTest {

    private static final Reaction SUCCESS = RemoteAgentServer.json("{\"outcome\":\"success\",\"summary\":\"done\"}");

    private final List<Duration> pauses = new ArrayList<>();
    private RemoteAgentServer server;

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void aRefusalIsAskedAgainWithTheSameKey(int status) throws Exception {
        assertInstanceOf(Success.class, execute(RemoteAgentServer.status(status), SUCCESS));

        assertEquals(List.of(Duration.ofMillis(100)), pauses);
        JsonNode first = body(0);
        JsonNode second = body(1);
        assertEquals("delivery/3", first.get("idempotency_key").textValue());
        assertEquals(first.get("idempotency_key"), second.get("idempotency_key"));
        assertEquals(first.get("attempt"), second.get("attempt"));
        assertEquals(
                server.received().get(0).headers().get("traceparent"),
                server.received().get(1).headers().get("traceparent"));
    }

    @Test
    void theTimeLeftDecreases() throws Exception {
        execute(List.of("timeout", "1h"), (request, out) -> {
            Thread.sleep(20);
            RemoteAgentServer.status(503).to(request, out);
        });

        List<Long> left = List.of(
                body(0).get("deadline_ms").longValue(),
                body(1).get("deadline_ms").longValue(),
                body(2).get("deadline_ms").longValue());
        assertTrue(left.get(0) <= 60_000 && left.get(0) > left.get(1) && left.get(1) > left.get(2), left::toString);
    }

    @Test
    void pausesGrowAndAttemptsEnd() throws Exception {
        assertEquals(
                "Agent failed: tester answered 503 to 8 attempts",
                error(execute(List.of("retries", "7"), RemoteAgentServer.status(503))));

        assertEquals(8, server.received().size());
        assertEquals(
                List.of(100L, 200L, 400L, 800L, 1600L, 2500L, 2500L),
                pauses.stream().map(Duration::toMillis).toList());
    }

    @Test
    void withoutRetriesThereIsOneAttempt() throws Exception {
        assertEquals(
                "Agent failed: tester answered 500 to 1 attempt",
                error(execute(List.of("retries", "0"), RemoteAgentServer.status(500))));

        assertEquals(1, server.received().size());
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        Reaction busy = RemoteAgentServer.reply(429, Map.of("Retry-After", "7"), new byte[0]);

        assertInstanceOf(Success.class, execute(busy, SUCCESS));
        assertEquals(List.of(Duration.ofSeconds(7)), pauses);
    }

    @Test
    void whoAsksForMoreTimeThanThereIsIsNotAskedAgain() throws Exception {
        Reaction busy = RemoteAgentServer.reply(429, Map.of("Retry-After", "3600"), new byte[0]);

        assertEquals("Agent failed: tester answered 429 to 1 attempt", error(execute(busy, SUCCESS)));
        assertEquals(List.of(), pauses);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 21 Oct 2035 07:28:00 GMT", "-5", "99999999999", "soon", ""})
    void anotherRetryAfterIsIgnored(String value) throws Exception {
        Reaction busy = RemoteAgentServer.reply(503, Map.of("Retry-After", value), new byte[0]);

        assertInstanceOf(Success.class, execute(busy, SUCCESS));
        assertEquals(List.of(Duration.ofMillis(100)), pauses);
    }

    @Test
    void aConnectionThatEndsBeforeAReplyIsTriedAgain() throws Exception {
        assertInstanceOf(Success.class, execute(RemoteAgentServer.hangUp(), RemoteAgentServer.hangUp(), SUCCESS));

        assertEquals(2, pauses.size());
        server.close();
        assertEquals(
                "Agent failed: tester cannot be reached: the connection ended before a reply: check tracehook.remote-agents.tester.url",
                error(execute(RemoteAgentServer.hangUp())));
    }

    @Test
    void aPortThatNobodyListensOnIsTriedAgain() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        AgentOutcome outcome =
                Fixtures.agent("http://127.0.0.1:" + port, pauses).execute(Fixtures.request());

        assertEquals(
                "Agent failed: tester cannot be reached: there is no connection: check tracehook.remote-agents.tester.url",
                error(outcome));
        assertEquals(Kind.UNREACHABLE, ((Failure) outcome).kind());
        assertEquals(2, pauses.size());
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        server = RemoteAgentServer.reacting(SelfSigned.sockets(), SUCCESS);

        AgentOutcome outcome = Fixtures.agent(server.httpsUrl(), pauses).execute(Fixtures.request());

        assertEquals("Agent failed: tester cannot be reached: TLS failed, check its certificate", error(outcome));
        assertEquals(List.of(), server.received());
    }

    @Test
    void silenceIsNotAskedAgain() throws Exception {
        AgentOutcome outcome = execute(List.of("timeout", "1500ms"), RemoteAgentServer.silence(), SUCCESS);

        assertEquals(
                "Agent failed: tester gave no reply within 1.5 s, tracehook.remote-agents.tester.timeout:"
                        + " let it answer longer work with 202",
                error(outcome));
        assertTrue(server.wasAbandoned());
        assertEquals(1, server.received().size());
    }

    @Test
    void aTrickleEndsWithTheTimeOut() throws Exception {
        AgentOutcome outcome = execute(List.of("timeout", "2s"), RemoteAgentServer.trickle());

        assertEquals(
                "Agent failed: tester gave no reply within 2 s, tracehook.remote-agents.tester.timeout:"
                        + " let it answer longer work with 202",
                error(outcome));
        assertEquals(Kind.TIMED_OUT, ((Failure) outcome).kind());
        assertTrue(server.wasAbandoned());
    }

    @Test
    void aDeadlineShorterThanTheTimeOutEndsTheWait() throws Exception {
        server = RemoteAgentServer.reacting(RemoteAgentServer.silence());

        AgentOutcome outcome =
                Fixtures.agent(server.url(), pauses, "timeout", "1h").execute(Fixtures.request(Duration.ofSeconds(1)));

        String error = error(outcome);
        assertTrue(error.matches("Agent failed: tester gave no reply within (1|0(\\.[0-9]{1,3})?) s"), error);
        assertTrue(body(0).get("deadline_ms").longValue() <= 1_000);
    }

    @Test
    void withNoTimeLeftNothingIsSent() throws Exception {
        server = RemoteAgentServer.reacting(SUCCESS);

        AgentOutcome outcome = Fixtures.agent(server.url(), pauses).execute(Fixtures.request(Duration.ZERO));

        assertEquals("Agent failed: tester gave no reply within 0 s", error(outcome));
        assertEquals(List.of(), server.received());
    }

    @Test
    void anInterruptionEndsTheWaitAndTheExchange() throws Exception {
        server = RemoteAgentServer.reacting(RemoteAgentServer.silence());
        RemoteAgent agent = Fixtures.agent(server.url(), pauses, "timeout", "1h");
        CompletableFuture<AgentOutcome> work = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(work, agent));
        thread.start();
        while (server.received().isEmpty()) {
            Thread.sleep(10);
        }

        thread.interrupt();

        ExecutionException failure = assertThrows(ExecutionException.class, () -> work.get(60, TimeUnit.SECONDS));
        assertInstanceOf(InterruptedException.class, failure.getCause());
        assertTrue(server.wasAbandoned());
        thread.join(60_000);
        assertFalse(thread.isAlive());
    }

    @Test
    void anInterruptionEndsThePause() throws Exception {
        server = RemoteAgentServer.reacting(RemoteAgentServer.status(503));
        RemoteEndpoint endpoint = Fixtures.endpoint(Map.of("url", server.url()));
        Backoff sleeping = Backoff.betweenRequests();
        Backoff interrupted = new Backoff(sleeping.first(), sleeping.longest(), () -> 0.5, pause -> {
            Thread.currentThread().interrupt();
            sleeping.sleeper().sleep(pause);
        });

        assertThrows(InterruptedException.class, () -> new RemoteAgent(
                        new RemoteCall(new Exchange(), endpoint), interrupted, Fixtures.workspaces(Map.of()))
                .execute(Fixtures.request()));
        assertEquals(1, server.received().size());
    }

    @Test
    void aCancelledStepSendsNothing() throws Exception {
        server = RemoteAgentServer.reacting(SUCCESS);
        RemoteAgent agent = Fixtures.agent(server.url(), pauses);

        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> agent.execute(Fixtures.request()));
        assertEquals(List.of(), server.received());
    }

    private static void complete(CompletableFuture<AgentOutcome> work, RemoteAgent agent) {
        try {
            work.complete(agent.execute(Fixtures.request()));
        } catch (InterruptedException e) {
            work.completeExceptionally(e);
        }
    }

    private AgentOutcome execute(Reaction... reactions) throws Exception {
        return execute(List.of(), reactions);
    }

    private AgentOutcome execute(List<String> properties, Reaction... reactions) throws Exception {
        server = RemoteAgentServer.reacting(reactions);
        return Fixtures.agent(server.url(), pauses, properties.toArray(String[]::new))
                .execute(Fixtures.request());
    }

    private JsonNode body(int number) {
        return Fixtures.json(server.received().get(number).body());
    }

    private static String error(AgentOutcome outcome) {
        return assertInstanceOf(Failure.class, outcome).error();
    }
}
