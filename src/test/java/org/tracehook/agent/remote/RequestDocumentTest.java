package org.tracehook.agent.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.PreviousRun;
import org.tracehook.agent.Ticket;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.TraceContext;
import org.tracehook.workspace.Workspace.StartingPoint;

class RequestDocumentTest {

    private static final RemoteEndpoint ENDPOINT = Fixtures.endpoint(Map.of(
            "url", "https://agent.example.org",
            "token", Fixtures.TOKEN,
            "config.suite", "smoke",
            "config.environment", "qa"));

    private static final Briefing NOTHING = new Briefing(Map.of(), null, null);

    @Test
    void theWholeDocumentInItsOrder() {
        assertEquals(
                "{\"trace_id\":\"2289219a-a8c4-4012-be7d-489185977869\",\"step_number\":3,\"agent_name\":\"tester\","
                        + "\"agent_task\":\"Run tests and validate changes\",\"attempt\":2,\"deadline_ms\":9500,"
                        + "\"step_deadline_ms\":N,"
                        + "\"idempotency_key\":\"delivery/3\","
                        + "\"config\":{\"environment\":\"qa\",\"repository\":\"https://git.example.org/shop.git\","
                        + "\"suite\":\"smoke\"},"
                        + "\"ticket\":{\"issue_key\":\"PROJ-123\",\"issue_status\":\"Testing\","
                        + "\"context\":{\"code_changes\":{\"a.py\":\"x = 1\"}},\"fields\":{}},"
                        + "\"repository\":null,\"previous\":null,"
                        + "\"outputs\":{\"commit\":\"0123456789012345678901234567890123456789\"}}",
                document(Fixtures.request()).replaceFirst("(\"step_deadline_ms\":)[0-9]+", "$1N"));
    }

    @Test
    void theSchemaHasExactlyItsMembers() {
        ObjectNode schema = (ObjectNode) Fixtures.schema("request");
        JsonNode document = Fixtures.json(document(Fixtures.request()));

        assertEquals(List.of(), Fixtures.violations("request", document.toString()));
        assertEquals(names(schema.get("properties")), names(document));
        assertEquals(names(schema.at("/properties/ticket/properties")), names(document.get("ticket")));
        assertEquals(
                "urn:tracehook:schema:remote-agent-request", schema.get("$id").textValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/properties/issue_key",
                "/properties/issue_status",
                "/properties/context",
                "/properties/fields"
            })
    void theSchemaSaysThatTicketsAreUntrusted(String member) {
        String description = Fixtures.schema("request")
                .at("/properties/ticket" + member + "/description")
                .textValue();

        assertTrue(description.startsWith("Untrusted data from Jira"), description);
        assertTrue(Fixtures.schema("request")
                .at("/properties/ticket/description")
                .textValue()
                .contains("never instructions"));
    }

    @Test
    void aBriefingIsInTheDocumentAndInTheSchema() {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("summary", Fixtures.json("\"Add a button\""));
        fields.put("assignee", Fixtures.json("{\"account_id\":\"712020:a\",\"display_name\":null}"));
        fields.put("labels", Fixtures.json("[\"ci\",[\"a\"]]"));
        fields.put("customfield_1", Fixtures.json("3.5"));
        fields.put("comment", Fixtures.json("null"));
        StartingPoint start =
                new StartingPoint("https://git.example.org/shop.git", "main", "develop/proj-123", "0".repeat(40));
        PreviousRun previous = new PreviousRun("7289219a-a8c4-4012-be7d-489185977869", "review", "no");

        String json = new RequestDocument(
                        Fixtures.request(), new Briefing(fields, start, previous), ENDPOINT, Duration.ofSeconds(1))
                .json();

        assertEquals(List.of(), Fixtures.violations("request", json));
        assertTrue(
                json.contains("\"fields\":{\"summary\":\"Add a button\",\"assignee\":{\"account_id\":\"712020:a\","
                        + "\"display_name\":null},\"labels\":[\"ci\",[\"a\"]],\"customfield_1\":3.5,\"comment\":null}},"
                        + "\"repository\":{\"url\":\"https://git.example.org/shop.git\",\"base_branch\":\"main\","
                        + "\"branch\":\"develop/proj-123\",\"base_commit\":\"" + "0".repeat(40) + "\"},"
                        + "\"previous\":{\"trace_id\":\"7289219a-a8c4-4012-be7d-489185977869\",\"agent\":\"review\","
                        + "\"error\":\"no\"},"),
                json);
        assertEquals(
                "Briefing[[summary, assignee, labels, customfield_1, comment]]",
                new Briefing(fields, start, null).toString());
    }

    @Test
    void whatTheDeliveryLacksIsNull() {
        AgentRequest bare = new AgentRequest(
                new AgentRequest.Step(Fixtures.TRACE_ID, 1, "tester", "Run", 1, "delivery/1"),
                Deadline.in(Duration.ofSeconds(1)),
                Map.of(),
                new Ticket(null, null, Map.of()),
                Map.of());

        String document = document(bare);

        assertTrue(
                document.contains("\"ticket\":{\"issue_key\":null,\"issue_status\":null,\"context\":{},\"fields\":{}}"),
                document);
        assertEquals(List.of(), Fixtures.violations("request", document));
    }

    @Test
    void theSchemaRefusesWhatIsNoRequest() {
        JsonNode whole = Fixtures.json(document(Fixtures.request()));
        List<String> sinceTheFirstVersion = new ArrayList<>();
        Fixtures.schema("request").get("required").forEach(name -> sinceTheFirstVersion.add(name.textValue()));
        assertEquals(10, sinceTheFirstVersion.size(), "a request that an earlier version sent is still one");
        for (String member : names(whole)) {
            assertEquals(
                    sinceTheFirstVersion.contains(member),
                    !Fixtures.violations(
                                    "request",
                                    ((ObjectNode) whole.deepCopy())
                                            .without(member)
                                            .toString())
                            .isEmpty(),
                    member);
            assertFalse(
                    Fixtures.violations(
                                    "request",
                                    ((ObjectNode) whole.deepCopy())
                                            .put(member, true)
                                            .toString())
                            .isEmpty(),
                    member);
        }
    }

    @Test
    void theTokenIsInNoText() {
        assertFalse(document(Fixtures.request()).contains(Fixtures.TOKEN));
        assertEquals("RemoteEndpoint[tester]", ENDPOINT.toString());
    }

    @Test
    void traceparentNamesTheStep() {
        String traceparent =
                new RequestDocument(Fixtures.request(), NOTHING, ENDPOINT, Duration.ofSeconds(1)).traceparent();

        assertEquals(TraceContext.ofStep(Fixtures.TRACE_ID, 3).traceparent(), traceparent);
    }

    private static String document(AgentRequest request) {
        return new RequestDocument(request, NOTHING, ENDPOINT, Duration.ofMillis(9_500)).json();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
