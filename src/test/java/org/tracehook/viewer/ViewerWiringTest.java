package org.tracehook.viewer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page as dev mode puts it beside the function. */
@QuarkusTest
@TestProfile(Development.class)
class ViewerWiringTest {

    @Inject
    Viewer viewer;

    private String url(String path) {
        return "http://localhost:" + viewer.port().orElseThrow() + path;
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
        Development.deliver(Development.fixture("cloud-issue-updated-in-review"))
                .statusCode(200);
        Development.deliver(Development.fixture("cloud-issue-updated-summary")).statusCode(200);

        List<String> written = Files.readAllLines(Development.TRACES);

        assertTrue(written.size() >= 5, written::toString);
        assertEquals(written, streamed(written.size()));
    }

    @Test
    void aDryRunUsesTheRulesOfTheFunction() {
        given().contentType("application/json")
                .body(Development.fixture("cloud-issue-updated-in-review"))
                .post(url("/dry-run"))
                .then()
                .statusCode(200)
                .body("intent_type", equalTo("review_code"))
                .body("execution_plan_summary", equalTo("code_review_agent"))
                .body("error", equalTo(null));
        given().contentType("application/json")
                .body(Development.fixture("explicit-unknown-intent"))
                .post(url("/dry-run"))
                .then()
                .body("execution_plan_summary", equalTo(null))
                .body("error", startsWith("Unknown intent type: "));
    }

    @Test
    void aReplayIsSignedWithTheSecretOfThisProcessAndRunsLikeADeliveryOfJira() {
        given().contentType("application/json")
                .body(Development.fixture("cloud-issue-updated-in-review"))
                .post(url("/replay"))
                .then()
                .statusCode(200)
                .body("status", equalTo(200))
                .body("reply.pipeline_status", equalTo("SUCCESS"))
                .body("reply.issue_key", equalTo("PROJ-123"));
    }

    @Test
    void samplesAreTheWebhooksOfTheProject() {
        given().get(url("/samples")).then().statusCode(200).body("name", hasItem("cloud-issue-updated-in-review"));
    }
}
