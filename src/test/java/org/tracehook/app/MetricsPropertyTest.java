package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tracehook.delivery.Reply;

/** Every value of a dimension is a metric to be paid for: senders cannot make new ones. */
class MetricsPropertyTest {

    private static final Map<String, Set<String>> CONFIGURED = Map.of(
            "intent_type", Set.of("review_code", "run_tests", "development_flow", "unknown"),
            "pipeline_status", Set.of("SUCCESS", "PARTIAL", "FAILED"),
            "agent_name", Set.of("code_review_agent", "development_agent", "testing_agent"),
            "outcome",
                    Set.of(
                            "processed",
                            "acknowledged",
                            "ignored",
                            "limited",
                            "duplicate",
                            "rejected",
                            "unavailable",
                            "unexpected"));

    @Property(tries = 300)
    void dimensionsHaveConfiguredValuesWhateverIsSent(
            @ForAll("intents") String intent, @ForAll String status, @ForAll boolean signed) {
        TestFunction function = TestFunction.with(Map.of());
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("intent", intent);
        body.putObject("issue")
                .put("key", "PROJ-1")
                .putObject("fields")
                .putObject("status")
                .put("name", status);
        body.putObject("context").putObject("code_changes").put("src/a.py", intent);
        byte[] bytes = TestFunction.utf8(body.toString());

        Reply reply = signed ? function.signed(bytes) : function.post(bytes, Map.of());

        assertEquals(signed, reply.status() != 401);
        Set<String> seen = new HashSet<>();
        function.lines().forEach(line -> dimensions(line).forEach((name, value) -> {
            seen.add(name);
            assertTrue(CONFIGURED.get(name).contains(value), () -> name + "=" + value);
        }));
        assertTrue(seen.contains("outcome"), seen::toString);
    }

    @Provide
    Arbitrary<String> intents() {
        return Arbitraries.oneOf(
                Arbitraries.strings(), Arbitraries.of("review_code", "run_tests", "development_flow", "unknown"));
    }

    private static Map<String, String> dimensions(JsonNode line) {
        Map<String, String> dimensions = new HashMap<>();
        for (JsonNode directive : line.at("/_aws/CloudWatchMetrics")) {
            directive
                    .at("/Dimensions/0")
                    .forEach(name -> dimensions.put(
                            name.asText(), line.path(name.asText()).asText()));
        }
        return dimensions;
    }
}
