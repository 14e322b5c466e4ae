package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.app.JiraTellings.Honesty;
import org.tracehook.delivery.Reply;
import org.tracehook.feedback.HostileTraces;

/** Texts that try to be more than text, from the ticket through the pipeline into Jira, which shows them as they are in the trace. */
class HostileStoryTest {

    @ParameterizedTest
    @EnumSource
    void whatAnAgentSaysIsShownAsItIs(SimulatedJira.Kind kind) throws Exception {
        String[] says = new String[1];
        try (SimulatedJira jira = SimulatedJira.start(kind, Honesty.TRACEABLE)) {
            TestFunction function = OwnAgent.function(jira.properties(), request -> new AgentOutcome.Failure(says[0]));
            int n = 0;
            for (String fragment : HostileTraces.FRAGMENTS) {
                SimulatedTicket ticket = jira.ticket(Integer.toString(10_000 + ++n), "PROJ-" + n, "software");
                says[0] = "x" + fragment + " " + fragment;
                told(jira, ticket, function.signed(explicit("own", ticket)), function);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHundredKilobytesWithoutABlankAreShownWithAnEnd(SimulatedJira.Kind kind) throws Exception {
        try (SimulatedJira jira = SimulatedJira.start(kind, Honesty.TRACEABLE)) {
            TestFunction function = OwnAgent.function(
                    jira.properties(), request -> new AgentOutcome.Blocked("[~admin]".repeat(12_800)));
            SimulatedTicket ticket = jira.ticket("10001", "PROJ-1", "software");

            told(jira, ticket, function.signed(explicit("own", ticket)), function);
        }
    }

    /** An intent that a body asks for need not exist, and files may be called anything. */
    @ParameterizedTest
    @EnumSource
    void whatTheTicketSaysIsShownAsItIs(SimulatedJira.Kind kind) throws Exception {
        try (SimulatedJira jira = SimulatedJira.start(kind, Honesty.TRACEABLE)) {
            TestFunction function = TestFunction.with(jira.properties());
            SimulatedTicket unknown = jira.ticket("10001", "PROJ-1", "");
            SimulatedTicket named = jira.ticket("10002", "PROJ-2", "");
            ObjectNode review = JsonNodeFactory.instance.objectNode().put("intent", "review_code");
            review.putObject("issue").put("id", named.id).put("key", named.key);
            review.putObject("context")
                    .putObject("code_changes")
                    .put("src/[~admin] {noformat} !x.png!.py", "print('@admin')\n");

            told(jira, unknown, function.signed(explicit("*[~admin]{code}h1. (/)*", unknown)), function);
            told(jira, named, function.signed(TestFunction.utf8(review.toString())), function);
        }
    }

    private static byte[] explicit(String intent, SimulatedTicket ticket) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("intent", intent);
        body.putObject("issue").put("id", ticket.id).put("key", ticket.key);
        return TestFunction.utf8(body.toString());
    }

    /** The ticket has one comment, valid markup of ours around the words of the trace. */
    private static void told(SimulatedJira jira, SimulatedTicket ticket, Reply reply, TestFunction function) {
        JsonNode json = TestFunction.json(reply);
        assertEquals(List.of(), jira.refusals());
        assertEquals("created", json.at("/feedback/comment").asText(), json::toString);
        List<SimulatedTicket.Comment> comments = ticket.commentsBy(jira.kind.own);
        assertEquals(1, comments.size());
        List<String> lines = comments.get(0).lines();
        JsonNode trace = function.lines().stream()
                .filter(line -> line.path("trace").path("trace_id").equals(json.path("trace_id")))
                .findFirst()
                .orElseThrow()
                .path("trace");
        assertTrue(
                lines.get(0)
                        .startsWith(trace.path("pipeline_status").asText() + " "
                                + trace.path("intent_type").asText() + ","),
                lines::toString);
        String error = trace.path("final_error").asText();
        String shown = error.strip();
        assertTrue(lines.stream().anyMatch(line -> line.endsWith(" " + shown)), () -> shown + " in " + lines);
        assertEquals(error, json.path("error").asText());
    }
}
