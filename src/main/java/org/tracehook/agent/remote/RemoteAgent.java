package org.tracehook.agent.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Blocked;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.TicketFields;
import org.tracehook.agent.remote.RemoteCall.Attempt;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Backoff;
import org.tracehook.http.Exchange;
import org.tracehook.workspace.WorkspaceException;
import org.tracehook.workspace.Workspaces;

/**
 * Hands its work to an HTTP endpoint of the operator's: one JSON document there, one back, at once or later.
 *
 * <p>The request is sent again only when there was no connection, when it ended before a reply, or when the endpoint says
 * so (429, 5xx): one that is silent may still be working. The idempotency key is the same each time, so that work which
 * was done is not done again.
 */
public final class RemoteAgent implements Agent {

    /** The output that says which commit the agent was given. */
    private static final String BASE_COMMIT = "base_commit";

    private final RemoteCall call;
    private final Backoff backoff;
    private final Workspaces workspaces;

    /**
     * The configured agents in the order of their names. They share one HTTP client, and open no connection before one of
     * them works.
     *
     * @param authors the agents that rules take code from, whose replies may be longer
     * @param workspaces say where work begins
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     * @param faults takes everything that is wrong; an agent with a fault is among the result all the same, so that
     *     plans which name it are not reported as well
     */
    public static List<RemoteAgent> from(
            RemoteAgentsConfig config, Set<String> authors, Workspaces workspaces, boolean onLambda, Faults faults) {
        Backoff backoff = Backoff.betweenRequests();
        Exchange exchange = new Exchange();
        List<RemoteAgent> agents = new ArrayList<>();
        new TreeMap<>(config.remoteAgents()).forEach((name, agent) -> {
            RemoteEndpoint endpoint = new RemoteEndpoint(name, agent, authors.contains(name));
            endpoint.check(onLambda, faults);
            agents.add(new RemoteAgent(new RemoteCall(exchange, endpoint), backoff, workspaces));
        });
        return agents;
    }

    RemoteAgent(RemoteCall call, Backoff backoff, Workspaces workspaces) {
        this.call = call;
        this.backoff = backoff;
        this.workspaces = workspaces;
    }

    @Override
    public String name() {
        return call.endpoint().name();
    }

    @Override
    public Set<String> declaredOutputs() {
        Set<String> outputs = new HashSet<>(call.endpoint().config().outputs().orElse(List.of()));
        outputs.add(RemoteReply.USAGE);
        return outputs;
    }

    @Override
    public Set<String> ticketFields() {
        return new LinkedHashSet<>(call.endpoint().config().ticketFields().orElse(List.of()));
    }

    @Override
    public AgentOutcome execute(AgentRequest request) throws InterruptedException {
        Briefing briefing;
        try {
            briefing = Briefing.of(request, call.endpoint().config(), workspaces);
        } catch (TicketFields.UnreadableException | WorkspaceException e) {
            return new Failure("Agent failed: " + name() + " was not asked: " + e.getMessage());
        }
        return withBaseCommit(asked(request, briefing), briefing);
    }

    private AgentOutcome asked(AgentRequest request, Briefing briefing) throws InterruptedException {
        int number = 1;
        Attempt attempt = attempt(request, briefing, number);
        while (attempt.mayRepeat()
                && number <= call.endpoint().config().retries()
                && backoff.pause(number, attempt.retryAfter(), request.deadline())) {
            number++;
            attempt = attempt(request, briefing, number);
        }
        if (attempt.location() == null) {
            return attempt.outcome();
        }
        String traceparent = document(request, briefing).traceparent();
        return new AcceptedWork(call, traceparent, backoff.sleeper(), request.deadline()).reply(attempt);
    }

    private Attempt attempt(AgentRequest request, Briefing briefing, int number) throws InterruptedException {
        RequestDocument document = document(request, briefing);
        return document.time().isZero()
                ? call.failures().silent(document.time())
                : call.post(document, request.deadline(), number);
    }

    private RequestDocument document(AgentRequest request, Briefing briefing) {
        return new RequestDocument(request, briefing, call.endpoint(), call.time(request.deadline()));
    }

    /** Later steps commit on top of what the agent was given: that is ours to say, never the reply's. */
    private static AgentOutcome withBaseCommit(AgentOutcome outcome, Briefing briefing) {
        Map<String, JsonNode> outputs = new HashMap<>(outcome.outputs());
        outputs.remove(BASE_COMMIT);
        if (briefing.repository() != null) {
            outputs.put(BASE_COMMIT, TextNode.valueOf(briefing.repository().commit()));
        }
        if (outcome instanceof Success success) {
            return new Success(success.summary(), outputs);
        }
        if (outcome instanceof Blocked blocked) {
            return new Blocked(blocked.reason(), outputs);
        }
        Failure failure = (Failure) outcome;
        return new Failure(failure.error(), outputs, failure.kind());
    }

    /** Names the agent. */
    @Override
    public String toString() {
        return "RemoteAgent[" + name() + "]";
    }
}
