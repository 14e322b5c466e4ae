package org.tracehook.app;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.remote.Fixtures;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.feedback.FakeJira;

/** From a delivery to what agents see of its ticket. */
class TicketFieldsDeliveryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CANARY = "canary-of-the-ticket";

    private static final String BODY = """
            {"webhookEvent": "comment_created", "timestamp": 17694514148%02d,
             "comment": {"id": "7", "body": "/write *canary-of-the-ticket*",
                         "author": {"accountId": "712020:a", "emailAddress": "ann@example.com"}},
             "issue": {"id": "10021", "key": "PROJ-123",
                       "fields": {"summary": "canary-of-the-ticket", "status": {"name": "In Review"}%s}}}""";

    private final FakeJira jira = FakeJira.cloud();
    private final RemoteAgentServer author =
            RemoteAgentServer.reacting(RemoteAgentServer.json("{\"outcome\":\"success\",\"summary\":\"written\"}"));
    private final List<AgentRequest> local = new ArrayList<>();
    private final List<JsonNode> events = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        jira.close();
        author.close();
    }

    private TestFunction function(boolean withAccount, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(author.properties("author_agent", Fixtures.TOKEN));
        properties.put("tracehook.remote-agents.author_agent.ticket-fields", "summary,description,comment,assignee");
        properties.put("tracehook.triggers[0].name", "write");
        properties.put("tracehook.triggers[0].events", "comment_created");
        properties.put("tracehook.triggers[0].intent", "write");
        properties.put("tracehook.intents.write.tasks[0].agent", "author_agent");
        properties.put("tracehook.intents.write.tasks[0].task", "Write");
        properties.put("tracehook.intents.write.tasks[1].agent", "local_agent");
        properties.put("tracehook.intents.write.tasks[1].task", "Look");
        if (withAccount) {
            jira.credentials().forEach((key, value) -> properties.put("tracehook.feedback." + key, value));
            properties.put("tracehook.feedback.comment", "none");
        }
        properties.putAll(more);
        return TestFunction.with(properties).agent(new LocalAgent());
    }

    private final class LocalAgent implements Agent {

        @Override
        public String name() {
            return "local_agent";
        }

        @Override
        public Set<String> ticketFields() {
            return Set.of("description", "priority");
        }

        @Override
        public AgentOutcome execute(AgentRequest request) {
            local.add(request);
            return new AgentOutcome.Success(
                    "saw "
                            + request.ticket()
                                    .field("description")
                                    .map(String::length)
                                    .orElse(0),
                    Map.of());
        }
    }

    private static byte[] body(int second, String moreFields) {
        return TestFunction.utf8(BODY.formatted(second, moreFields));
    }

    private void jiraHas(String description) {
        ObjectNode issue = jira.file("issue");
        ObjectNode fields = (ObjectNode) issue.get("fields");
        fields.set(
                "description",
                JSON.createObjectNode()
                        .put("type", "doc")
                        .set(
                                "content",
                                JSON.createArrayNode()
                                        .add(JSON.createObjectNode()
                                                .put("type", "paragraph")
                                                .set(
                                                        "content",
                                                        JSON.createArrayNode()
                                                                .add(JSON.createObjectNode()
                                                                        .put("type", "text")
                                                                        .put("text", description))))));
        fields.putObject("assignee")
                .put("accountId", "712020:a")
                .put("displayName", "Ann")
                .put("emailAddress", "ann@example.com");
        fields.putObject("priority").put("name", "High");
        jira.onIssue(FakeJira.json(200, issue));
    }

    private JsonNode sent(int number) throws IOException {
        return JSON.readTree(author.received().get(number).body());
    }

    private List<String> reads() {
        return jira.requests().stream()
                .filter(request -> request.startsWith("GET") && request.contains("fields="))
                .toList();
    }

    @Test
    void whatTheDeliveryLacksIsReadFromJiraOnceForTheWholePlan() throws Exception {
        jiraHas(CANARY + " of Jira");
        TestFunction function = function(true, Map.of());

        JsonNode reply = TestFunction.json(function.signed(body(1, "")));

        assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
        assertEquals(
                "{\"summary\":\"" + CANARY + "\",\"description\":\"" + CANARY + " of Jira\","
                        + "\"comment\":\"/write **" + CANARY + "**\","
                        + "\"assignee\":{\"account_id\":\"712020:a\",\"display_name\":\"Ann\"}}",
                sent(0).at("/ticket/fields").toString());
        assertEquals(Optional.of(CANARY + " of Jira"), local.get(0).ticket().field("description"));
        assertEquals(Optional.of("High"), local.get(0).ticket().field("priority"));
        assertEquals(Optional.empty(), local.get(0).ticket().field("labels"), "nobody asks for it");
        assertEquals(List.of("GET /rest/api/3/issue/10021?fields=description,assignee,priority"), reads());
        assertFalse((reply + function.output() + function.printed()).contains(CANARY));
        assertFalse(author.received().get(0).body().contains("ann@example"));
    }

    @Test
    void whatTheDeliveryBringsIsNotReadFromJira() throws Exception {
        TestFunction function = function(true, Map.of());

        function.signed(body(2, ",\"description\":\"h1. Why\",\"assignee\":null,\"priority\":null"));

        assertEquals("# Why", sent(0).at("/ticket/fields/description").asText());
        assertTrue(sent(0).at("/ticket/fields/assignee").isNull());
        assertEquals(List.of(), reads());
    }

    @Test
    void withoutAnAccountTheStepSaysWhatToSet() {
        TestFunction function = function(false, Map.of());

        JsonNode reply = TestFunction.json(function.signed(body(3, "")));

        assertEquals("PARTIAL", reply.path("pipeline_status").asText());
        assertEquals(
                "Agent failed: author_agent was not asked: the delivery does not bring description, assignee of the ticket,"
                        + " and there is no account to read Jira with: set tracehook.feedback.base-url and"
                        + " tracehook.feedback.token",
                reply.path("error").asText());
        assertEquals(List.of(), author.received());
    }

    @Test
    void aJiraThatRefusesFailsTheStepWithItsReason() {
        jira.onIssue(aResponse().withStatus(404));
        TestFunction function = function(true, Map.of());

        JsonNode reply = TestFunction.json(function.signed(body(4, "")));

        String error = reply.path("error").asText();
        assertTrue(
                error.startsWith(
                        "Agent failed: author_agent was not asked: the delivery does not bring description, assignee"
                                + " of the ticket, and it cannot be read from Jira: the account finds nothing there (404)"),
                error);
        assertEquals(1, reads().size());
    }

    @Test
    void anAcceptedRunHasWhatTheDeliveryBroughtAndReadsTheRest() throws Exception {
        jiraHas("of Jira");
        TestFunction function = function(true, Map.of("tracehook.execution", "acknowledge"))
                .ledger(new SharedLedger())
                .invocation((name, event) -> events.add(read(event)));

        function.signed(body(5, ""));
        assertEquals(List.of(), reads());
        function.accepted(events.get(0).path("body").asText());

        JsonNode fields = sent(0).at("/ticket/fields");
        assertEquals(CANARY, fields.path("summary").asText());
        assertEquals("/write **" + CANARY + "**", fields.path("comment").asText());
        assertEquals("of Jira", fields.path("description").asText());
        assertFalse(events.get(0).path("body").asText().contains("ann@example"));
    }

    @Test
    void aRunAgainHasTheSameFields() throws Exception {
        jiraHas("of Jira");
        TestFunction function = function(true, Map.of());
        String id = function.signed(body(6, "")).traceId().orElseThrow();

        function.again(id);

        assertEquals(sent(0).at("/ticket/fields"), sent(1).at("/ticket/fields"));
        assertEquals(2, reads().size());
        assertTrue(reads().get(1).startsWith("GET /rest/api/3/issue/PROJ-123?"), "a rerun knows the key alone");
    }

    @Test
    void fieldsWithASecretAreNotKeptAndDoNotPreventARunAgain() throws Exception {
        jiraHas("of Jira");
        TestFunction function = function(true, Map.of());
        String secret = "password = 'hunter2-and-more'";
        String id = function.signed(body(7, ",\"description\":\"" + secret + "\""))
                .traceId()
                .orElseThrow();
        assertEquals(secret, sent(0).at("/ticket/fields/description").asText());

        assertFalse(function.kept(id).toString().contains("hunter2"));
        assertEquals(null, function.kept(id).fields());
        JsonNode reply = TestFunction.json(function.again(id));

        assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
        assertEquals("of Jira", sent(1).at("/ticket/fields/description").asText());
        assertTrue(sent(1).at("/ticket/fields/comment").isNull(), "no delivery brought it");
    }

    @Test
    void theLastRunOfTheIntentIsTold() throws Exception {
        jiraHas("of Jira");
        TestFunction function = function(true, Map.of("tracehook.remote-agents.author_agent.previous", "true"));

        String first = function.signed(body(8, "")).traceId().orElseThrow();
        local.clear();
        function.signed(body(9, ""));

        assertTrue(sent(0).get("previous").isNull(), () -> "there was none");
        assertEquals(
                "{\"trace_id\":\"" + first + "\",\"agent\":\"local_agent\",\"error\":null}",
                sent(1).get("previous").toString());
        assertEquals(
                first, local.get(0).past().previousRun().get().orElseThrow().traceId(), "Java agents get the same");
    }

    @Test
    void ofTheLastRunItsErrorIsToldAndOfAnotherIssueOrIntentNothing() throws Exception {
        jiraHas("of Jira");
        try (RemoteAgentServer failing =
                RemoteAgentServer.reacting(RemoteAgentServer.json("{\"outcome\":\"fail\",\"error\":\"no luck\"}"))) {
            Map<String, String> more = new HashMap<>(failing.properties("author_agent", Fixtures.TOKEN));
            more.put("tracehook.remote-agents.author_agent.previous", "true");
            more.put("tracehook.triggers[1].name", "other");
            more.put("tracehook.triggers[1].events", "comment_updated");
            more.put("tracehook.triggers[1].intent", "other");
            more.put("tracehook.intents.other.tasks[0].agent", "author_agent");
            more.put("tracehook.intents.other.tasks[0].task", "Write otherwise");
            TestFunction function = function(true, more);
            String first = function.signed(body(10, "")).traceId().orElseThrow();
            function.signed(changed(11, "PROJ-123", "PROJ-9"));
            function.signed(changed(12, "comment_created", "comment_updated"));
            function.signed(body(13, ""));

            List<JsonNode> previous = new ArrayList<>();
            for (RemoteAgentServer.Received request : failing.received()) {
                previous.add(JSON.readTree(request.body()).get("previous"));
            }
            assertEquals(
                    "[null, null, null, {\"trace_id\":\"" + first
                            + "\",\"agent\":\"author_agent\",\"error\":\"Agent failed: author_agent: no luck\"}]",
                    previous.toString());
        }
    }

    private static byte[] changed(int second, String from, String to) {
        String body = new String(body(second, ""), StandardCharsets.UTF_8).replace("10021", "10022");
        assertTrue(body.contains(from), body);
        return TestFunction.utf8(body.replace(from, to));
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
