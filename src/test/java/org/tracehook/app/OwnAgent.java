package org.tracehook.app;

import java.util.HashMap;
import java.util.Map;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;

/** The one agent of an intent {@code own}, which does as a test says. */
record OwnAgent(Work work) implements Agent {

    private static final Map<String, String> INTENT = Map.of(
            "tracehook.intents.own.tasks[0].agent", "own_agent",
            "tracehook.intents.own.tasks[0].task", "Do it",
            "tracehook.intents.own.tasks[0].timeout", "14s",
            "tracehook.webhook.explicit-intents", "own");

    /** What the agent does. */
    interface Work {
        AgentOutcome run(AgentRequest request) throws Exception;
    }

    /** A function with that intent, that agent and those properties, which win. */
    static TestFunction function(Map<String, String> properties, Work work) {
        Map<String, String> all = new HashMap<>(INTENT);
        all.putAll(properties);
        return TestFunction.with(all).agent(new OwnAgent(work));
    }

    @Override
    public String name() {
        return "own_agent";
    }

    @Override
    public AgentOutcome execute(AgentRequest request) throws Exception {
        return work.run(request);
    }
}
