package org.tracehook.viewer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.TraceStore;

/** The page as dev mode puts it beside the function. */
@QuarkusTest
@TestProfile(Development.class)
class ViewerWiringTest {

    @Inject
    Viewer viewer;

    @Inject
    FunctionAddress function;

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
    void aRerunNeedsNoTokenOnThePageAndTheSecretOfThisProcessAtTheFunction() {
        given().get(url("/settings"))
                .then()
                .statusCode(200)
                .body("commit_link", equalTo("https://git.example.com/app/commit/{commit}"))
                .body("issue_link", equalTo(null))
                .body("log_link", equalTo("https://logs.example.com/?q={trace_id}"))
                .body("rerun", equalTo(true));
        String first = Development.deliver(Development.fixture("cloud-issue-updated-in-review"))
                .extract()
                .path("trace_id");

        given().contentType("application/json")
                .body("{\"trace_id\":\"" + first + "\"}")
                .post(url("/rerun"))
                .then()
                .statusCode(200)
                .body("status", equalTo(200))
                .body("reply.retry_of", equalTo(first))
                .body("reply.pipeline_status", equalTo("SUCCESS"));
        given().post(Development.gateway("/traces/" + first + "/rerun")).then().statusCode(401);
    }

    @Test
    void whatIsNeededToRunATraceAgainOutlivesALiveReload() {
        String traceId = Development.deliver(Development.fixture("cloud-issue-updated-in-review"))
                .extract()
                .path("trace_id");

        TraceStore ofTheNextStart = new MemoryTraceStore(1, LiveReload.traces());

        assertEquals(traceId, ofTheNextStart.get(traceId).orElseThrow().traceId());
        assertTrue(ofTheNextStart.request(traceId).isPresent());
    }

    @Test
    void samplesAreTheWebhooksOfTheProject() {
        given().get(url("/samples")).then().statusCode(200).body("name", hasItem("cloud-issue-updated-in-review"));
    }

    /** A path of the mock of Lambda, from another address of this machine: it listens on each. */
    private String fromElsewhere(String path) {
        return "http://127.0.0.2:" + function.port() + path;
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080"})
    void aForgedHostFromAnotherAddressIsRefused(String host) {
        given().header("Host", host)
                .contentType("application/json")
                .body(Development.fixture("cloud-issue-updated-in-review"))
                .post(fromElsewhere("/webhooks/jira"))
                .then()
                .statusCode(401)
                .body(
                        "detail",
                        containsString("The delivery is not signed. Dev mode signs what this machine delivers"));
    }

    @ParameterizedTest
    @CsvSource({
        "/webhooks/jira, $default, 401",
        "/webhooks/jira/PROJ-1, INTERNAL run, 401",
        "/internal/run, INTERNAL run, 404",
        "/internal/run, $default, 404",
        "/traces, INTERNAL run, 405"
    })
    void aForgedEventFromAnotherAddressIsRefused(String path, String routeKey, int status) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "2.0").put("routeKey", routeKey);
        event.put("rawPath", path).put("rawQueryString", "");
        event.putObject("headers").put("host", "localhost:8080").put("content-type", "application/json");
        ObjectNode context = event.putObject("requestContext").put("routeKey", routeKey);
        context.putObject("http").put("method", "POST").put("path", path).put("sourceIp", "127.0.0.1");
        event.put("body", Development.fixture("cloud-issue-updated-in-review")).put("isBase64Encoded", false);

        given().contentType("application/json")
                .body(event.toString())
                .post(fromElsewhere("/_lambda_"))
                .then()
                .statusCode(200)
                .body("statusCode", equalTo(status));
    }

    @Test
    void theGatewayTakesNoWholeEvents() {
        given().contentType("application/json")
                .body("{}")
                .post(Development.gateway("/_lambda_"))
                .then()
                .statusCode(404);
    }

    @Test
    void theGatewayHandsOnWhatTheFunctionAnswers() {
        given().header("X-Hub-Signature", "sha256=00")
                .contentType("application/json")
                .body("{}")
                .post(Development.gateway("/webhooks/jira"))
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("detail", containsString("64 hexadecimal digits"));
        given().get(Development.gateway("/traces")).then().statusCode(404);
        given().options(Development.gateway("/internal/run")).then().statusCode(404);
        Development.deliver(Development.fixture("cloud-issue-updated-in-review"))
                .statusCode(200)
                .header("X-Trace-Id", notNullValue())
                .body("pipeline_status", equalTo("SUCCESS"));
    }
}
