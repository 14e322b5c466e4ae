package org.tracehook.webhook;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tracehook.viewer.Viewer;

/** The page as dev mode puts it beside the function. */
@QuarkusTest
@TestProfile(ViewerWiringTest.Development.class)
class ViewerWiringTest {

    private static final Path TRACES = Path.of("target/viewer-wiring/traces.jsonl");

    @Inject
    Viewer viewer;

    /** Dev mode's settings, apart from a dev mode that runs beside the tests. */
    public static class Development implements QuarkusTestProfile {
        @Override
        public String getConfigProfile() {
            return "dev";
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tracehook.viewer.port", "0",
                    "tracehook.workspace.repository", "target/viewer-wiring/sample.git",
                    "quarkus.log.handler.file.\"traces\".path", TRACES.toString());
        }
    }

    private String url(String path) {
        return "http://localhost:" + viewer.port().orElseThrow() + path;
    }

    private static void deliver(String fixture) {
        given().contentType("application/json")
                .body(TestFunction.fixture(fixture))
                .post("/webhooks/jira")
                .then()
                .statusCode(200);
    }

    private List<String> streamed(int lines) throws IOException {
        URLConnection connection = URI.create(url("/events")).toURL().openConnection();
        connection.setReadTimeout(20_000);
        List<String> read = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            while (read.size() < lines) {
                String line = in.readLine();
                if (line.startsWith("data: ")) {
                    read.add(line.substring("data: ".length()));
                }
            }
        }
        return read;
    }

    @Test
    void thePageStreamsTheLinesOfTheFileByteForByte() throws IOException {
        deliver("cloud-issue-updated-in-review");
        deliver("cloud-issue-updated-summary");

        List<String> written = Files.readAllLines(TRACES);

        assertTrue(written.size() >= 5, written::toString);
        assertEquals(written, streamed(written.size()));
    }

    @Test
    void aDryRunUsesTheRulesOfTheFunction() {
        given().contentType("application/json")
                .body(TestFunction.fixture("cloud-issue-updated-in-review"))
                .post(url("/dry-run"))
                .then()
                .statusCode(200)
                .body("intent_type", equalTo("review_code"))
                .body("execution_plan_summary", equalTo("code_review_agent"))
                .body("error", equalTo(null));
        given().contentType("application/json")
                .body(TestFunction.fixture("explicit-unknown-intent"))
                .post(url("/dry-run"))
                .then()
                .body("execution_plan_summary", equalTo(null))
                .body("error", startsWith("Unknown intent type: "));
    }

    @Test
    void samplesAreTheWebhooksOfTheProject() {
        given().get(url("/samples")).then().statusCode(200).body("name", hasItem("cloud-issue-updated-in-review"));
    }
}
