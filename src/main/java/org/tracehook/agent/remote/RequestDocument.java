package org.tracehook.agent.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.Ticket;

/** The request's body as {@code remote-agent-request.schema.json} publishes it: the same step gives the same text. */
final class RequestDocument {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final AgentRequest request;
    private final Endpoint endpoint;
    private final Duration time;

    /**
     * Describes one attempt.
     *
     * @param time how long the agent has
     */
    RequestDocument(AgentRequest request, Endpoint endpoint, Duration time) {
        this.request = request;
        this.endpoint = endpoint;
        this.time = time;
    }

    /** How long the agent has. */
    Duration time() {
        return time;
    }

    /** The value of the {@code traceparent} header. */
    String traceparent() {
        return Traceparent.of(request.step());
    }

    /** The JSON text. A text and not bytes: Jackson refuses to encode the half surrogates that a ticket may hold. */
    String json() {
        return object().toString();
    }

    private ObjectNode object() {
        AgentRequest.Step step = request.step();
        ObjectNode object = JSON.objectNode()
                .put("trace_id", step.traceId())
                .put("step_number", step.stepNumber())
                .put("agent_name", step.agentName())
                .put("agent_task", step.agentTask())
                .put("attempt", step.attempt())
                .put("deadline_ms", time.toMillis())
                .put("idempotency_key", step.idempotencyKey());
        object.set("config", config());
        object.set("ticket", ticket(request.ticket()));
        object.set("outputs", sorted(request.outputs()));
        return object;
    }

    /** The trigger rule's values and the agent's own, which win. */
    private ObjectNode config() {
        Map<String, String> values = new TreeMap<>(request.settings());
        values.putAll(endpoint.config());
        ObjectNode config = JSON.objectNode();
        values.forEach(config::put);
        return config;
    }

    private static ObjectNode ticket(Ticket ticket) {
        ObjectNode object =
                JSON.objectNode().put("issue_key", ticket.issueKey()).put("issue_status", ticket.issueStatus());
        object.set("context", sorted(ticket.context()));
        return object;
    }

    private static ObjectNode sorted(Map<String, JsonNode> values) {
        ObjectNode object = JSON.objectNode();
        object.setAll(new TreeMap<>(values));
        return object;
    }
}
