package org.tracehook.app;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceStore;
import org.tracehook.tracelog.LineContract;
import org.tracehook.tracelog.WrittenLog;

/** The endpoint behind the mock Lambda event server: what the bridge makes of HTTP API events. */
@QuarkusTest
@TestProfile(Signed.class)
class JiraWebhookWiringTest {

    private static final String IN_REVIEW = "cloud-issue-updated-in-review";

    @Inject
    Collecting collecting;

    @Inject
    TraceStore store;

    @Inject
    StartupCheck.Plans plans;

    /** A listener as a user adds one. */
    @Singleton
    static class Collecting implements TraceListener {
        final List<ExecutionTrace> completed = new ArrayList<>();

        @Override
        public void pipelineCompleted(ExecutionTrace trace) {
            completed.add(trace);
        }
    }

    private WrittenLog log;

    @BeforeEach
    void forget() {
        collecting.completed.clear();
        log = WrittenLog.asOnStandardOutput("org.tracehook.events");
    }

    @AfterEach
    void everyLineIsWhatTheSchemaSays() {
        log.close();
        log.lines().forEach(LineContract::check);
    }

    private static ValidatableResponse post(byte[] body, String signature) {
        return given().header("X-Hub-Signature", signature)
                .contentType("application/json")
                .body(body)
                .post("/webhooks/jira")
                .then();
    }

    /** A gateway's event as it is, past everything that RestAssured and the mock server would add. */
    private static ObjectNode event(String path, byte[] body) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "2.0").put("rawPath", path).put("rawQueryString", "");
        event.putObject("headers")
                .put("host", "abc.execute-api.eu-central-1.amazonaws.com")
                .put("content-type", "application/json")
                .put("x-hub-signature", TestFunction.signature(body))
                .put("x-atlassian-webhook-identifier", UUID.randomUUID().toString());
        event.putObject("requestContext")
                .put("requestId", "gateway-1")
                .putObject("http")
                .put("method", "POST")
                .put("path", path)
                .put("sourceIp", "192.0.2.1");
        event.put("body", new String(body, StandardCharsets.UTF_8)).put("isBase64Encoded", false);
        return event;
    }

    private static ValidatableResponse invoke(ObjectNode event) {
        Response response =
                given().contentType("application/json").body(event.toString()).post("/_lambda_");
        return response.then().statusCode(200);
    }

    /** One is of {@code com.example.tracehook}; whoever has classes of their own has more. */
    @Test
    void everyAgentThatIsABeanCanBeNamedInAPlan() {
        Set<String> agents = plans.agents().keySet();

        assertTrue(
                agents.containsAll(
                        Set.of("changelog_agent", "code_review_agent", "development_agent", "testing_agent")),
                agents::toString);
    }

    @Test
    void aSignedDeliveryIsAnsweredWithItsTrace() {
        byte[] body = TestFunction.happening(IN_REVIEW);

        String id = post(body, TestFunction.signature(body))
                .statusCode(200)
                .contentType("application/json")
                .body("pipeline_status", equalTo("SUCCESS"))
                .body("summary", containsString("✅ code_review_agent: SUCCESS"))
                .header("X-Trace-Id", matchesPattern("[0-9a-f-]{36}"))
                .extract()
                .path("trace_id");

        assertEquals(
                List.of(id),
                collecting.completed.stream().map(ExecutionTrace::traceId).toList());
        assertEquals(4, log.lines().size(), log.lines()::toString);
    }

    @Test
    @ActivateRequestContext
    void tracesDoNotOutliveTheirInvocation() {
        byte[] body = TestFunction.happening(IN_REVIEW);
        String id = post(body, TestFunction.signature(body))
                .statusCode(200)
                .extract()
                .header("X-Trace-Id");

        assertEquals(Optional.empty(), store.get(id));
        assertEquals(List.of(), store.ofIssue("PROJ-123", 10));
    }

    @Test
    void aDeliveryThatIsSentAgainIsToldTheFirstTrace() {
        byte[] body = TestFunction.happening(IN_REVIEW);
        String first = post(body, TestFunction.signature(body))
                .statusCode(200)
                .body("duplicate", nullValue())
                .extract()
                .path("summary");

        post(body, TestFunction.signature(body))
                .statusCode(200)
                .body("duplicate", equalTo(true))
                .body("pipeline_status", equalTo("SUCCESS"))
                .body("summary", equalTo(first))
                .header("X-Trace-Id", equalTo(collecting.completed.get(0).traceId()));
        assertEquals(1, collecting.completed.size());
    }

    @Test
    void anUnsignedDeliveryIsAProblem() {
        given().contentType("application/json")
                .body("{}")
                .post("/webhooks/jira")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tracehook:problem:unauthenticated"))
                .body("status", equalTo(401))
                .body("detail", containsString("TRACEHOOK_WEBHOOK_SECRET"));
        assertEquals(List.of(), collecting.completed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/jira/PROJ-7",
                "/webhooks/jira/PROJ-7/",
                "/webhooks/jira/PROJ%2D7",
                // A Function URL ends with a slash already.
                "//webhooks/jira/PROJ-7",
                "/webhooks//jira/PROJ-7//",
                "/webhooks/jira/./PROJ-7",
                "/webhooks/%6Aira/PROJ-7",
                "/webhooks/jira;v=1/PROJ-7"
            })
    void theKeyInTheUrlIsTaken(String path) {
        byte[] body = TestFunction.utf8("{\"intent\": \"review_code\", \"context\": {\"code_changes\": {}}}");

        invoke(event(path, body)).body("body", containsString("\"issue_key\":\"PROJ-7\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webhooks/jira/", "/webhooks/jira/PROJ-7%2Fmore", "/webhooks/jira/%20"})
    void aUrlWithoutAKeyNamesNoIssue(String path) {
        byte[] body = TestFunction.utf8("{\"intent\": \"review_code\", \"context\": {\"code_changes\": {}}}");

        invoke(event(path, body)).body("statusCode", equalTo(200)).body("body", containsString("\"ignored\":true"));
    }

    @Test
    void textAndBase64BodiesAreTheSameBytes() {
        byte[] body = TestFunction.happening(IN_REVIEW);
        ObjectNode event = event("/webhooks/jira", body);
        invoke(event).body("statusCode", equalTo(200));

        event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
        invoke(event).body("statusCode", equalTo(200)).body("body", containsString("\"duplicate\":true"));
    }

    @Test
    void aBodyThatIsNotInBase64AsItsEventSaysIsRefusedWithALine() {
        ObjectNode event = event("/webhooks/jira", new byte[0]);
        event.put("body", "QQ=Q").put("isBase64Encoded", true);

        invoke(event)
                .body("statusCode", equalTo(400))
                .body("body", containsString("\"type\":\"urn:tracehook:problem:malformed\""));
        assertEquals(1, log.lines().size(), log.lines()::toString);
    }

    @Test
    void aSignatureHeaderWithACommaIsSeenWholeAndRefused() {
        byte[] body = TestFunction.happening(IN_REVIEW);
        ObjectNode event = event("/webhooks/jira", body);
        String right = TestFunction.signature(body);
        ((ObjectNode) event.get("headers")).put("x-hub-signature", right + ",sha256=00");

        invoke(event).body("statusCode", equalTo(401)).body("body", containsString("more than one signature"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";;;", "/", "text", "text/plain", "application/json;charset=latin1", "*/*"})
    void oddMediaTypesAreAnsweredByUs(String type) {
        byte[] body = TestFunction.happening(IN_REVIEW);
        ObjectNode event = event("/webhooks/jira", body);
        ((ObjectNode) event.get("headers")).put("content-type", type);

        invoke(event).body("statusCode", equalTo(415));
    }

    @Test
    void aMissingMediaTypeIsAnsweredByUs() {
        byte[] body = TestFunction.happening(IN_REVIEW);
        ObjectNode event = event("/webhooks/jira", body);
        ((ObjectNode) event.get("headers")).remove("content-type");

        invoke(event).body("statusCode", equalTo(415));
    }

    @Test
    void anEmptyBodyThatIsSignedIsIgnored() {
        ObjectNode event = event("/webhooks/jira", new byte[0]);
        event.remove("body");

        invoke(event).body("statusCode", equalTo(200)).body("body", containsString("\"ignored\":true"));
    }

    @Test
    void aBodyOverTheLimitIsAnsweredByUs() {
        byte[] body = TestFunction.utf8("{\"x\": \"" + "y".repeat(5 * 1024 * 1024) + "\"}");

        post(body, TestFunction.signature(body)).statusCode(413).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/webhooks", "/webhooks/jira/PROJ-1/more", "/q/health"})
    void unknownPathsAreProblems(String path) {
        given().post(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("/webhooks/jira"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/run",
                "/internal/run/",
                "/internal/run//",
                "//internal/run",
                "/internal//run",
                "/internal/run/.",
                "/internal/run/%2e",
                "/internal/../internal/run",
                "/internal/run;a=b",
                "/internal;a/run",
                "/internal/%72un",
                "/%69nternal/run",
                "/INTERNAL/run",
                "/internal/run%2F",
                "/internal/run?a=b",
                "/internal/run?a=%zz",
                "/internal/run%",
                "/internal/run%20",
                "/internal/run ",
                "/internal\\run"
            })
    void theRunsThatTheFunctionHandsItselfAreUnderNoPathWhateverTheMethod(String path) {
        for (String method : List.of("POST", "GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "RUN")) {
            ObjectNode event = event(path, TestFunction.utf8("{}"));
            ((ObjectNode) event.at("/requestContext/http")).put("method", method);
            // As a gateway's, and claiming what only the function itself says: outside Lambda nothing is handed over.
            for (String routeKey : List.of("$default", "INTERNAL run")) {
                ((ObjectNode) event.get("requestContext")).put("routeKey", routeKey);

                assertEquals(404, invoke(event).extract().<Integer>path("statusCode"), method + " " + routeKey);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/webhooks/jira, a=%zz",
        "/webhooks/jira, %",
        "/webhooks/jira, a=b|c",
        "/webhooks/jira, a=\\",
        "/webhooks/jira, a= b",
        "/webhooks/jira/${issue.key}, ''",
        "//webhooks/jira/${issue.key}, ''",
        "/webhooks/jira/${issue.key}/more, ''",
        "/webhooks/jira/%zz, ''"
    })
    void aDeliveryRefusedForItsUrlLeavesALine(String path, String query) {
        ObjectNode event = event(path, TestFunction.happening(IN_REVIEW));
        event.put("rawQueryString", query);

        invoke(event)
                .body("statusCode", equalTo(400))
                .body("body", containsString("\"type\":\"urn:tracehook:problem:invalid-parameter\""));

        assertEquals(1, log.lines().size(), log.lines()::toString);
        String line = log.lines().get(0).toString();
        assertTrue(line.contains("\"event\":\"webhook.rejected\""), line);
        assertTrue(line.contains("\"source_address\":\"192.0.2.1\""), line);
        assertTrue(collecting.completed.isEmpty());
    }

    @Test
    void aQueryStringThatCanBeReadMeansNothing() {
        ObjectNode event = event("/webhooks/jira", TestFunction.happening(IN_REVIEW));
        event.put("rawQueryString", "user_id=anna&user_key=a%20b");

        invoke(event).body("statusCode", equalTo(200));
    }

    @Test
    void anotherMethodIsAProblem() {
        given().get("/webhooks/jira").then().statusCode(405).contentType("application/problem+json");
    }

    @Test
    void whateverTheClientAcceptsJsonIsAnswered() {
        byte[] body = TestFunction.happening(IN_REVIEW);
        ObjectNode event = event("/webhooks/jira", body);
        ((ObjectNode) event.get("headers")).put("accept", "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2");
        invoke(event).body("statusCode", equalTo(200));

        ((ObjectNode) event.get("headers")).put("accept", "text/html");
        invoke(event).body("statusCode", equalTo(200));
    }

    @Test
    void aGatewayEventOfAnotherFormatIsTheBridges() {
        given().contentType("application/json")
                .body("{}")
                .post("/_lambda_")
                .then()
                .body("statusCode", equalTo(500))
                .body("body", notNullValue());
        assertTrue(collecting.completed.isEmpty());
    }
}
