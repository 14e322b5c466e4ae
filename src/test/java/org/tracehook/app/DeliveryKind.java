package org.tracehook.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.Lease;

/** The ways in which a delivery can end, with the lines that the function writes then. */
enum DeliveryKind {
    SUCCESS("cloud-issue-updated-in-review"),
    BLOCKED("explicit-review-block"),
    CHANGES_REQUESTED("explicit-review-changes"),
    MISSING_CONTEXT("cloud-description-without-code"),
    UNKNOWN_INTENT("explicit-unknown-intent"),
    KILLED("cloud-issue-updated-in-review"),
    IGNORED("cloud-issue-updated-summary"),
    PAUSED("cloud-issue-updated-in-review"),
    WITHOUT_BODY("cloud-issue-updated-in-review"),
    UNSIGNED("cloud-issue-updated-in-review"),
    BROKEN("cloud-issue-updated-in-review"),
    UNAVAILABLE("cloud-issue-updated-in-review");

    /** A step that used a language model. */
    static List<String> costly() {
        Map<String, String> properties = Map.of(
                "tracehook.webhook.explicit-intents", "ask",
                "tracehook.intents.ask.tasks[0].agent", "model",
                "tracehook.intents.ask.tasks[0].task", "Ask");
        TestFunction function = TestFunction.with(properties).agent(new Model());
        function.signed(TestFunction.utf8("{\"intent\":\"ask\",\"issue\":{\"key\":\"OPS-1\"}}"));
        return function.printed();
    }

    private static final class Model implements Agent {

        @Override
        public String name() {
            return "model";
        }

        @Override
        public Set<String> declaredOutputs() {
            return Set.of("usage");
        }

        @Override
        public AgentOutcome execute(AgentRequest request) {
            ObjectNode usage = JsonNodeFactory.instance
                    .objectNode()
                    .put("input_tokens", 1_200)
                    .put("output_tokens", 300)
                    .put("cost_usd", 0.25);
            return new AgentOutcome.Success("done", Map.of("usage", usage));
        }
    }

    /** The issue of the fixtures. */
    static final String KEY = "PROJ-123";

    private final String fixture;

    DeliveryKind(String fixture) {
        this.fixture = fixture;
    }

    /** The lines of such a delivery, as the log prints them. */
    List<String> lines() {
        return lines(KEY);
    }

    /** The lines of such a delivery of another issue. */
    List<String> lines(String key) {
        TestFunction function = TestFunction.with(Map.of("tracehook.paused", Boolean.toString(this == PAUSED)));
        String text = new String(TestFunction.fixture(fixture), StandardCharsets.UTF_8);
        deliver(function, TestFunction.utf8(text.replace(KEY, key)), key);
        List<String> printed = function.printed();
        return this == KILLED ? printed.subList(0, 2) : printed;
    }

    private void deliver(TestFunction function, byte[] body, String key) {
        switch (this) {
            case UNSIGNED -> function.post(body, Map.of("content-type", "application/json"));
            case WITHOUT_BODY ->
                function.post(new byte[0], Map.of("x-hub-signature", TestFunction.signature(new byte[0])), key);
            case BROKEN -> function.broken(body, "a defect");
            case UNAVAILABLE -> function.ledger(new SilentLedger()).signed(body);
            default -> function.signed(body);
        }
    }

    /** A table that does not answer. */
    private record SilentLedger() implements DeliveryLedger {

        @Override
        public Claim claim(ClaimRequest request) {
            throw new IllegalStateException("throttled");
        }

        @Override
        public boolean complete(Lease lease, String reply) {
            throw new IllegalStateException("throttled");
        }

        @Override
        public boolean release(Lease lease) {
            throw new IllegalStateException("throttled");
        }
    }
}
