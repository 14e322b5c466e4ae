package org.tracehook.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.LaunchMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;

/** Log lines as the function writes them, of every way in which a delivery can end. */
public final class RecordedLines {

    /** What looks like JSON, like a line, like markup: in texts of agents. */
    public static final String ODD_TEXT =
            "say \"no\" } { \\ [1] → ✅ <b>bold</b> {\"event\":\"pipeline.completed\",\"schema_version\":1,\"trace_id\":"
                    + "\"00000000-0000-0000-0000-000000000001\",\"trace\":{}} REPORT RequestId: x Status: timeout";

    private static final Instant FIRST = Instant.parse("2026-01-26T18:16:54.808Z");

    private final TestFunction function = TestFunction.of(properties(), LaunchMode.NORMAL);

    private RecordedLines() {
        function.agent(agent("good_agent", () -> new AgentOutcome.Success("Committed 1 file(s)", Map.of())));
        function.agent(agent("odd_agent", () -> new AgentOutcome.Success(ODD_TEXT, Map.of())));
        function.agent(agent("failing_agent", () -> new AgentOutcome.Failure("Tests FAILED: 2 of 5 " + ODD_TEXT)));
        function.agent(agent("blocking_agent", () -> new AgentOutcome.Blocked("Code review BLOCKED: " + ODD_TEXT)));
        function.agent(agent("throwing_agent", () -> {
            throw new IllegalStateException("broken\nin two lines");
        }));
        function.agent(agent("slow_agent", () -> {
            Thread.sleep(600_000);
            return new AgentOutcome.Success("too late", Map.of());
        }));
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(Map.of(
                "tracehook.webhook.secret",
                TestFunction.SECRET,
                "tracehook.webhook.explicit-intents",
                "review_code,relay,fails,throws,blocks,waits",
                "tracehook.triggers[0].name",
                "review-when-in-review",
                "tracehook.triggers[0].intent",
                "review_code",
                "tracehook.triggers[0].to-status",
                "In Review",
                "tracehook.triggers[0].code-from",
                "description",
                "tracehook.intents.review_code.required",
                "code_changes|repository"));
        tasks(properties, "review_code", "code_review_agent");
        tasks(properties, "relay", "good_agent", "odd_agent", "good_agent");
        tasks(properties, "fails", "good_agent", "failing_agent", "odd_agent");
        tasks(properties, "throws", "odd_agent", "throwing_agent", "good_agent");
        tasks(properties, "blocks", "blocking_agent", "good_agent");
        tasks(properties, "waits", "good_agent", "slow_agent", "good_agent");
        return properties;
    }

    private static void tasks(Map<String, String> properties, String intent, String... agents) {
        for (int i = 0; i < agents.length; i++) {
            String task = "tracehook.intents." + intent + ".tasks[" + i + "].";
            properties.put(task + "agent", agents[i]);
            properties.put(task + "task", "Do part " + (i + 1) + " of " + intent);
            properties.put(task + "timeout", agents[i].equals("slow_agent") ? "20ms" : "1m");
        }
    }

    private static Agent agent(String name, Work work) {
        return new Agent() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean isReadOnly() {
                return true;
            }

            @Override
            public AgentOutcome execute(AgentRequest request) throws Exception {
                return work.run();
            }
        };
    }

    private interface Work {
        AgentOutcome run() throws Exception;
    }

    /** The lines of runs of every outcome, some of them of the same issue, and of deliveries that ran nothing. */
    public static List<ObjectNode> ofEveryKind() {
        RecordedLines recorded = new RecordedLines();
        for (String fixture : List.of(
                "cloud-issue-updated-in-review",
                "cloud-issue-updated-in-review-blocked",
                "explicit-review-changes",
                "cloud-description-without-code",
                "explicit-unknown-intent",
                "cloud-issue-updated-summary")) {
            recorded.function.signed(TestFunction.happening(fixture));
        }
        int issue = 0;
        for (String intent : List.of("relay", "fails", "throws", "blocks", "waits", "relay", "fails")) {
            recorded.function.signed(TestFunction.utf8(
                    "{\"intent\":\"" + intent + "\",\"issue\":{\"key\":\"PROJ-" + (1 + issue++ % 4) + "\"}}"));
        }
        recorded.function.post(TestFunction.utf8("{\"issue\":{\"key\":\"PROJ-1\"}}"), Map.of());
        return recorded.lines();
    }

    /** What the log's formatter puts around the fields, and a request of its own for every run. */
    private List<ObjectNode> lines() {
        List<ObjectNode> lines = new ArrayList<>();
        for (ObjectNode fields : function.lines()) {
            ObjectNode line = fields.objectNode();
            line.put("timestamp", FIRST.plusMillis(lines.size()).toString());
            line.put("logger", "org.tracehook.events");
            line.setAll(fields);
            line.put("request_id", request(fields, lines.size()));
            line.put("level", "INFO");
            line.put("message", fields.path("issue_key").asText() + ": " + ODD_TEXT);
            lines.add(line);
        }
        return lines;
    }

    private static String request(ObjectNode fields, int number) {
        String of = Objects.requireNonNullElse(fields.path("trace_id").textValue(), "line " + number);
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
