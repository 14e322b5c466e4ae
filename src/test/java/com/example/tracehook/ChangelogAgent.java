package com.example.tracehook;

import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.inject.Singleton;
import java.util.Map;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;

/** An agent of one's own: a bean, which an intent's task names. */
@Singleton
public class ChangelogAgent implements Agent {

    private final ExampleSettings settings;

    ChangelogAgent(ExampleSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "changelog_agent";
    }

    /** It writes nothing, runs nothing and sends code to nobody. */
    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public AgentOutcome execute(AgentRequest request) {
        String key = request.ticket().issueKey();
        String commit =
                request.textOutput("commit").map(made -> " (" + made + ")").orElse("");
        String entry = settings.changelogHeading() + ": " + key + commit;
        return new AgentOutcome.Success(entry, Map.of("changelog_entry", TextNode.valueOf(entry)));
    }
}
