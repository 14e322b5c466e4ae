package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.tracehook.packaged.JiraDelivery.PATH;
import static org.tracehook.packaged.JiraDelivery.SECRET;
import static org.tracehook.packaged.JiraDelivery.SIGNATURE;
import static org.tracehook.packaged.JiraDelivery.body;
import static org.tracehook.packaged.JiraDelivery.fixture;
import static org.tracehook.packaged.JiraDelivery.signature;
import static org.tracehook.packaged.JiraDelivery.signed;
import static org.tracehook.packaged.JiraDelivery.unsigned;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the sender of a request is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReplyContract {

    private static final byte[] REVIEW = fixture("cloud-issue-updated-in-review");

    private DeployedFunction function;

    @BeforeAll
    void start(@TempDir Path taskRoot) throws Exception {
        function = DeployedFunction.asBuilt(taskRoot);
    }

    @AfterAll
    void stop() throws Exception {
        function.endCleanly();
    }

    @Test
    void issueThatEntersReviewIsReviewed() throws Exception {
        GatewayReply reply = function.deliver(signed(REVIEW)).reply();

        assertEquals(200, reply.status(), reply::body);
        assertEquals("application/json", mediaType(reply));
        assertReviewed(reply);
    }

    @Test
    void blockedReviewIsPartialAndSaysWhy() throws Exception {
        GatewayReply reply =
                function.deliver(signed(fixture("explicit-review-block"))).reply();

        assertEquals(200, reply.status(), reply::body);
        assertEquals("PARTIAL", reply.json().path("pipeline_status").asText());
        String error = reply.json().path("error").asText();
        assertTrue(error.startsWith("Code review BLOCKED: "), error);
        String summary = reply.json().path("summary").asText();
        assertTrue(summary.contains("1. 🚫 code_review_agent: BLOCKED\n     Error: " + error), summary);
    }

    @Test
    void eventThatFitsNoRuleIsIgnoredWithTheReason() throws Exception {
        GatewayReply reply =
                function.deliver(signed(fixture("cloud-issue-updated-summary"))).reply();

        assertEquals(200, reply.status(), reply::body);
        assertTrue(reply.json().path("ignored").asBoolean());
        assertEquals("review-when-in-review", reply.json().at("/reasons/0/rule").asText(), reply::body);
        assertEquals("to-status", reply.json().at("/reasons/0/condition").asText(), reply::body);
        assertNull(reply.headers().get("X-Trace-Id"));
    }

    @Test
    void intentThatNobodyConfiguredIsAFailedTrace() throws Exception {
        GatewayReply reply = function.deliver(signed(body("{'intent':'no_such','issue':{'key':'PROJ-1'}}")))
                .reply();

        assertEquals(422, reply.status(), reply::body);
        assertEquals("FAILED", reply.json().path("pipeline_status").asText());
        assertEquals(
                "Unknown intent type: 'no_such'. Available: development_flow, review_code, run_tests,"
                        + " ticket_to_pull_request",
                reply.json().path("error").asText());
        assertEquals(
                reply.headers().get("X-Trace-Id"), reply.json().path("trace_id").asText());
    }

    @Test
    void bodyThatTheGatewaySendsAsBase64HasTheSameSignature() throws Exception {
        assertReviewed(function.deliver(
                        signed(fixture("cloud-issue-updated-in-review")).binary())
                .reply());
    }

    @Test
    void deliveryThatIsSentAgainIsToldTheFirstTrace() throws Exception {
        byte[] review = fixture("cloud-issue-updated-in-review");
        JsonNode first = function.deliver(signed(review)).reply().json();
        DeployedFunction.Delivered again = function.deliver(signed(review));

        assertEquals(200, again.reply().status());
        assertTrue(again.reply().json().path("duplicate").asBoolean(), again.reply()::body);
        assertEquals(first.path("trace_id"), again.reply().json().path("trace_id"));
        assertEquals(first.path("summary"), again.reply().json().path("summary"));
        assertEquals(first.path("trace_id").asText(), again.reply().headers().get("X-Trace-Id"));
        assertEquals("webhook.duplicate", again.lines().get(0).path("event").asText());
        assertEquals(1, again.lines().size());
    }

    @Test
    void deliveryOfLongAgoIsIgnored() throws Exception {
        byte[] old = Files.readAllBytes(Path.of("src/test/resources/jira/cloud-issue-updated-in-review.json"));

        JsonNode reply = function.deliver(signed(old)).reply().json();

        assertEquals("delivery.max-age", reply.at("/reasons/0/condition").asText(), reply::toString);
    }

    @Test
    void deliveryRefusedForItsQueryStringLeavesALine() throws Exception {
        DeployedFunction.Delivered refused = function.deliver(GatewayEvent.request("POST", PATH + "?a=%zz")
                .header("Content-Type", "application/json")
                .header(SIGNATURE, signature(SECRET, REVIEW))
                .body(REVIEW));

        assertEquals(400, refused.reply().status(), refused.reply()::body);
        assertEquals(
                "urn:tracehook:problem:invalid-parameter",
                refused.reply().json().path("type").asText());
        assertEquals(1, refused.lines().size(), refused.lines()::toString);
        assertEquals("webhook.rejected", refused.lines().get(0).path("event").asText());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void requestThatNeverBecomesATraceGetsAProblem(String what, int status, String kind, GatewayEvent request)
            throws Exception {
        GatewayReply reply = function.deliver(request).reply();

        assertEquals(status, reply.status(), reply::body);
        assertEquals("application/problem+json", mediaType(reply));
        JsonNode problem = reply.json();
        assertEquals("urn:tracehook:problem:" + kind, problem.path("type").asText());
        assertEquals(status, problem.path("status").asInt());
        assertTrue(
                problem.path("title").isTextual()
                        && problem.path("detail").asText().length() > 8,
                reply::body);
    }

    static Stream<Arguments> refused() {
        String right = signature(SECRET, REVIEW);
        String wrong = signature("not the secret of it", REVIEW);
        byte[] list = body("[1]");
        return Stream.of(
                arguments("unsigned", 401, "unauthenticated", unsigned(REVIEW)),
                arguments(
                        "signed with another secret",
                        401,
                        "unauthenticated",
                        unsigned(REVIEW).header(SIGNATURE, wrong)),
                arguments(
                        "signed, then changed",
                        401,
                        "unauthenticated",
                        signed(REVIEW).body(list)),
                arguments(
                        "two signatures, one right",
                        401,
                        "unauthenticated",
                        unsigned(REVIEW).header(SIGNATURE, right + "," + wrong)),
                arguments(
                        "two signature headers, both right",
                        401,
                        "unauthenticated",
                        signed(REVIEW).header(SIGNATURE, right)),
                arguments("another type", 415, "unsupported-type", ofType("text/plain")),
                arguments("no JSON object", 400, "malformed", signed(list)),
                // Lambda itself takes 6 MB, the event around the body included.
                arguments("more than 5 MB", 413, "too-large", signed(new byte[5_300_000])),
                arguments("unknown path", 404, "not-found", GatewayEvent.request("POST", "/webhooks/other")),
                arguments("another method", 405, "method-not-allowed", GatewayEvent.request("GET", PATH)));
    }

    private static GatewayEvent ofType(String contentType) {
        return GatewayEvent.request("POST", PATH)
                .header("Content-Type", contentType)
                .header(SIGNATURE, signature(SECRET, REVIEW))
                .body(REVIEW);
    }

    private static void assertReviewed(GatewayReply reply) {
        String id = reply.json().path("trace_id").asText();
        assertEquals(UUID.fromString(id).toString(), id, reply::body);
        assertEquals(id, reply.headers().get("X-Trace-Id"));
        assertEquals("SUCCESS", reply.json().path("pipeline_status").asText(), reply::body);
        assertEquals("review_code", reply.json().path("intent_type").asText());
        assertEquals("PROJ-123", reply.json().path("issue_key").asText());
        assertTrue(reply.json().path("summary").asText().contains("1. ✅ code_review_agent: SUCCESS"), reply::body);
    }

    private static String mediaType(GatewayReply reply) {
        return reply.headers().getOrDefault("Content-Type", "").split(";")[0];
    }
}
