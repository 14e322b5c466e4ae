package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.app.TestFunction.fixture;
import static org.tracehook.app.TestFunction.json;
import static org.tracehook.app.TestFunction.signature;
import static org.tracehook.app.TestFunction.utf8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.LaunchMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.delivery.Reply;
import org.tracehook.intent.Intent;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.RunFacts;
import org.tracehook.trace.TraceListener;

/** The status table row by row, from a delivery to its reply and its line. */
class DeliveryHandlerTest {

    private static final byte[] OWN = utf8("{\"intent\": \"own\", \"issue\": {\"key\": \"PROJ-1\"}}");

    private final TestFunction function = TestFunction.with(Map.of());

    private static void assertTraced(Reply reply, int status, String pipelineStatus, String stepStatus) {
        JsonNode body = json(reply);
        assertEquals(status, reply.status());
        assertEquals(pipelineStatus, body.path("pipeline_status").asText());
        assertTrue(
                body.path("summary").asText().contains(stepStatus),
                body.path("summary").asText());
    }

    private void assertIgnored(Reply reply, String condition) {
        assertEquals(200, reply.status());
        assertTrue(json(reply).path("ignored").asBoolean());
        assertEquals(
                condition, json(reply).path("reasons").get(0).path("condition").asText());
        assertEquals(List.of("webhook.ignored"), function.events());
    }

    private void assertRefused(Reply reply, int status) {
        assertEquals(status, reply.status());
        assertEquals(status, json(reply).path("status").asInt());
        assertFalse(json(reply).path("detail").asText().isBlank());
        assertEquals(List.of("webhook.rejected"), function.events());
    }

    @Test
    void everyAgentSucceeds() {
        Reply reply = function.signed("cloud-issue-updated-in-review");

        assertTraced(reply, 200, "SUCCESS", "1. ✅ code_review_agent: SUCCESS");
        assertEquals("review_code", json(reply).path("intent_type").asText());
        assertEquals("PROJ-123", json(reply).path("issue_key").asText());
        assertFalse(json(reply).has("error"));
        assertFalse(json(reply).has("final_commit"));
        assertEquals(
                List.of("pipeline.started", "step.started", "step.completed", "pipeline.completed"), function.events());
    }

    @Test
    void anAgentReportsFailure() {
        TestFunction own = OwnAgent.function(Map.of(), request -> new AgentOutcome.Failure("Agent failed: no"));

        Reply reply = own.signed(OWN);

        assertTraced(reply, 200, "PARTIAL", "1. ❌ own_agent: FAIL");
        assertEquals("Agent failed: no", json(reply).path("error").asText());
    }

    @Test
    void anAgentTimesOut() {
        Map<String, String> impatient = Map.of("tracehook.intents.own.tasks[0].timeout", "200ms");
        TestFunction own = OwnAgent.function(impatient, request -> {
            Thread.sleep(60_000);
            return null;
        });

        Reply reply = own.signed(OWN);

        assertTraced(reply, 200, "PARTIAL", "1. ❌ own_agent: FAIL");
        assertEquals("Timed out after 0.2 s", json(reply).path("error").asText());
    }

    @Test
    void anAgentThrows() {
        TestFunction own = OwnAgent.function(Map.of(), request -> {
            throw new IllegalStateException("boom");
        });

        Reply reply = own.signed(OWN);

        assertTraced(reply, 200, "PARTIAL", "     Error: boom");
        assertEquals(
                "Error executing own_agent: boom", json(reply).path("error").asText());
    }

    @Test
    void aReviewAsksForChanges() {
        Reply reply = function.signed(explicit("{\"a.py\": \"try:\\n    x()\\nexcept:\\n    pass\\n\"}"));

        assertTraced(reply, 200, "PARTIAL", "1. ❌ code_review_agent: FAIL");
        assertEquals(
                "Code review REQUEST_CHANGES: REQUEST_CHANGES: Code has standards violations. "
                        + "Issues: Bare 'except:' not allowed; specify exception type (a.py:3)",
                json(reply).path("error").asText());
    }

    @Test
    void anAgentBlocks() {
        Reply reply = function.signed("explicit-review-block");

        assertTraced(reply, 200, "PARTIAL", "1. 🚫 code_review_agent: BLOCKED");
        assertTrue(json(reply)
                .path("error")
                .asText()
                .startsWith("Code review BLOCKED: BLOCK: Code violates architecture rules. Issues: "));
    }

    @Test
    void nothingToReviewBlocks() {
        assertEquals(
                "Code review BLOCKED: No code changes to review",
                json(function.signed(explicit("{}"))).path("error").asText());
    }

    @Test
    void anUnknownIntentFails() {
        Reply reply = function.signed(utf8("{\"intent\": \"dance\", \"issue\": {\"key\": \"PROJ-1\"}}"));

        assertTraced(reply, 422, "FAILED", "Execution Steps (0):");
        assertEquals(
                "Unknown intent type: 'dance'. Available: development_flow, review_code, run_tests,"
                        + " ticket_to_pull_request",
                json(reply).path("error").asText());
        assertEquals(List.of("pipeline.started", "pipeline.completed"), function.events());
        ObjectNode completed = function.lines().get(1);
        assertEquals("unknown", completed.path("intent_type").asText());
        assertEquals("dance", completed.path("trace").path("intent_type").asText());
    }

    @Test
    void missingContextFails() {
        Reply reply = function.signed(utf8("{\"intent\": \"review_code\", \"issue\": {\"key\": \"PROJ-1\"}}"));

        assertTraced(reply, 422, "FAILED", "Final Error: Intent 'review_code' missing required context: repository");
    }

    @Test
    void anOrchestratorThatBreaksBeforeAnyAgentIs500() {
        DecisionRules broken = new DecisionRules(List.of()) {
            @Override
            public PlanDecision decide(Intent intent) {
                throw new IllegalStateException("rules are gone");
            }
        };

        Reply reply = TestFunction.of(Map.of("tracehook.webhook.secret", TestFunction.SECRET), broken)
                .signed("explicit-review-approve");

        assertTraced(reply, 500, "FAILED", "Final Error: Orchestration error: rules are gone");
    }

    @Test
    void noRuleMatches() {
        assertIgnored(function.signed("cloud-issue-updated-summary"), "to-status");
    }

    @Test
    void noIssue() {
        assertIgnored(function.signed("cloud-sprint-started"), "issue");
    }

    @Test
    void anIntentThatABodyMayNotNameIsIgnored() {
        byte[] body = utf8("{\"intent\": \"run_tests\", \"issue\": {\"key\": \"PROJ-1\"}}");

        assertIgnored(function.signed(body), "intent");
    }

    @Test
    void aSignedEmptyBodyIsIgnored() {
        Reply reply = function.post(new byte[0], Map.of("x-hub-signature", signature(new byte[0])));

        assertIgnored(reply, "body");
    }

    @Test
    void aPausedFunctionRunsNothing() {
        TestFunction paused = TestFunction.with(Map.of("tracehook.paused", "true"));

        Reply reply = paused.signed("cloud-issue-updated-in-review");

        assertEquals(200, reply.status());
        assertEquals(
                "paused", json(reply).path("reasons").get(0).path("condition").asText());
        assertEquals(List.of("webhook.ignored"), paused.events());
        assertEquals("PROJ-123", paused.lines().get(0).path("claimed_issue_key").asText());
        assertTrue(paused.lines().get(0).path("issue_key").isNull());
    }

    @Test
    void aPausedFunctionStillRefusesForgedDeliveries() {
        TestFunction paused = TestFunction.with(Map.of("tracehook.paused", "true"));

        assertEquals(401, paused.post(utf8("{}"), Map.of()).status());
    }

    @Test
    void tooLargeIsSaidBeforeAnythingElse() {
        TestFunction small = TestFunction.with(Map.of("tracehook.webhook.max-body-size", "10"));

        assertEquals(413, small.post(utf8("no json at all"), Map.of()).status());
        assertEquals(
                200,
                small.post(new byte[0], Map.of("x-hub-signature", signature(new byte[0])))
                        .status());
        assertEquals(401, small.post(utf8("0123456789"), Map.of()).status());
    }

    @Test
    void unsignedIsSaidBeforeTheMediaType() {
        assertRefused(function.post(utf8("<x/>"), Map.of("content-type", "application/xml")), 401);
    }

    @Test
    void theMediaTypeIsSaidBeforeTheForm() {
        byte[] body = utf8("<x/>");
        Map<String, String> headers = Map.of("content-type", "application/xml", "x-hub-signature", signature(body));

        assertRefused(function.post(body, headers), 415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON;charset=UTF-8",
                "application/json; charset=\"utf-8\"",
                " application/json "
            })
    void jsonInUtf8IsTaken(String type) {
        byte[] body = fixture("cloud-issue-updated-in-review");
        Map<String, String> headers = Map.of("content-type", type, "x-hub-signature", signature(body));

        assertEquals(200, function.post(body, headers).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";;;",
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json; charset=utf-16",
                "application/jsonx",
                "text/html, application/json"
            })
    void anyOtherMediaTypeIsNot(String type) {
        byte[] body = fixture("cloud-issue-updated-in-review");
        Map<String, String> headers = Map.of("content-type", type, "x-hub-signature", signature(body));

        assertRefused(function.post(body, headers), 415);
    }

    @Test
    void aMissingMediaTypeIsRefused() {
        byte[] body = utf8("{}");

        assertRefused(function.post(body, Map.of("x-hub-signature", signature(body))), 415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "\"text\"",
                "1",
                "null",
                "{",
                "{\"a\": 1, \"a\": 2}",
                "{} {}",
                "{\"a\":}",
                "\u0000"
            })
    void whatIsNotOneJsonObjectIsRefused(String body) {
        assertRefused(function.signed(utf8(body)), 400);
    }

    @Test
    void deepNestingIsRefused() {
        assertRefused(function.signed(utf8("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000))), 400);
    }

    @Test
    void invalidUtf8IsRefused() {
        assertRefused(function.signed(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'}), 400);
    }

    @Test
    void theBodysKeyWinsOverTheUrls() {
        byte[] body = fixture("cloud-issue-updated-in-review");
        Map<String, String> headers = Map.of("content-type", "application/json", "x-hub-signature", signature(body));

        assertEquals(
                "PROJ-123",
                json(function.post(body, headers, "OTHER-9")).path("issue_key").asText());
    }

    @Test
    void theUrlsKeyIsUsedWhereTheBodyHasNone() {
        byte[] body = utf8("{\"intent\": \"review_code\", \"context\": {\"code_changes\": {\"a.py\": \"x = 1\"}}}");
        Map<String, String> headers = Map.of("content-type", "application/json", "x-hub-signature", signature(body));

        assertEquals(
                "OTHER-9",
                json(function.post(body, headers, "OTHER-9")).path("issue_key").asText());
    }

    @Test
    void theUrlsKeyDoesNotNameAnotherIssueThanTheBody() {
        byte[] body = utf8("{\"intent\": \"review_code\", \"issue\": {\"id\": \"10021\"},"
                + " \"context\": {\"code_changes\": {\"a.py\": \"x = 1\"}}}");
        Map<String, String> headers = Map.of("content-type", "application/json", "x-hub-signature", signature(body));

        assertIgnored(function.post(body, headers, "OTHER-9"), "issue");
    }

    @ParameterizedTest
    @CsvSource({"proj-1", "PROJ", "PROJ-", "'PROJ-1 '", "../PROJ-1", "PROJ-1\u202e", "'<b>'"})
    void aKeyOfAnotherShapeIsNoIssue(String key) {
        ObjectNode body = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        body.put("intent", "review_code").putObject("issue").put("key", key);

        assertIgnored(function.signed(utf8(body.toString())), "issue");
    }

    @Test
    void deliveriesOfAnotherSiteAreRefused() {
        TestFunction own = TestFunction.with(Map.of("tracehook.jira.site", "other.atlassian.net"));
        assertEquals(401, own.signed("cloud-issue-updated-in-review").status());

        TestFunction same = TestFunction.with(Map.of("tracehook.jira.site", "Acme.atlassian.net"));
        assertEquals(200, same.signed("cloud-issue-updated-in-review").status());
    }

    @ParameterizedTest
    @CsvSource({
        "acme.atlassian.net, cloud-issue-updated-in-review, 200",
        "acme.atlassian.net, cloud-gateway-issue-updated-in-review, 401",
        "11223344-a1b2-4c3d-8e9f-0123456789ab, cloud-gateway-issue-updated-in-review, 200",
        "https://api.atlassian.com/ex/jira/11223344-a1b2-4c3d-8e9f-0123456789ab, cloud-gateway-issue-updated-in-review, 200",
        "11223344-a1b2-4c3d-8e9f-0123456789ac, cloud-gateway-issue-updated-in-review, 401",
        "'acme.atlassian.net, 11223344-a1b2-4c3d-8e9f-0123456789ab', cloud-gateway-issue-updated-in-review, 200",
        "'acme.atlassian.net, 11223344-a1b2-4c3d-8e9f-0123456789ab', cloud-issue-updated-in-review, 200",
        "'acme.atlassian.net, 11223344-a1b2-4c3d-8e9f-0123456789ab', dc-issue-updated, 401",
        "jira.example.com/jira, dc-issue-updated, 200",
        "jira.example.com/jira, dc-comment-created-without-issue, 200",
        "jira.example.com, dc-issue-updated, 401",
        "jira.example.com/other, dc-issue-updated, 401",
        "acme.atlassian.net, explicit-review-approve, 200",
        "'acme.atlassian.net, other.atlassian.net', explicit-review-approve, 401",
        "'acme.atlassian.net, other.atlassian.net', automation-custom-data, 200",
        "acme.atlassian.net, cloud-sprint-started, 200"
    })
    void aDeliveryIsTakenIfItsLinksNameASiteThatIsServed(String sites, String fixture, int status) {
        TestFunction own = TestFunction.with(Map.of("tracehook.jira.site", sites));

        Reply reply = own.signed(fixture);

        assertEquals(status, reply.status(), () -> json(reply).toString());
        if (status == 401) {
            assertEquals(List.of("webhook.rejected"), own.events());
            assertTrue(own.output().contains("TRACEHOOK_JIRA_SITE"), own.output());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "//acme.atlassian.net/", "https://api.atlassian.com/rest/api/2/10021", ""})
    void aLinkThatCannotBeReadIsRefusedWhereSitesAreNamed(String self) {
        byte[] body = utf8("{\"intent\": \"review_code\", \"issue\": {\"key\": \"PROJ-1\", \"self\": \"" + self + "\"},"
                + " \"context\": {\"code_changes\": {\"a.py\": \"x = 1\"}}}");

        assertEquals(200, function.signed(body).status());
        assertEquals(
                401,
                TestFunction.with(Map.of("tracehook.jira.site", "acme.atlassian.net"))
                        .signed(body)
                        .status());
    }

    @Test
    void contextThatABodyMayNotFillIsIgnoredAndNamed() {
        byte[] body = utf8("""
                {"intent": "review_code", "issue": {"key": "PROJ-1"},
                 "context": {"repository": "https://evil.example", "code_changes": {"a.py": "x = 1"}, "branch": "main"}}
                """);

        assertEquals(200, function.signed(body).status());
        assertEquals(
                "[\"repository\",\"branch\"]",
                function.lines().get(0).path("ignored_context").toString());
        assertFalse(function.output().contains("evil"));
    }

    @Test
    void aTextThatBreaksOutOfItsQuotesCannotBringAMemberAgain() {
        byte[] body = utf8("{\"webhookEvent\": \"automation:x\", \"actor\": \"ann\", \"issue\": {\"key\": \"PROJ-1\", "
                + "\"fields\": {\"summary\": \"\"}}, \"actor\": \"boss\"}");

        assertRefused(function.signed(body), 400);
    }

    @Test
    void onlySomeOfCountlessIgnoredKeysAreNamed() {
        StringBuilder keys = new StringBuilder("\"code_changes\": {\"a.py\": \"x = 1\"}");
        for (int i = 0; i < 50_000; i++) {
            keys.append(", \"k").append(i).append("\": 1");
        }

        function.signed(
                utf8("{\"intent\": \"review_code\", \"issue\": {\"key\": \"PROJ-1\"}, \"context\": {" + keys + "}}"));

        assertEquals(20, function.lines().get(0).path("ignored_context").size());
    }

    @Test
    void aNameOfIgnoredContextThatIsASecretIsTakenOut() {
        function.signed(utf8("{\"intent\": \"review_code\", \"issue\": {\"key\": \"PROJ-1\"}, \"context\": {\""
                + TestFunction.SECRET + "\": 1}}"));

        assertEquals(
                "[\"[secret]\"]",
                function.lines().get(0).path("ignored_context").toString());
    }

    @Test
    void aListenerGetsTheVerdictsAndWhereCodeMayComeFrom() {
        List<RunFacts> facts = new ArrayList<>();
        function.listener(new TraceListener() {
            @Override
            public void pipelineStarted(ExecutionTrace trace, RunFacts known) {
                facts.add(known);
            }
        });

        function.signed("cloud-issue-updated-in-review");

        assertEquals("description", facts.get(0).codeFrom());
        assertEquals(function.lines().get(0).path("verdicts"), facts.get(0).verdicts());
        assertNull(facts.get(0).retryOf());
    }

    @Test
    void aLogThatTakesNoLineChangesNothingAboutTheReply() {
        function.breakLog(new StackOverflowError());

        assertEquals(200, function.signed("cloud-issue-updated-summary").status());
        assertEquals(200, function.signed("cloud-issue-updated-in-review").status());
        assertEquals(401, function.post(utf8("{}"), Map.of()).status());
    }

    @Test
    void aDefectIs500WithOneLine() {
        Reply reply = function.broken(fixture("cloud-issue-updated-in-review"), "a defect");

        assertRefused(reply, 500);
        assertEquals("unexpected", function.lines().get(0).path("outcome").asText());
    }

    @Test
    void aRefusedDeliveryIsLoggedWithTheKeyItClaims() {
        Reply reply =
                function.post(fixture("cloud-issue-updated-in-review"), Map.of("content-type", "application/json"));

        assertRefused(reply, 401);
        ObjectNode line = function.lines().get(0);
        assertEquals("PROJ-123", line.path("claimed_issue_key").asText());
        assertTrue(line.path("issue_key").isNull());
        assertEquals("192.0.2.1", line.path("source_address").asText());
        assertEquals("rejected", line.path("outcome").asText());
        assertEquals(
                fixture("cloud-issue-updated-in-review").length,
                line.path("size").asInt());
    }

    @Test
    void nothingConfiguredRefusesEveryDeliveryAndNamesPropertyAndVariable() {
        TestFunction bare = TestFunction.of(Map.of(), LaunchMode.NORMAL);

        for (Map<String, String> headers : List.of(
                Map.<String, String>of(),
                Map.of("x-hub-signature", signature(utf8("{}"), "\u0000")),
                Map.of("x-webhook-token", ""))) {
            Reply reply = bare.post(utf8("{}"), headers);
            assertEquals(401, reply.status());
            String detail = json(reply).path("detail").asText();
            assertTrue(detail.contains("tracehook.webhook.secret"), detail);
            assertTrue(detail.contains("TRACEHOOK_WEBHOOK_SECRET"), detail);
        }
    }

    @Test
    void everyEventOfAJiraIsAnsweredWithoutAskingForARetry() {
        for (String fixture : List.of(
                "automation-custom-data",
                "automation-issue-root",
                "automation-jira-format",
                "cloud-comment-created",
                "cloud-description-adf",
                "cloud-issue-created",
                "cloud-issue-deleted",
                "cloud-issue-updated-in-review-blocked",
                "dc-comment-created-without-issue",
                "dc-issue-updated",
                "looped-transition",
                "moved-issue",
                "post-function")) {
            int status = function.signed(fixture).status();
            assertTrue(status == 200 || status == 422, fixture + " " + status);
        }
    }

    private static byte[] explicit(String codeChanges) {
        return utf8("{\"intent\": \"review_code\", \"issue\": {\"key\": \"PROJ-1\"}, \"context\": {\"code_changes\": "
                + codeChanges + "}}");
    }
}
