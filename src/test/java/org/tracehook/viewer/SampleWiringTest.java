package org.tracehook.viewer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Dev mode as it starts when nothing is configured. */
@QuarkusTest
@TestProfile(SampleWiringTest.Untouched.class)
class SampleWiringTest {

    /** Dev mode on ports of its own. */
    public static class Untouched implements QuarkusTestProfile {

        @Override
        public String getConfigProfile() {
            return "dev";
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tracehook.viewer.port", "0",
                    "tracehook.local-gateway.port", "0",
                    "quarkus.log.handler.file.\"traces\".path", "target/sample-wiring/traces.jsonl");
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
    }

    /** The next start in this process is none after a live reload. */
    @AfterAll
    static void forget() {
        LiveReload.kept().remove("lines");
    }

    @Test
    void oneDeliveryOfASampleShowsTheWayFromTicketToDraft() {
        String draft = Development.deliver(Development.fixture("cloud-issue-updated-selected-for-development"))
                .statusCode(200)
                .body("pipeline_status", equalTo("SUCCESS"))
                .body("intent_type", equalTo("ticket_to_tested_pull_request"))
                .extract()
                .path("pull_request_url");

        given().get(draft).then().statusCode(200).body(containsString("PROJ-125: Say good night"));
    }
}
