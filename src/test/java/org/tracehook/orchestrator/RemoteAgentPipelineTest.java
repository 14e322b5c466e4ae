package org.tracehook.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracehook.agent.Agent;
import org.tracehook.agent.remote.Fixtures;
import org.tracehook.agent.remote.RemoteAgent;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.agent.remote.RemoteAgentServer.Reaction;
import org.tracehook.config.Faults;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.StepStatus;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceRecorder;

/** A remote agent as one step among others. */
class RemoteAgentPipelineTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void itGetsWhatEarlierStepsHandedOnAndItsOutputsReachTheNext() throws Exception {
        Agent before = Fixture.agent("before", request -> Fixture.handing("commit", COMMIT));
        Agent after = Fixture.agent(
                "after",
                request -> Fixture.success(request.outputs().get("tests").asText() + " tests"));
        try (RemoteAgentServer server = RemoteAgentServer.reacting(
                RemoteAgentServer.json("{\"outcome\":\"success\",\"summary\":\"ok\",\"outputs\":{\"tests\":5}}"))) {
            PipelineResult result = Fixture.run(before, remote(server), after);

            assertEquals(PipelineStatus.SUCCESS, result.trace().pipelineStatus());
            assertEquals("5 tests", result.trace().steps().get(2).outputSummary());
            String body = server.received().get(0).body();
            assertTrue(body.contains("\"outputs\":{\"commit\":\"" + COMMIT + "\"}"), body);
            assertTrue(body.contains("\"idempotency_key\":\"delivery/2\""), body);
        }
    }

    @Test
    void aBlockEndsThePipeline() throws Exception {
        try (RemoteAgentServer server =
                RemoteAgentServer.reacting(RemoteAgentServer.json("{\"outcome\":\"blocked\",\"error\":\"freeze\"}"))) {
            PipelineResult result =
                    Fixture.run(remote(server), Fixture.agent("after", request -> Fixture.success("x")));

            assertEquals(PipelineStatus.PARTIAL, result.trace().pipelineStatus());
            assertEquals(1, result.trace().steps().size());
            assertEquals(StepStatus.BLOCKED, result.trace().steps().get(0).status());
            assertEquals("Blocked by remote: freeze", result.trace().finalError());
        }
    }

    @Test
    void aSilentAgentTimesOutAsEveryStepDoes() throws Exception {
        try (RemoteAgentServer server = RemoteAgentServer.reacting(RemoteAgentServer.silence())) {
            DecisionRules flow = Fixture.flow(Duration.ofSeconds(3), "remote");

            PipelineResult result =
                    Fixture.orchestrator(flow, remote(server)).run(Fixture.request(Fixture.INTENT), Fixture.recorder());

            assertEquals("Timed out after 3 s", result.trace().finalError());
            assertTrue(server.wasAbandoned());
        }
    }

    @Test
    void workThatIsAcceptedForEverTimesOutAsEveryStepDoesAndIsDeleted() throws Exception {
        Reaction accepted = RemoteAgentServer.reply(202, Map.of("Location", "/jobs/7"), new byte[0]);
        try (RemoteAgentServer server = RemoteAgentServer.reacting(accepted)) {
            DecisionRules flow = Fixture.flow(Duration.ofSeconds(3), "remote");

            PipelineResult result =
                    Fixture.orchestrator(flow, remote(server)).run(Fixture.request(Fixture.INTENT), Fixture.recorder());

            assertEquals("Timed out after 3 s", result.trace().finalError());
            while (server.received().stream()
                    .noneMatch(request -> request.line().startsWith("DELETE /jobs/7 "))) {
                Thread.sleep(10);
            }
        }
    }

    static Stream<Reaction> echoes() {
        String base64 = Base64.getEncoder().encodeToString(Fixtures.TOKEN.getBytes(StandardCharsets.UTF_8));
        return Stream.of(
                RemoteAgentServer.json("{\"outcome\":\"success\",\"summary\":\"got " + Fixtures.TOKEN + "\"}"),
                RemoteAgentServer.json("{\"outcome\":\"blocked\",\"error\":\"x" + base64 + "y\"}"),
                RemoteAgentServer.json("{\"outcome\":\"fail\",\"error\":\"Bearer " + Fixtures.TOKEN + "\"}"),
                RemoteAgentServer.json("{\"outcome\":\"" + Fixtures.TOKEN + "\"}"),
                RemoteAgentServer.json(Fixtures.TOKEN),
                RemoteAgentServer.raw("HTTP/1.1 " + Fixtures.TOKEN + "\r\n\r\n"),
                RemoteAgentServer.reply(302, Map.of("Location", "/" + Fixtures.TOKEN), new byte[0]),
                RemoteAgentServer.reply(202, Map.of("Location", "http://127.0.0.2/" + Fixtures.TOKEN), new byte[0]),
                RemoteAgentServer.reply(418, Map.of(), Fixtures.TOKEN.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("echoes")
    void whatAnAgentEchoesOfItsTokenIsNotInTheTrace(Reaction echo) throws Exception {
        try (RemoteAgentServer server = RemoteAgentServer.reacting(echo)) {
            TraceRecorder recorder = new TraceRecorder(
                    Clocks.ticking(), Clocks.counting(), new Scrubber(List.of(Fixtures.TOKEN)), List.of());

            PipelineResult result = Fixture.orchestrator(Fixture.flow(Duration.ofSeconds(30), "remote"), remote(server))
                    .run(Fixture.request(Fixture.INTENT), recorder);

            String trace = TraceJson.write(result.trace());
            assertFalse(trace.contains(Fixtures.TOKEN), trace);
            assertFalse(
                    trace.contains(Base64.getEncoder().encodeToString(Fixtures.TOKEN.getBytes(StandardCharsets.UTF_8))),
                    trace);
            assertTrue(trace.contains("remote"), trace);
        }
    }

    /** Behind so many characters that a cut would go through it: where a reply's text was once cut, and where a trace's is. */
    @Test
    void whereverItsTokenStandsNoPartOfItIsInTheTrace() throws Exception {
        int[] before = IntStream.concat(IntStream.range(470, 502), IntStream.range(1_940, 2_002))
                .toArray();
        Reaction[] echoes = Arrays.stream(before)
                .mapToObj("x"::repeat)
                .map(filling ->
                        RemoteAgentServer.json("{\"outcome\":\"fail\",\"error\":\"" + filling + Fixtures.TOKEN + "\"}"))
                .toArray(Reaction[]::new);
        try (RemoteAgentServer server = RemoteAgentServer.reacting(echoes)) {
            TraceRecorder recorder = new TraceRecorder(
                    Clocks.ticking(), Clocks.counting(), new Scrubber(List.of(Fixtures.TOKEN)), List.of());
            Orchestrator orchestrator =
                    Fixture.orchestrator(Fixture.flow(Duration.ofSeconds(30), "remote"), remote(server));
            for (int i = 0; i < echoes.length; i++) {
                String error = orchestrator
                        .run(Fixture.request(Fixture.INTENT), recorder)
                        .trace()
                        .finalError();
                assertTrue(error.startsWith("Agent failed: remote: xxx"), error);
                String rest =
                        error.replaceFirst("^Agent failed: remote: x+", "").replace("…", "");
                assertTrue("[secret]".startsWith(rest), error);
            }
        }
    }

    private static Agent remote(RemoteAgentServer server) {
        Faults faults = new Faults();
        Agent agent = RemoteAgent.from(
                        Fixtures.config(server.properties("remote", Fixtures.TOKEN)),
                        Set.of(),
                        Fixtures.workspaces(Map.of()),
                        false,
                        faults)
                .get(0);
        assertEquals("", faults.message());
        return agent;
    }
}
