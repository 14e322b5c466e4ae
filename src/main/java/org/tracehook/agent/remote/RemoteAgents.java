package org.tracehook.agent.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Backoff;
import org.tracehook.http.Exchange;

/** Makes the configured remote agents, which share one HTTP client. */
public final class RemoteAgents {

    private RemoteAgents() {}

    /**
     * The agents in the order of their names. No connection is opened before one of them works, and where none is
     * configured no further class is loaded.
     *
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     * @param faults takes everything that is wrong; an agent with a fault is among the result all the same, so that
     *     plans which name it are not reported as well
     */
    public static List<RemoteAgent> from(RemoteAgentsConfig config, boolean onLambda, Faults faults) {
        return config.remoteAgents().isEmpty() ? List.of() : from(config, onLambda, faults, Backoff.betweenRequests());
    }

    static List<RemoteAgent> from(RemoteAgentsConfig config, boolean onLambda, Faults faults, Backoff backoff) {
        Exchange exchange = new Exchange();
        List<RemoteAgent> agents = new ArrayList<>();
        new TreeMap<>(config.remoteAgents()).forEach((name, agent) -> {
            RemoteEndpoint endpoint = RemoteEndpoint.read(name, agent, onLambda, faults);
            agents.add(new RemoteAgent(new RemoteCall(exchange, endpoint), backoff));
        });
        return agents;
    }
}
