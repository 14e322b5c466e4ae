package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tracehook.app.JiraTellings.Honesty;
import org.tracehook.app.SimulatedTicket.Status;
import org.tracehook.trace.TraceJson;

/** A moved ticket from its delivery to commit, review, test run, comment and transition: all of them tell the same. */
class JiraStoryTest {

    private static final String FIXTURE = "cloud-issue-updated-waiting-for-development";
    private static final String FLOW = "tracehook.intents.development_flow.";

    /** The clock ticks once a reading, twice a step. */
    private static final String STEP_TIME = "1 ms";

    @TempDir
    Path directory;

    private SampleHost host;
    private TestFunction function;

    @BeforeEach
    void serve() throws IOException {
        host = SampleHost.in(directory);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @ParameterizedTest
    @EnumSource
    void aFlowThatSucceedsIsToldAndTheTicketMovesOn(SimulatedJira.Kind kind) throws Exception {
        try (SimulatedJira jira = SimulatedJira.start(kind, Honesty.TRACEABLE)) {
            SimulatedTicket ticket = ticket(jira);

            JsonNode reply = deliver(jira, event());

            assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
            assertEquals(Status.IN_REVIEW, ticket.status);
            agree(reply, jira, ticket);
            String branch = "develop/PROJ-124";
            assertEquals(
                    host.repository().head(branch).orElseThrow(),
                    reply.path("final_commit").asText());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFlowThatIsBlockedIsToldWithTheReason(SimulatedJira.Kind kind) throws Exception {
        try (SimulatedJira jira = SimulatedJira.start(kind, Honesty.TRACEABLE)) {
            SimulatedTicket ticket = ticket(jira);
            host.repository().branch("develop/PROJ-124", "main");
            host.repository().commit("develop/PROJ-124", Map.of("src/theirs.py", "x = 1\nprint(x)\n"));

            JsonNode reply = deliver(jira, event());

            assertEquals("PARTIAL", reply.path("pipeline_status").asText(), reply::toString);
            assertEquals(Status.TO_DO, ticket.status);
            agree(reply, jira, ticket);
            List<String> lines = comment(jira, ticket);
            assertEquals("Stopped at step 2, code_review_agent", lines.get(1));
            assertTrue(lines.contains("Error " + reply.path("error").asText()), lines::toString);
        }
    }

    private static SimulatedTicket ticket(SimulatedJira jira) {
        SimulatedTicket ticket = jira.ticket("10022", "PROJ-124", "software");
        ticket.status = Status.WAITING;
        return ticket;
    }

    /** The fixture's event at this Jira, where the status has another id. */
    private static byte[] event() {
        return TestFunction.utf8(new String(TestFunction.fixture(FIXTURE), StandardCharsets.UTF_8)
                .replace("\"10004\"", "\"" + Status.WAITING.id() + "\""));
    }

    private JsonNode deliver(SimulatedJira jira, byte[] event) {
        Map<String, String> properties = new HashMap<>(host.properties());
        properties.putAll(jira.properties());
        properties.put("tracehook.triggers[0].name", "develop");
        properties.put("tracehook.triggers[0].to-status", "Waiting for Development");
        properties.put("tracehook.triggers[0].projects", "PROJ");
        properties.put("tracehook.triggers[0].actors", "712020:0a1b2c3d-1111-4222-8333-444455556666");
        properties.put("tracehook.triggers[0].code-from", "description");
        properties.put("tracehook.triggers[0].intent", "development_flow");
        properties.put(FLOW + "required", "jira_issue_key,jira_issue_status,code_changes");
        String[] agents = {"development_agent", "code_review_agent", "testing_agent"};
        for (int i = 0; i < agents.length; i++) {
            properties.put(FLOW + "tasks[" + i + "].agent", agents[i]);
            properties.put(FLOW + "tasks[" + i + "].task", "Do part " + (i + 1) + ", and do it well");
            properties.put(FLOW + "tasks[" + i + "].timeout", "2m");
        }
        properties.put("tracehook.feedback.transitions.development_flow.success", "In Review");
        properties.put("tracehook.feedback.transitions.development_flow.partial", "To Do");
        function = TestFunction.with(properties);
        return TestFunction.json(function.signed(event));
    }

    private static List<String> comment(SimulatedJira jira, SimulatedTicket ticket) {
        assertEquals(List.of(), jira.refusals());
        List<SimulatedTicket.Comment> comments = ticket.commentsBy(jira.kind.own);
        assertEquals(1, comments.size());
        return comments.get(0).lines();
    }

    /** Trace, lines and reply against the comment, which is made from nothing else. */
    private void agree(JsonNode reply, SimulatedJira jira, SimulatedTicket ticket) {
        List<ObjectNode> lines = function.lines();
        ObjectNode completed = only("pipeline.completed");
        JsonNode trace = completed.path("trace");
        assertEquals(told(trace, completed), comment(jira, ticket));

        assertEquals(trace.path("trace_id"), reply.path("trace_id"));
        assertEquals(trace.path("pipeline_status"), reply.path("pipeline_status"));
        assertEquals(trace.path("final_error").asText(null), reply.path("error").asText(null));
        for (JsonNode step : trace.path("steps")) {
            assertTrue(
                    reply.path("summary")
                            .asText()
                            .contains(step.path("agent_name").asText() + ": "
                                    + step.path("status").asText()),
                    reply::toString);
            ObjectNode line = lines.stream()
                    .filter(any -> any.path("event").asText().equals("step.completed")
                            && any.path("step_number").equals(step.path("step_number")))
                    .findFirst()
                    .orElseThrow();
            for (String member : List.of("agent_task", "status", "output_summary", "error_message")) {
                assertEquals(step.path(member), line.path(member), member);
            }
        }
        ObjectNode written = only("feedback.completed");
        assertEquals(written.path("feedback"), TraceJson.tree(new Feedback(reply)), written::toString);
        assertEquals(ticket.status.label, written.at("/feedback/issue_status").asText());
        assertEquals(1, ticket.transitions);
    }

    private ObjectNode only(String event) {
        List<ObjectNode> found = function.lines().stream()
                .filter(line -> line.path("event").asText().equals(event))
                .toList();
        assertEquals(1, found.size(), () -> event + " in " + function.events());
        return found.get(0);
    }

    /** The comment that a trace should become. */
    private static List<String> told(JsonNode trace, JsonNode completed) {
        List<String> told = new ArrayList<>();
        told.add(trace.path("pipeline_status").asText() + " "
                + trace.path("intent_type").asText() + ", " + time(completed));
        JsonNode last = trace.path("steps").path(trace.path("steps").size() - 1);
        if (!trace.path("final_error").isNull()) {
            told.add("Stopped at step " + last.path("step_number") + ", "
                    + last.path("agent_name").asText());
        }
        told.add("Plan " + trace.path("execution_plan_summary").asText());
        for (JsonNode step : trace.path("steps")) {
            told.add(step.path("step_number") + ". " + sign(step) + " "
                    + step.path("agent_name").asText() + " "
                    + step.path("status").asText() + ", " + STEP_TIME);
            told.add("Task " + step.path("agent_task").asText());
            if (!step.path("output_summary").isNull()) {
                told.add("Result " + step.path("output_summary").asText());
            }
            if (!step.path("error_message").isNull()) {
                told.add("Error " + step.path("error_message").asText());
            }
        }
        told.add("Logs <https://logs.example/?trace=" + trace.path("trace_id").asText() + ">");
        told.add("Tracehook trace " + trace.path("trace_id").asText());
        return told;
    }

    private static String time(JsonNode line) {
        return line.path("duration_ms").asText() + " ms";
    }

    private static String sign(JsonNode step) {
        return switch (step.path("status").asText()) {
            case "SUCCESS" -> "✅";
            case "BLOCKED" -> "🚫";
            default -> "❌";
        };
    }

    /** What a reply says of what was written back, as a line says it. */
    private record Feedback(
            String comment, String commentId, String transition, String issueStatus, List<String> problems) {

        private Feedback(JsonNode reply) {
            this(
                    reply.at("/feedback/comment").asText(null),
                    reply.at("/feedback/comment_id").asText(null),
                    reply.at("/feedback/transition").asText(null),
                    reply.at("/feedback/issue_status").asText(null),
                    List.of());
        }
    }
}
