package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tracehook.delivery.Reply;
import org.tracehook.execution.RerunRequest;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.Lease;
import org.tracehook.idempotency.MemoryLedger;
import org.tracehook.intent.CodeFrom;
import org.tracehook.intent.Intent;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.Scrubber;

class RerunsTest {

    private static final String UNKNOWN = "99999999-0000-4000-8000-000000000009";
    private static final String REVIEW = "explicit-review-block";

    private final MemoryLedger ledger = new MemoryLedger(100);
    private final TestFunction function = TestFunction.with(Map.of()).ledger(ledger);

    private String delivered() {
        return TestFunction.json(function.signed(REVIEW)).path("trace_id").asText();
    }

    @Test
    void aTraceIsRunAgainAsANewOneWithTheSameContext() {
        JsonNode first = TestFunction.json(function.signed(REVIEW));
        String id = first.path("trace_id").asText();

        Reply again = function.again(id);

        JsonNode reply = TestFunction.json(again);
        assertEquals(200, again.status(), reply::toString);
        assertEquals(id, reply.path("retry_of").asText());
        assertNotEquals(id, reply.path("trace_id").asText());
        for (String same : List.of("pipeline_status", "intent_type", "issue_key", "error")) {
            assertEquals(first.path(same), reply.path(same));
        }
        JsonNode line = function.lines().get(function.lines().size() - 1);
        assertEquals("pipeline.completed", line.path("event").asText());
        assertEquals("manual", line.at("/trace/trigger/source").asText());
        assertEquals(id, line.path("retry_of").asText());
    }

    @Test
    void theNewTraceHasOutputsOfItsOwn() {
        String id = delivered();
        int before = function.lines().size();

        function.again(id);

        JsonNode step = function.lines().get(before + 2);
        assertNotEquals(id, step.path("trace_id").asText());
        assertEquals("BLOCK", step.at("/outputs/decision").asText());
    }

    @Test
    void whatRanAgainIsRunAgain() {
        String second =
                TestFunction.json(function.again(delivered())).path("trace_id").asText();

        assertEquals(
                second,
                TestFunction.json(function.again(second)).path("retry_of").asText());
    }

    @Test
    void withoutTheTokenNothingRuns() {
        String id = delivered();
        int before = function.lines().size();

        assertEquals(401, function.again(id, Map.of()).status());
        assertEquals(
                401,
                function.again(id, Map.of("authorization", "Bearer another")).status());
        assertEquals(before, function.lines().size());
    }

    @Test
    void anUnknownTraceAndWhatIsNoIdAreNotFound() {
        assertEquals(404, function.again(UNKNOWN).status());
        assertEquals(404, function.again("../x").status());
    }

    @Test
    void whileTheIssueIsWorkedOnNothingRuns() {
        String id = delivered();
        Instant now = Clocks.ticking().instant();
        String issue = issueOfTheRun(id);
        ledger.claim(new ClaimRequest(
                new Lease(List.of("other"), issue, "other"),
                "trace",
                "{}",
                now,
                now.plusSeconds(100_000),
                now.plusSeconds(200_000),
                0,
                null));

        assertEquals(503, function.againAtOnce(id).status());
    }

    private String issueOfTheRun(String id) {
        return function.kept(id).issue();
    }

    @Test
    void aRunThatHeldASecretSaysThatItCannotBeRunAgain() {
        byte[] body = TestFunction.utf8("""
                {"intent": "review_code", "issue": {"key": "PROJ-9"}, "timestamp": 1769451414808,
                 "context": {"code_changes": {"a.py": "password = 'hunter2-and-more'"}}}""");
        String id = TestFunction.json(function.signed(body)).path("trace_id").asText();

        Reply reply = function.again(id);

        assertEquals(422, reply.status());
        assertTrue(TestFunction.json(reply).path("detail").asText().contains("looks like a secret"));
        assertFalse(function.kept(id).toString().contains("hunter2"));
        assertEquals(null, function.kept(id).context());
    }

    @Test
    void neitherTokenOfTracesStaysInAText() {
        Map<String, String> tokens = Map.of(
                "tracehook.traces.token", "one-that-is-long-enough",
                "tracehook.traces.rerun-token", "another-that-is-long-enough");

        String text =
                TestFunction.with(tokens).scrubber().line("x one-that-is-long-enough another-that-is-long-enough");

        assertFalse(text.contains("long-enough"), text);
    }

    @Test
    void whatIsTooLargeForTheStoreSaysSo() {
        Intent large = new Intent(
                "review_code",
                "PROJ-1",
                null,
                Map.of(),
                CodeFrom.CONTEXT,
                Map.of("code_changes", TextNode.valueOf("ä".repeat(200_000))));

        RerunRequest kept = RerunRequest.of(large, "issue/PROJ-1", new Scrubber(List.of()));

        assertEquals("what it ran with has more than 350 KB", kept.refusal());
        assertEquals(null, kept.context());
    }
}
