package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tracehook.agent.remote.Fixtures;
import org.tracehook.agent.remote.RemoteAgentServer;

/** A step that another program does, from the delivery to reply and lines. */
class RemoteAgentDeliveryTest {

    private static final byte[] RUN_TESTS = TestFunction.utf8(
            "{\"intent\": \"run_remotely\", \"issue\": {\"key\": \"PROJ-1\"}, \"context\": {\"code_changes\": {}}}");

    private static TestFunction function(RemoteAgentServer server, String agent) {
        return function(server, agent, Map.of());
    }

    private static TestFunction function(RemoteAgentServer server, String agent, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(server.properties(agent, Fixtures.TOKEN));
        properties.putAll(more);
        properties.put("tracehook.intents.run_remotely.tasks[0].agent", agent);
        properties.put("tracehook.intents.run_remotely.tasks[0].task", "Run tests");
        properties.put("tracehook.webhook.explicit-intents", "run_remotely");
        properties.put("tracehook.workspace.repository", "https://git.example.com/app.git");
        return TestFunction.with(properties);
    }

    private static JsonNode step(TestFunction function) {
        var lines = function.lines();
        return lines.get(lines.size() - 1).at("/trace/steps/0");
    }

    @Test
    void aRemoteAgentTakesThePlaceOfTheLocalOneOfItsName() throws Exception {
        try (RemoteAgentServer server = RemoteAgentServer.reacting(
                RemoteAgentServer.json("{\"outcome\": \"success\", \"summary\": \"Status: PASS, Tests: 7/7\"}"))) {
            TestFunction function = function(server, "testing_agent");

            JsonNode reply = TestFunction.json(function.signed(RUN_TESTS));

            assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
            assertEquals(
                    "Status: PASS, Tests: 7/7",
                    step(function).path("output_summary").asText());
            JsonNode request =
                    new ObjectMapper().readTree(server.received().get(0).body());
            assertEquals("PROJ-1", request.at("/ticket/issue_key").asText());
            assertEquals(
                    "https://git.example.com/app.git",
                    request.at("/config/repository").asText());
        }
    }

    @Test
    void aTokenThatTheAgentSendsBackIsNowhere() throws Exception {
        String encoded = Base64.getEncoder().encodeToString(TestFunction.utf8(Fixtures.TOKEN));
        String json = "{\"outcome\": \"blocked\", \"error\": \"no, " + Fixtures.TOKEN + " " + encoded + "\"}";
        try (RemoteAgentServer server = RemoteAgentServer.reacting(RemoteAgentServer.json(json))) {
            TestFunction function = function(server, "gate");

            JsonNode reply = TestFunction.json(function.signed(RUN_TESTS));

            assertEquals("BLOCKED", step(function).path("status").asText());
            assertTrue(reply.path("error").asText().startsWith("Blocked by gate: no, "), reply::toString);
            for (String secret : new String[] {Fixtures.TOKEN, encoded}) {
                assertFalse((reply + function.output()).contains(secret), reply::toString);
            }
        }
    }

    @Test
    void theStepsLineShowsUsageAndTheConfiguredOutputsWithoutSecrets() throws Exception {
        String encoded = Base64.getEncoder().encodeToString(TestFunction.utf8(Fixtures.TOKEN));
        String json = "{\"outcome\":\"fail\",\"error\":\"no\",\"outputs\":{\"other\":\"" + Fixtures.TOKEN
                + "\",\"report\":{\"" + Fixtures.TOKEN + "\":[\"it is " + encoded + "\", 5]},"
                + "\"usage\":{\"output_tokens\":7,\"cost_usd\":0.5}}}";
        try (RemoteAgentServer server = RemoteAgentServer.reacting(RemoteAgentServer.json(json))) {
            TestFunction function = function(server, "gate", Map.of("tracehook.remote-agents.gate.outputs", "report"));

            JsonNode reply = TestFunction.json(function.signed(RUN_TESTS));

            JsonNode line = function.lines().get(function.lines().size() - 2);
            assertEquals(
                    "{\"report\":{\"[secret]\":[\"it is [secret]\",5]},\"usage\":{\"output_tokens\":7,\"cost_usd\":0.5}}",
                    line.path("outputs").toString());
            assertEquals(0.5, line.path("agent_cost_usd_total").doubleValue());
            assertFalse((reply + function.output()).contains(Fixtures.TOKEN), reply::toString);
            assertFalse((reply + function.output()).contains(encoded), reply::toString);
        }
    }

    @Test
    void whatJiraSendsAgainIsNotHandedOnAgain() throws Exception {
        try (RemoteAgentServer server = RemoteAgentServer.reacting(
                RemoteAgentServer.json("{\"outcome\": \"success\", \"summary\": \"done\"}"))) {
            TestFunction function = function(server, "tester");
            Map<String, String> headers = Map.of(
                    "x-hub-signature", TestFunction.signature(RUN_TESTS),
                    "content-type", "application/json",
                    "x-atlassian-webhook-identifier", "delivery-7");

            function.post(RUN_TESTS, headers);
            function.post(RUN_TESTS, headers);
            JsonNode unnamed = TestFunction.json(function.signed(RUN_TESTS));

            List<String> keys = new ArrayList<>();
            for (var request : server.received()) {
                keys.add(new ObjectMapper()
                        .readTree(request.body())
                        .path("idempotency_key")
                        .asText());
            }
            assertEquals(
                    List.of(
                            "identifier/-/PROJ-1/explicit/delivery-7/1",
                            unnamed.path("trace_id").asText() + "/1"),
                    keys);
        }
    }

    @Test
    void anAgentWithoutAnAnswerIsAStepOutOfTime() throws Exception {
        try (RemoteAgentServer server = RemoteAgentServer.reacting(RemoteAgentServer.silence())) {
            Map<String, String> properties = new HashMap<>(server.properties("slow", Fixtures.TOKEN));
            properties.put("tracehook.intents.run_remotely.tasks[0].agent", "slow");
            properties.put("tracehook.intents.run_remotely.tasks[0].task", "Run tests");
            properties.put("tracehook.intents.run_remotely.tasks[0].timeout", "600ms");
            properties.put("tracehook.webhook.explicit-intents", "run_remotely");
            TestFunction function = TestFunction.with(properties);

            function.signed(RUN_TESTS);

            assertEquals(
                    "Timed out after 0.6 s",
                    step(function).path("error_message").asText());
        }
    }
}
