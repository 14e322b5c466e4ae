package org.tracehook.agent.codereview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.Ticket;
import org.tracehook.deadline.Deadline;

/** Requests as the orchestrator makes them. */
final class Requests {

    private Requests() {}

    static AgentRequest withChanges(JsonNode codeChanges) {
        return withContext(Map.of("code_changes", codeChanges));
    }

    static AgentRequest withContext(Map<String, JsonNode> context) {
        return with(Map.of(), context);
    }

    /** With the values of a trigger rule. */
    static AgentRequest with(Map<String, String> settings, Map<String, JsonNode> context) {
        return new AgentRequest(
                new AgentRequest.Step(
                        "2289219a-a8c4-4012-be7d-489185977869",
                        1,
                        "code_review_agent",
                        "Review code and generate feedback",
                        1,
                        "delivery/1"),
                Deadline.in(Duration.ofMinutes(1)),
                settings,
                new Ticket("PROJ-1", "In Review", context),
                Map.of());
    }

    /** A change of files in the order given: path, content, path, content. */
    static ObjectNode changes(String... pathsAndContents) {
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        for (int at = 0; at < pathsAndContents.length; at += 2) {
            changes.put(pathsAndContents[at], pathsAndContents[at + 1]);
        }
        return changes;
    }
}
