package org.tracehook.agent.remote;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tracehook.agent.remote.RemoteAgentsConfig.RemoteAgentConfig;
import org.tracehook.config.Fault;
import org.tracehook.http.Backoff;

/** Makes the configured remote agents, which share one HTTP client. */
public final class RemoteAgents {

    private RemoteAgents() {}

    /**
     * The agents in the order of their names. Nothing is connected to before one of them works, and where none is
     * configured nothing is loaded.
     *
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     * @param faults takes everything that is wrong; an agent with a fault is among the result all the same, so that
     *     plans which name it are not reported as well
     */
    public static List<RemoteAgent> from(RemoteAgentsConfig config, boolean onLambda, Consumer<Fault> faults) {
        return config.remoteAgents().isEmpty() ? List.of() : from(config, onLambda, faults, Backoff.sleeping());
    }

    static List<RemoteAgent> from(
            RemoteAgentsConfig config, boolean onLambda, Consumer<Fault> faults, Backoff backoff) {
        EndpointReading reading = new EndpointReading(onLambda, faults);
        JsonPost post = new JsonPost();
        Map<String, RemoteAgentConfig> byName = new TreeMap<>(config.remoteAgents());
        return byName.entrySet().stream()
                .map(agent -> new RemoteAgent(reading.read(agent.getKey(), agent.getValue()), post, backoff))
                .toList();
    }
}
