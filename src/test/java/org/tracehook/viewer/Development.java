package org.tracehook.viewer;

import static io.restassured.RestAssured.given;

import io.quarkus.arc.Arc;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;

/**
 * The function as dev mode runs it, behind the same mock of Lambda, on ports of its own: with the shipped review, and with
 * an intent {@code gated_flow} whose two agents wait until a test lets them go on.
 */
public class Development implements QuarkusTestProfile {

    /** Where the JSON lines go. */
    static final Path TRACES = Path.of("target/viewer-wiring/traces.jsonl");

    private static final Semaphore PASSES = new Semaphore(0);
    private static final int LONGEST_WAIT = 60;

    @Override
    public String getConfigProfile() {
        return "dev";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "tracehook.viewer.port", "0",
                "tracehook.viewer.commit-link", "https://git.example.com/app/commit/{commit}",
                "tracehook.viewer.log-link", "https://logs.example.com/?q={trace_id}",
                "tracehook.local-gateway.port", "0",
                "tracehook.workspace.repository", "target/viewer-wiring/sample.git",
                "tracehook.deadline.ceiling", "5m",
                "tracehook.webhook.explicit-intents", "review_code,gated_flow",
                "tracehook.intents.review_code.required", "code_changes|repository",
                "quarkus.log.handler.file.\"traces\".path", TRACES.toString(),
                "quarkus.log.handler.file.\"traces\".rotation.rotate-on-boot", "true"));
        task(settings, "review_code.tasks[0]", "code_review_agent");
        task(settings, "gated_flow.tasks[0]", "first_agent");
        task(settings, "gated_flow.tasks[1]", "second_agent");
        return settings;
    }

    private static void task(Map<String, String> settings, String task, String agent) {
        settings.put("tracehook.intents." + task + ".agent", agent);
        settings.put("tracehook.intents." + task + ".task", "The work of " + agent);
        settings.put("tracehook.intents." + task + ".timeout", "5m");
    }

    /** A webhook of the test resources. */
    static String fixture(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/jira", name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Delivers a webhook to the local gateway and waits for the function's reply. */
    static ValidatableResponse deliver(String body) {
        return given().contentType("application/json")
                .body(body)
                .post(gateway("/webhooks/jira"))
                .then();
    }

    /** A path at the local gateway. */
    static String gateway(String path) {
        int port = Arc.container().instance(LocalGateway.class).get().port().orElseThrow();
        return "http://localhost:" + port + path;
    }

    /** Lets the next agent that waits, or will wait, go on. */
    static void letGoOn() {
        PASSES.release();
    }

    /** Lets whoever waits go on: a test that failed leaves nobody waiting for the next. */
    static void letEverybodyGoOn() {
        PASSES.release(PASSES.getQueueLength());
        PASSES.drainPermits();
    }

    private static AgentOutcome waitedFor() throws InterruptedException {
        return PASSES.tryAcquire(LONGEST_WAIT, TimeUnit.SECONDS)
                ? new AgentOutcome.Success("Let go on", Map.of())
                : new AgentOutcome.Failure("nobody let it go on");
    }

    /** Dev mode starts with this mode, a test with another. */
    @Singleton
    @IfBuildProfile("dev")
    static class Mode {
        @Produces
        @Alternative
        @Priority(1)
        LaunchMode mode() {
            return LaunchMode.DEVELOPMENT;
        }
    }

    /** Waits until a test lets it go on. */
    private abstract static class GatedAgent implements Agent {
        private final String name;

        GatedAgent(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public AgentOutcome execute(AgentRequest request) throws Exception {
            return waitedFor();
        }
    }

    @Singleton
    @IfBuildProfile("dev")
    static class FirstAgent extends GatedAgent {
        FirstAgent() {
            super("first_agent");
        }
    }

    @Singleton
    @IfBuildProfile("dev")
    static class SecondAgent extends GatedAgent {
        SecondAgent() {
            super("second_agent");
        }
    }
}
