package org.tracehook.app;

import java.util.Map;
import org.tracehook.agent.Agent;

/**
 * The agents that plans can run.
 *
 * @param byName as plans name them
 */
record Agents(Map<String, Agent> byName) {

    Agents {
        byName = Map.copyOf(byName);
    }
}
