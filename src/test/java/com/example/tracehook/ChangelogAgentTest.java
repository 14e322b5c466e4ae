package com.example.tracehook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.Ticket;
import org.tracehook.deadline.Deadline;

class ChangelogAgentTest {

    private final ExampleSettings settings = new ExampleSettings() {
        @Override
        public String changelogHeading() {
            return "Fixed";
        }

        @Override
        public Duration slowStep() {
            return Duration.ofSeconds(10);
        }
    };

    @Test
    void anEntryNamesTheCommitOfAnEarlierStep() {
        AgentRequest request = new AgentRequest(
                new AgentRequest.Step("a-trace", 2, "changelog_agent", "Write an entry", 1, "a-key"),
                Deadline.in(Duration.ofSeconds(5)),
                Map.of(),
                new Ticket("PROJ-1", "In Review", Map.of()),
                Map.of("commit", TextNode.valueOf("e4d1aba")));

        String entry = "Fixed: PROJ-1 (e4d1aba)";
        assertEquals(
                new AgentOutcome.Success(entry, Map.of("changelog_entry", TextNode.valueOf(entry))),
                new ChangelogAgent(settings).execute(request));
    }
}
