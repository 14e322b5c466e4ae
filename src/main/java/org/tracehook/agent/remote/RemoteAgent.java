package org.tracehook.agent.remote;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.remote.RemoteCall.Attempt;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Backoff;
import org.tracehook.http.Exchange;

/**
 * Hands its work to an HTTP endpoint of the operator's: one JSON document there, one back, at once or later.
 *
 * <p>The request is sent again only when there was no connection, when it ended before a reply, or when the endpoint says
 * so (429, 5xx): one that is silent may still be working. The idempotency key is the same each time, so that work which
 * was done is not done again.
 */
public final class RemoteAgent implements Agent {

    private final RemoteCall call;
    private final Backoff backoff;

    /**
     * The configured agents in the order of their names. They share one HTTP client, and open no connection before one of
     * them works.
     *
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     * @param faults takes everything that is wrong; an agent with a fault is among the result all the same, so that
     *     plans which name it are not reported as well
     */
    public static List<RemoteAgent> from(RemoteAgentsConfig config, boolean onLambda, Faults faults) {
        return from(config, onLambda, faults, Backoff.betweenRequests());
    }

    static List<RemoteAgent> from(RemoteAgentsConfig config, boolean onLambda, Faults faults, Backoff backoff) {
        Exchange exchange = new Exchange();
        List<RemoteAgent> agents = new ArrayList<>();
        new TreeMap<>(config.remoteAgents()).forEach((name, agent) -> {
            RemoteEndpoint endpoint = new RemoteEndpoint(name, agent);
            endpoint.check(onLambda, faults);
            agents.add(new RemoteAgent(new RemoteCall(exchange, endpoint), backoff));
        });
        return agents;
    }

    RemoteAgent(RemoteCall call, Backoff backoff) {
        this.call = call;
        this.backoff = backoff;
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
    public AgentOutcome execute(AgentRequest request) throws InterruptedException {
        int number = 1;
        Attempt attempt = attempt(request, number);
        while (attempt.mayRepeat()
                && number <= call.endpoint().config().retries()
                && backoff.pause(number, attempt.retryAfter(), request.deadline())) {
            number++;
            attempt = attempt(request, number);
        }
        return attempt.location() == null
                ? attempt.outcome()
                : accepted(request).reply(attempt);
    }

    private Attempt attempt(AgentRequest request, int number) throws InterruptedException {
        RequestDocument document = document(request);
        return document.time().isZero()
                ? call.silent(document.time())
                : call.post(document, request.deadline(), number);
    }

    private RequestDocument document(AgentRequest request) {
        return new RequestDocument(request, call.endpoint(), call.time(request.deadline()));
    }

    private AcceptedWork accepted(AgentRequest request) {
        return new AcceptedWork(call, document(request).traceparent(), backoff.sleeper(), request.deadline());
    }

    /** Names the agent. */
    @Override
    public String toString() {
        return "RemoteAgent[" + name() + "]";
    }
}
