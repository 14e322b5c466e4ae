package com.example.tracehook;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tracehook.tracelog.WrittenLog;

/** Classes of one's own in a package of one's own are part of the function: nothing of Tracehook names them. */
@QuarkusTest
@TestProfile(OwnClassesWiringTest.OwnIntent.class)
class OwnClassesWiringTest {

    private static final String TOKEN = "a-token-of-this-test";

    /** A rule and an intent that runs {@link ChangelogAgent}, and the settings of both classes. */
    public static class OwnIntent implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tracehook.webhook.token", TOKEN,
                    "tracehook.delivery.max-age", "off",
                    "tracehook.triggers[0].name", "changelog-when-in-review",
                    "tracehook.triggers[0].intent", "changelog",
                    "tracehook.triggers[0].to-status", "In Review",
                    "tracehook.intents.changelog.tasks[0].agent", "changelog_agent",
                    "tracehook.intents.changelog.tasks[0].task", "Write an entry",
                    "example.changelog-heading", "Fixed",
                    "example.slow-step", "0s");
        }
    }

    @Test
    void anIntentRunsTheAgentWithItsSettingAndTheListenerIsCalled() {
        try (WrittenLog events = WrittenLog.asOnStandardOutput("org.tracehook.events");
                WrittenLog own = WrittenLog.asOnStandardOutput(SlowSteps.class.getName())) {
            given().header("X-Webhook-Token", TOKEN)
                    .contentType("application/json")
                    .body(new File("src/test/resources/jira/cloud-issue-updated-in-review.json"))
                    .post("/webhooks/jira")
                    .then()
                    .statusCode(200)
                    .body("summary", containsString("1. ✅ changelog_agent: SUCCESS"));

            assertTrue(has(events.lines(), "\"output_summary\":\"Fixed: PROJ-123\""), events.lines()::toString);
            assertEquals(1, own.lines().size());
            assertTrue(has(own.lines(), " ms for PROJ-123\""), own.lines()::toString);
        }
    }

    private static boolean has(List<String> lines, String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }
}
