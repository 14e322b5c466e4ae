package org.tracehook.agent.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.PreviousRun;
import org.tracehook.agent.Ticket;
import org.tracehook.http.TraceContext;
import org.tracehook.workspace.Workspace.StartingPoint;

/** The request's body as {@code remote-agent-request.schema.json} publishes it: the same step gives the same text. */
final class RequestDocument {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final AgentRequest request;
    private final Briefing briefing;
    private final RemoteEndpoint endpoint;
    private final Duration time;

    /**
     * Describes one attempt.
     *
     * @param time how long the agent has to answer, with a reply or with 202
     */
    RequestDocument(AgentRequest request, Briefing briefing, RemoteEndpoint endpoint, Duration time) {
        this.request = request;
        this.briefing = briefing;
        this.endpoint = endpoint;
        this.time = time;
    }

    /** How long the agent has to answer. */
    Duration time() {
        return time;
    }

    /** The {@code traceparent} header, which names the step's span; it is the same for all attempts at a step. */
    String traceparent() {
        AgentRequest.Step step = request.step();
        return TraceContext.ofStep(step.traceId(), step.stepNumber()).traceparent();
    }

    /** The JSON text. A text and not bytes: Jackson refuses to encode the half surrogates that a ticket may hold. */
    String json() {
        AgentRequest.Step step = request.step();
        ObjectNode object = JSON.objectNode()
                .put("trace_id", step.traceId())
                .put("step_number", step.stepNumber())
                .put("agent_name", step.agentName())
                .put("agent_task", step.agentTask())
                .put("attempt", step.attempt())
                .put("deadline_ms", time.toMillis())
                .put("step_deadline_ms", request.deadline().remaining().toMillis())
                .put("idempotency_key", step.idempotencyKey());
        object.set("config", config());
        object.set("ticket", ticket(request.ticket()));
        object.set("repository", repository());
        object.set("previous", previous());
        object.set("outputs", sorted(request.outputs()));
        return object.toString();
    }

    /** The trigger rule's values and the agent's own, which win. */
    private ObjectNode config() {
        Map<String, String> values = new TreeMap<>(request.settings());
        values.putAll(endpoint.config().config());
        ObjectNode config = JSON.objectNode();
        values.forEach(config::put);
        return config;
    }

    private ObjectNode ticket(Ticket ticket) {
        ObjectNode object =
                JSON.objectNode().put("issue_key", ticket.issueKey()).put("issue_status", ticket.issueStatus());
        object.set("context", sorted(ticket.context()));
        object.set("fields", JSON.objectNode().setAll(briefing.fields()));
        return object;
    }

    private JsonNode repository() {
        StartingPoint start = briefing.repository();
        return start == null
                ? JSON.nullNode()
                : JSON.objectNode()
                        .put("url", start.url())
                        .put("base_branch", start.baseBranch())
                        .put("branch", start.branch())
                        .put("base_commit", start.commit());
    }

    private JsonNode previous() {
        PreviousRun previous = briefing.previous();
        return previous == null
                ? JSON.nullNode()
                : JSON.objectNode()
                        .put("trace_id", previous.traceId())
                        .put("agent", previous.agent())
                        .put("error", previous.error());
    }

    private static ObjectNode sorted(Map<String, JsonNode> values) {
        ObjectNode object = JSON.objectNode();
        object.setAll(new TreeMap<>(values));
        return object;
    }
}
