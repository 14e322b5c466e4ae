package org.tracehook.app;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tracehook.acknowledge.AcceptedRun;
import org.tracehook.delivery.Reply;
import org.tracehook.feedback.FakeJira;
import org.tracehook.jira.JiraEvent;
import org.tracehook.jira.Subject;
import org.tracehook.trace.BackgroundStoring;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceStore;

/** From a delivery to what stands in Jira, in the log and in the reply. */
class FeedbackDeliveryTest {

    private static final String IN_REVIEW = "cloud-issue-updated-in-review";

    private final FakeJira jira = FakeJira.cloud();

    @AfterEach
    void close() {
        jira.close();
    }

    private TestFunction function(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        jira.credentials().forEach((key, value) -> properties.put("tracehook.feedback." + key, value));
        return TestFunction.with(properties);
    }

    private static List<JsonNode> feedbackLines(TestFunction function) {
        return function.lines().stream()
                .filter(line -> line.path("event").asText().startsWith("feedback."))
                .map(JsonNode.class::cast)
                .toList();
    }

    @Test
    void commentTransitionLineAndReplyAgree() {
        TestFunction function = function(Map.of("tracehook.feedback.transitions.review_code.success", "Done"));

        JsonNode reply = TestFunction.json(function.signed(IN_REVIEW));

        assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
        assertEquals(
                "{\"comment\":\"created\",\"comment_id\":\"10034\",\"transition\":\"made\",\"issue_status\":\"Done\",\"problems\":[]}",
                reply.path("feedback").toString());
        List<String> events = function.events();
        assertEquals(
                List.of("pipeline.completed", "feedback.completed"), events.subList(events.size() - 2, events.size()));
        JsonNode line = feedbackLines(function).get(0);
        assertEquals(reply.path("feedback"), line.path("feedback"));
        assertEquals(reply.path("trace_id"), line.path("trace_id"));
        assertEquals("review_code", line.path("intent_type").asText());
        String comment = jira.bodies("POST", "/comment").get(0).toString();
        assertTrue(comment.contains(reply.path("trace_id").asText()), comment);
        assertEquals(1, jira.bodies("POST", "/transitions").size());
    }

    @Test
    void aProblemIsOneLineAndNeverAFailedPipeline() {
        jira.onComment(aResponse().withStatus(403));
        TestFunction function = function(Map.of());

        Reply reply = function.signed(IN_REVIEW);

        assertEquals(200, reply.status());
        JsonNode json = TestFunction.json(reply);
        assertEquals("SUCCESS", json.path("pipeline_status").asText());
        assertEquals(1, json.at("/feedback/problems").size());
        assertEquals(
                List.of("feedback.failed"),
                feedbackLines(function).stream()
                        .map(line -> line.path("event").asText())
                        .toList());
    }

    /** One after the other would not do: this store takes the closed trace only once Jira has its comment. */
    @Test
    void jiraIsWrittenToWhileTheStoreTakesTheTrace() {
        MemoryTraceStore stored = new MemoryTraceStore(1);
        TraceStore store = new TraceStore() {
            @Override
            public void store(ExecutionTrace trace) {
                while (trace.pipelineStatus().isTerminal()
                        && jira.bodies("POST", "/comment").isEmpty()) {
                    LockSupport.parkNanos(1_000_000);
                    if (Thread.interrupted()) {
                        throw new IllegalStateException("Jira got no comment meanwhile");
                    }
                }
                stored.store(trace);
            }

            @Override
            public Optional<ExecutionTrace> get(String traceId) {
                return stored.get(traceId);
            }

            @Override
            public List<ExecutionTrace> ofIssue(String issueKey, int limit) {
                return List.of();
            }
        };
        TestFunction function = function(Map.of()).listener(new BackgroundStoring(store));

        JsonNode reply = TestFunction.json(function.signed(IN_REVIEW));

        assertEquals("created", reply.at("/feedback/comment").asText(), reply::toString);
        assertEquals(
                PipelineStatus.SUCCESS,
                store.get(reply.path("trace_id").asText()).orElseThrow().pipelineStatus());
    }

    @Test
    void theCommentOfTheLastRunThatTheLimitAllowsSaysSo() {
        TestFunction function = function(Map.of("tracehook.limits.runs-per-issue-per-hour", "2"));
        function.signed(TestFunction.happening(IN_REVIEW));
        function.signed(TestFunction.happening(IN_REVIEW));

        JsonNode third = TestFunction.json(function.signed(TestFunction.happening(IN_REVIEW)));

        assertEquals("limit", third.at("/reasons/0/condition").asText(), third::toString);
        List<String> comments =
                jira.bodies("POST", "/comment").stream().map(JsonNode::toString).toList();
        assertEquals(2, comments.size());
        assertFalse(comments.get(0).contains("No further run"), comments.get(0));
        String until = third.at("/reasons/0/expected").asText().replaceFirst(".* ", "");
        assertTrue(comments.get(1).contains("No further run of this issue begins before " + until), comments.get(1));
    }

    @Test
    void aRepeatTellsNobodyAgain() {
        TestFunction function = function(Map.of());
        JsonNode first = TestFunction.json(function.signed(IN_REVIEW));

        JsonNode second = TestFunction.json(function.signed(IN_REVIEW));

        assertTrue(second.path("duplicate").asBoolean(), second::toString);
        assertEquals(first.path("feedback"), second.path("feedback"));
        assertEquals(1, jira.bodies("POST", "/comment").size());
        assertEquals(1, feedbackLines(function).size());
    }

    @Test
    void aRunThatAPersonAskedForTakesThePlaceOfTheFirstOnesComment() throws Exception {
        TestFunction function = function(Map.of());
        String first =
                TestFunction.json(function.signed(IN_REVIEW)).path("trace_id").asText();
        ObjectNode written = jira.file("comment");
        written.set("body", jira.bodies("POST", "/comment").get(0).path("body"));
        ObjectNode page = written.objectNode().put("total", 1);
        page.putArray("comments").add(written);
        jira.onComments(FakeJira.json(200, page));

        JsonNode reply = TestFunction.json(function.again(first));

        assertEquals("updated", reply.at("/feedback/comment").asText(), reply::toString);
        assertEquals(first, reply.path("retry_of").asText());
        assertEquals(first, feedbackLines(function).get(1).path("retry_of").asText());
        assertTrue(jira.bodies("PUT", "/comment/10034")
                .get(0)
                .toString()
                .contains(reply.path("trace_id").asText()));
    }

    /** The invocation that runs it knows the delivery no more, but its issue by the id and the status by both names. */
    @Test
    void anAcknowledgedRunIsToldByTheInvocationThatRunsIt() throws Exception {
        List<byte[]> events = new ArrayList<>();
        TestFunction function = function(Map.of(
                        "tracehook.execution", "acknowledge",
                        "tracehook.feedback.transitions.review_code.success", "Done"))
                .ledger(new SharedLedger())
                .invocation((name, event) -> events.add(event));
        JsonNode accepted = TestFunction.json(function.signed(IN_REVIEW));
        assertFalse(accepted.has("feedback"), accepted::toString);
        assertEquals(0, jira.bodies("POST", "/comment").size());

        String body = new ObjectMapper().readTree(events.get(0)).path("body").asText();
        JsonNode done = TestFunction.json(function.accepted(body));

        assertEquals(
                "{\"comment\":\"created\",\"comment_id\":\"10034\",\"transition\":\"made\",\"issue_status\":\"Done\",\"problems\":[]}",
                done.path("feedback").toString());
        assertEquals(
                Subject.of(JiraEvent.parse(TestFunction.fixture(IN_REVIEW), null)),
                TraceJson.read(body, AcceptedRun.class).subject());
        assertEquals(accepted.path("trace_id"), feedbackLines(function).get(0).path("trace_id"));
    }

    @Test
    void anIntentThatNobodyConfiguredIsToldToo() {
        TestFunction function = function(Map.of("tracehook.webhook.explicit-intents", "review_code"));

        JsonNode reply = TestFunction.json(function.signed(
                TestFunction.utf8("{\"intent\": \"review_code\", \"issue\": {\"key\": \"PROJ-123\"}}")));

        assertEquals("FAILED", reply.path("pipeline_status").asText());
        assertEquals("created", reply.at("/feedback/comment").asText(), reply::toString);
    }

    @Test
    void ourOwnChangeRunsNothingAndSaysWhy() {
        TestFunction function = function(Map.of());
        byte[] own = new String(TestFunction.fixture(IN_REVIEW), StandardCharsets.UTF_8)
                .replace("712020:0a1b2c3d-1111-4222-8333-444455556666", FakeJira.CLOUD_ACCOUNT)
                .getBytes(StandardCharsets.UTF_8);

        JsonNode reply = TestFunction.json(function.signed(own));

        assertTrue(reply.path("ignored").asBoolean(), reply::toString);
        assertEquals("own-change", reply.at("/reasons/0/condition").asText());
        assertEquals(List.of("webhook.ignored"), function.events());
        assertEquals(List.of("GET /rest/api/3/myself"), jira.requests());
    }

    @Test
    void whatTheRulesPassOverAsksNobody() {
        TestFunction function = function(Map.of());

        function.signed("cloud-issue-updated-summary");
        function.signed("cloud-comment-created");

        assertEquals(List.of("webhook.ignored", "webhook.ignored"), function.events());
        assertEquals(List.of(), jira.requests());
    }

    @Test
    void theTraceIsToldInEveryPartOfTheConfigurationOrTheStartFails() {
        Map<String, String> partly = Map.of("tracehook.feedback.base-url", "https://acme.atlassian.net");

        IllegalStateException refusal = assertThrows(
                IllegalStateException.class, () -> TestFunction.with(partly).deliveries());

        assertTrue(refusal.getMessage().contains("tracehook.feedback.token"), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("tracehook.feedback.email"), refusal::getMessage);
    }

    @Test
    void withoutAConfigurationNothingIsTold() {
        TestFunction function = TestFunction.with(Map.of());

        JsonNode reply = TestFunction.json(function.signed(IN_REVIEW));

        assertFalse(reply.has("feedback"), reply::toString);
        assertEquals(List.of(), feedbackLines(function));
    }

    /** What Jira says may terms what it was told. */
    @Test
    void credentialsComeOutNowhere() {
        String basic = Base64.getEncoder()
                .encodeToString((FakeJira.EMAIL + ":" + FakeJira.TOKEN).getBytes(StandardCharsets.UTF_8));
        ObjectNode issue = jira.file("issue");
        String told = FakeJira.TOKEN + " " + basic;
        issue.path("transitions").forEach(offer -> ((ObjectNode) offer.path("to")).put("name", told));
        jira.onIssue(FakeJira.json(200, issue));
        jira.onComment(FakeJira.json(201, jira.file("comment").put("id", told)));
        TestFunction function = function(Map.of("tracehook.feedback.transitions.review_code.success", "Released"));

        Reply reply = function.signed(IN_REVIEW);

        String out = function.output() + TestFunction.json(reply) + reply;
        assertTrue(out.contains("is not offered"), out);
        assertFalse(out.contains(FakeJira.TOKEN), out);
        assertFalse(out.contains(basic), out);
    }
}
