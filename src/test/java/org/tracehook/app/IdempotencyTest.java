package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.app.TestFunction.fixture;
import static org.tracehook.app.TestFunction.json;
import static org.tracehook.app.TestFunction.signature;
import static org.tracehook.app.TestFunction.utf8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.LaunchMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.deadline.Deadline;
import org.tracehook.delivery.Delivery;
import org.tracehook.delivery.Headers;
import org.tracehook.delivery.Reply;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.Lease;
import org.tracehook.idempotency.MemoryLedger;
import org.tracehook.trace.Clocks;
import org.tracehook.tracelog.InvocationContext;

/** Whatever Jira sends, and how often: each delivery is run once, and everybody is told what it came to. */
class IdempotencyTest {

    private static final String REVIEW = "cloud-issue-updated-in-review";
    private final List<AgentRequest> asked = Collections.synchronizedList(new ArrayList<>());

    private TestFunction function(OwnAgent.Work work) {
        return function(Map.of(), work);
    }

    private TestFunction function(Map<String, String> properties, OwnAgent.Work work) {
        return OwnAgent.function(properties, request -> {
            asked.add(request);
            return work.run(request);
        });
    }

    private static AgentOutcome done(AgentRequest request) {
        return new AgentOutcome.Success("done", Map.of());
    }

    private static byte[] own(long timestamp) {
        return own("PROJ-1", timestamp);
    }

    private static byte[] own(String key, long timestamp) {
        return utf8("{\"intent\": \"own\", \"timestamp\": " + timestamp + ", \"issue\": {\"key\": \"" + key + "\"}}");
    }

    private static Reply send(TestFunction function, byte[] body, String identifier) {
        return function.post(body, headers(body, identifier));
    }

    private static Map<String, String> headers(byte[] body, String identifier) {
        return Map.of(
                "x-hub-signature",
                signature(body),
                "content-type",
                "application/json",
                "x-atlassian-webhook-identifier",
                identifier);
    }

    private static void assertRepeats(Reply first, Reply repeat) {
        ObjectNode expected = json(first).deepCopy();
        expected.put("duplicate", true);
        assertEquals(200, repeat.status());
        assertEquals(expected, json(repeat));
        assertEquals(first.traceId(), repeat.traceId());
    }

    @Test
    void theReplyIsMadeOnceForTheSenderAndForTheLedger() {
        List<String> kept = new ArrayList<>();
        TestFunction function = function(IdempotencyTest::done).ledger(new SharedLedger() {
            @Override
            public boolean complete(Lease lease, String reply) {
                kept.add(reply);
                return super.complete(lease, reply);
            }
        });

        Reply reply = send(function, own(1), "id");

        assertEquals(1, kept.size());
        assertSame(kept.get(0), reply.json());
        assertSame(reply.json(), reply.response().getEntity());
    }

    @ParameterizedTest
    @CsvSource({"same, same event", "fresh, same event"})
    void theSameBodyIsARepeatWhateverItsIdentifier(String identifier, String reason) {
        TestFunction function = TestFunction.with(Map.of());
        Reply first = send(function, fixture(REVIEW), "same");

        Reply repeat = send(function, fixture(REVIEW), identifier);

        assertRepeats(first, repeat);
        assertEquals(
                List.of(
                        "pipeline.started",
                        "step.started",
                        "step.completed",
                        "pipeline.completed",
                        "webhook.duplicate"),
                function.events());
        ObjectNode line = function.lines().get(4);
        assertEquals(first.traceId().orElseThrow(), line.path("trace_id").asText());
        assertEquals("PROJ-123", line.path("issue_key").asText());
        assertEquals("review_code", line.path("intent_type").asText());
        assertEquals(identifier, line.path("delivery_id").asText());
        assertEquals("duplicate", line.path("outcome").asText());
        assertEquals(1, line.path("webhooks_total").asInt());
        assertEquals("192.0.2.1", line.path("source_address").asText());
        assertTrue(function.output()
                .contains("PROJ-123 duplicate: repeat: the " + reason + " as in trace "
                        + first.traceId().get()));
    }

    @Test
    void theSameIdentifierIsARepeatAndTheLineSaysThatTheBodyIsAnother() {
        TestFunction function = function(IdempotencyTest::done);
        Reply first = send(function, own(1), "id");

        assertRepeats(first, send(function, own(2), "id"));
        assertEquals(1, asked.size());
        assertTrue(function.output().contains("though the body tells of another time or change"), function.output());
    }

    @Test
    void anIdentifierOfAnotherIssueSuppressesNothing() {
        TestFunction function = function(IdempotencyTest::done);
        send(function, own("PROJ-1", 1), "id");

        assertFalse(json(send(function, own("PROJ-2", 1), "id")).has("duplicate"));
        assertEquals(2, asked.size());
    }

    @Test
    void aReplayUnderAForgedIdentifierDoesNotBookIt() {
        TestFunction function = function(IdempotencyTest::done);
        send(function, own(1), "id-1");
        assertTrue(json(send(function, own(1), "id-2")).path("duplicate").asBoolean());

        assertFalse(json(send(function, own(2), "id-2")).has("duplicate"));
    }

    /** The same signed body, sent to two URLs. */
    @Test
    void theUrlsKeyTellsDeliveriesApartWhoseBodyNamesNoIssue() {
        TestFunction function = function(IdempotencyTest::done);
        byte[] body = utf8("{\"intent\": \"own\", \"timestamp\": 1}");
        Reply first = function.post(body, headers(body, "id"), "PROJ-1");

        Reply other = function.post(body, headers(body, "id"), "PROJ-2");

        assertFalse(json(other).has("duplicate"));
        assertEquals("PROJ-2", json(other).path("issue_key").asText());
        assertRepeats(first, function.post(body, headers(body, "id"), "PROJ-1"));
        assertRepeats(other, function.post(body, headers(body, "id"), "PROJ-2"));
        assertEquals(2, asked.size());
    }

    @Test
    void theUrlsKeyTellsNothingOfADeliveryWhoseBodyNamesTheIssue() {
        TestFunction function = function(IdempotencyTest::done);
        Reply first = function.post(own(1), headers(own(1), "id"), "PROJ-8");

        assertRepeats(first, function.post(own(1), headers(own(1), "id"), "PROJ-9"));
    }

    @Test
    void aBodyWithoutATimeIsKnownByItsIdentifierAlone() {
        TestFunction function = function(IdempotencyTest::done);
        byte[] body = utf8("{\"intent\": \"own\", \"issue\": {\"key\": \"PROJ-1\"}}");

        assertRepeats(send(function, body, "id"), send(function, body, "id"));
        assertFalse(json(send(function, body, "other")).has("duplicate"));
        assertFalse(json(function.signed(body)).has("duplicate"));
        assertFalse(json(function.signed(body)).has("duplicate"));
        assertEquals(4, asked.size());
    }

    @Test
    void theKeysAreOfOneSite() {
        TestFunction function = TestFunction.with(Map.of());
        String elsewhere = new String(fixture(REVIEW), java.nio.charset.StandardCharsets.UTF_8)
                .replace("acme.atlassian.net", "other.atlassian.net");
        send(function, fixture(REVIEW), "id");

        assertFalse(json(send(function, utf8(elsewhere), "id")).has("duplicate"));
    }

    /** Sites have issues of the same ids; behind the gateway they have one host, too. */
    @Test
    void theKeysAreOfOneSiteBehindTheGatewayToo() {
        String other = "11223344-a1b2-4c3d-8e9f-0123456789ac";
        TestFunction function =
                TestFunction.with(Map.of("tracehook.jira.site", "11223344-a1b2-4c3d-8e9f-0123456789ab, " + other));
        byte[] body = fixture("cloud-gateway-issue-updated-in-review");
        byte[] elsewhere = utf8(new String(body, java.nio.charset.StandardCharsets.UTF_8)
                .replace("11223344-a1b2-4c3d-8e9f-0123456789ab", other));
        Reply first = send(function, body, "id");

        assertFalse(json(send(function, elsewhere, "id")).has("duplicate"));
        assertRepeats(first, send(function, body, "id"));
    }

    @Test
    void aRepeatOfARunThatGoesOnIsToldItsTrace() {
        AtomicReference<Reply> repeat = new AtomicReference<>();
        AtomicReference<TestFunction> function = new AtomicReference<>();
        function.set(function(request -> {
            repeat.set(send(function.get(), own(1), "id"));
            return done(request);
        }));

        Reply first = send(function.get(), own(1), "id");

        JsonNode running = json(repeat.get());
        assertEquals(200, repeat.get().status());
        assertEquals(first.traceId(), repeat.get().traceId());
        assertEquals("RUNNING", running.path("pipeline_status").asText());
        assertEquals("own", running.path("intent_type").asText());
        assertEquals("PROJ-1", running.path("issue_key").asText());
        assertTrue(running.path("duplicate").asBoolean());
        String summary = running.path("summary").asText();
        assertTrue(summary.contains("Status: RUNNING"), summary);
        assertTrue(summary.contains("Completed: not yet"), summary);
        assertEquals(started(json(first)), started(running));
        assertEquals(1, asked.size());
    }

    private static String started(JsonNode reply) {
        String summary = reply.path("summary").asText();
        return summary.substring(summary.indexOf("Started: "), summary.indexOf("\nCompleted"));
    }

    @Test
    void aRepeatOfAFailedTraceIsToldSoWith200() {
        TestFunction function = TestFunction.with(Map.of());
        byte[] body = utf8("{\"intent\": \"dance\", \"timestamp\": 1, \"issue\": {\"key\": \"PROJ-1\"}}");
        Reply first = function.signed(body);

        assertEquals(422, first.status());
        assertRepeats(first, function.signed(body));
    }

    @Test
    void ignoredAndRefusedDeliveriesAreNotEntered() {
        TestFunction function = TestFunction.with(Map.of());
        send(function, fixture("cloud-issue-updated-summary"), "id");
        function.post(
                fixture(REVIEW), Map.of("content-type", "application/json", "x-atlassian-webhook-identifier", "id"));

        assertFalse(json(send(function, fixture(REVIEW), "id")).has("duplicate"));
    }

    @Test
    void aRunThatEndsIn500CanRunAgainAndSaysOfWhichRunItIsTheRetry() {
        int[] starts = {0};
        MemoryLedger ledger = new MemoryLedger(10);
        TestFunction broken = TestFunction.of(
                        Map.of("tracehook.webhook.secret", TestFunction.SECRET, "tracehook.delivery.max-age", "off"),
                        new org.tracehook.orchestrator.DecisionRules(List.of()) {
                            @Override
                            public PlanDecision decide(org.tracehook.intent.Intent intent) {
                                starts[0]++;
                                throw new IllegalStateException("rules are gone");
                            }
                        })
                .ledger(ledger);
        Reply first = send(broken, fixture(REVIEW), "id");
        assertEquals(500, first.status());
        Reply second = send(broken, fixture(REVIEW), "id");

        assertEquals(500, second.status());
        assertEquals(2, starts[0]);
        assertEquals(
                first.traceId().orElseThrow(), json(second).path("retry_of").asText());
        TestFunction mended = TestFunction.with(Map.of()).ledger(ledger);
        Reply third = send(mended, fixture(REVIEW), "id");
        assertEquals("SUCCESS", json(third).path("pipeline_status").asText());
        assertEquals(
                second.traceId().orElseThrow(), json(third).path("retry_of").asText());
        assertRepeats(third, send(mended, fixture(REVIEW), "id"));
    }

    @Test
    void aRunWhoseProcessDiedIsTakenUpAfterItsExpiry() {
        DeliveryLedger ledger = new MemoryLedger(10);
        TestFunction function = function(IdempotencyTest::done).ledger(new CrashedLedger(ledger));
        Reply first = send(function, own(1), "id");
        AtomicReference<Instant> now = new AtomicReference<>(Clocks.START.plusSeconds(30));
        TestFunction next = function(IdempotencyTest::done).ledger(ledger).clock(Clocks.of(now::get));
        assertRepeats(running(first), send(next, own(1), "id"));

        now.set(Clocks.START.plusSeconds(60 + 6));
        Reply second = send(next, own(1), "id");

        String firstTrace = first.traceId().orElseThrow();
        assertEquals(firstTrace, json(second).path("retry_of").asText());
        assertEquals("SUCCESS", json(second).path("pipeline_status").asText());
        List<ObjectNode> lines = next.lines();
        lines.subList(lines.size() - 4, lines.size())
                .forEach(line -> assertEquals(firstTrace, line.path("retry_of").asText(), line::toString));
        assertFalse(function.lines().get(0).has("retry_of"));
        assertEquals(List.of(1, 2), asked.stream().map(r -> r.step().attempt()).toList());
        assertEquals(
                List.of("body/-/PROJ-1/explicit/own/1/-/-/1", "body/-/PROJ-1/explicit/own/1/-/-/1"),
                asked.stream().map(r -> r.step().idempotencyKey()).toList());
    }

    /** The reply to a repeat while that run goes on. */
    private static Reply running(Reply reply) {
        Reply.Trace trace = ((Reply.Traced) reply).body();
        String summary = trace.summary()
                .replace("SUCCESS", "RUNNING")
                .replaceAll("Completed: .*", "Completed: not yet")
                .replaceAll("\\(1\\):\n.*", "(0):");
        return new Reply.Traced(
                200,
                new Reply.Trace(
                        trace.traceId(),
                        "RUNNING",
                        trace.intentType(),
                        trace.issueKey(),
                        summary,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-25T18:16:54.809Z, true",
        "2026-01-25T18:16:54.808Z, false",
        "2026-01-26T18:21:54.809Z, true",
        "2036-01-26T18:21:54.809Z, true"
    })
    void whatIsOlderThanTheAgeIsIgnoredAndWhatIsAheadIsNot(Instant timestamp, boolean runs) {
        TestFunction function = function(Map.of("tracehook.delivery.max-age", "24h"), IdempotencyTest::done);

        JsonNode reply = json(function.signed(own(timestamp.toEpochMilli())));

        assertEquals(!runs, reply.path("ignored").asBoolean(), reply::toString);
        if (!runs) {
            assertEquals(
                    "{\"rule\":null,\"condition\":\"delivery.max-age\",\"expected\":\"a timestamp of the last 24h\","
                            + "\"actual\":\"2026-01-25T18:16:54.808Z\"}",
                    reply.path("reasons").get(0).toString());
            assertEquals(List.of("webhook.ignored"), function.events());
        }
    }

    @Test
    void aDayIsTheAgeUnlessConfigured() {
        TestFunction function =
                TestFunction.of(Map.of("tracehook.webhook.secret", TestFunction.SECRET), LaunchMode.NORMAL);

        assertTrue(json(function.signed(REVIEW)).path("ignored").asBoolean());
    }

    @Test
    void aDeliveryFromAClockThatIsAheadIsRememberedForAsLongAsItIsYoung() {
        AtomicReference<Instant> now = new AtomicReference<>(Clocks.START);
        TestFunction function = function(
                        Map.of("tracehook.delivery.max-age", "24h", "tracehook.store.ttl", "24h"),
                        IdempotencyTest::done)
                .clock(Clocks.of(now::get));
        byte[] ahead = own(Clocks.START.plusSeconds(300).toEpochMilli());
        Reply first = function.signed(ahead);

        now.set(Clocks.START.plus(Duration.ofHours(24)).plusSeconds(299));
        assertRepeats(first, function.signed(ahead));
        now.set(Clocks.START.plus(Duration.ofHours(24)).plusSeconds(301));
        assertTrue(json(function.signed(ahead)).path("ignored").asBoolean());
        assertEquals(1, asked.size());
    }

    @Test
    void anIssueThatHadItsRunsOfTheHourIsIgnoredUntilItIsFree() {
        AtomicReference<Instant> now = new AtomicReference<>(Clocks.START);
        TestFunction function = function(Map.of("tracehook.limits.runs-per-issue-per-hour", "2"), IdempotencyTest::done)
                .clock(Clocks.of(now::get));
        Reply first = function.signed(own(1));
        function.signed(own(2));

        Reply reply = function.signed(own(3));

        assertEquals(200, reply.status());
        assertEquals(
                "{\"ignored\":true,\"reasons\":[{\"rule\":null,\"condition\":\"limit\",\"expected\":\"fewer than 2 runs of the issue"
                        + " in an hour; the next may begin at 2026-01-26T19:16:54.808Z\",\"actual\":null}]}",
                json(reply).toString());
        ObjectNode line = function.lines().get(function.lines().size() - 1);
        assertEquals("webhook.ignored", line.path("event").asText());
        assertEquals("limited", line.path("outcome").asText());
        assertEquals(1, line.path("webhooks_total").asInt());
        assertEquals("PROJ-1", line.path("issue_key").asText());
        assertEquals(2, asked.size());
        assertFalse(json(function.signed(own("PROJ-2", 3))).has("ignored"), "another issue");
        assertFalse(json(function.again(first.traceId().orElseThrow())).has("ignored"), "a person asks");
        now.set(Clocks.START.plus(Duration.ofHours(1)));
        assertFalse(json(function.signed(own(3))).has("ignored"), "an ignored delivery is not entered");
    }

    @Test
    void anIssueHasTenRunsAnHourUnlessThatIsConfigured() {
        TestFunction function = function(IdempotencyTest::done);
        TestFunction unlimited =
                function(Map.of("tracehook.limits.runs-per-issue-per-hour", "0"), IdempotencyTest::done);
        for (int i = 1; i <= 10; i++) {
            assertFalse(json(function.signed(own(i))).has("ignored"));
            assertFalse(json(unlimited.signed(own(i))).has("ignored"));
        }

        assertTrue(json(function.signed(own(11))).path("ignored").asBoolean());
        assertFalse(json(unlimited.signed(own(11))).has("ignored"));
    }

    @Test
    void inDevModeOnlyAnIdentifierMakesARepeat() {
        Map<String, String> properties =
                Map.of("tracehook.webhook.secret", TestFunction.SECRET, "tracehook.delivery.max-age", "off");
        TestFunction function = TestFunction.of(properties, LaunchMode.DEVELOPMENT);

        assertFalse(json(function.signed(REVIEW)).has("duplicate"));
        assertFalse(json(function.signed(REVIEW)).has("duplicate"));
        Reply first = send(function, fixture("cloud-issue-updated-in-review-blocked"), "id");
        assertRepeats(first, send(function, fixture("cloud-issue-updated-in-review-blocked"), "id"));
    }

    @Test
    void aLedgerThatDoesNotAnswerRunsNothing() {
        for (Throwable failure : List.of(new IllegalStateException("throttled"), new NoClassDefFoundError("sdk"))) {
            TestFunction function = function(IdempotencyTest::done).ledger(new Broken(failure, false));

            Reply reply = function.signed(own(1));

            assertEquals(503, reply.status());
            assertEquals(
                    "urn:tracehook:problem:ledger-unavailable",
                    json(reply).path("type").asText());
            assertEquals(List.of("webhook.rejected"), function.events());
            ObjectNode line = function.lines().get(0);
            assertEquals("PROJ-1", line.path("issue_key").asText());
            assertTrue(line.path("claimed_issue_key").isNull());
            assertEquals("unavailable", line.path("outcome").asText());
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void anEndThatCannotBeEnteredDoesNotChangeTheReply() {
        TestFunction function =
                function(IdempotencyTest::done).ledger(new Broken(new IllegalStateException("throttled"), true));

        Reply reply = function.signed(own(1));

        assertEquals(200, reply.status());
        assertEquals("SUCCESS", json(reply).path("pipeline_status").asText());
    }

    /** A ledger that fails at every claim, or at every end. */
    private record Broken(Throwable failure, boolean claims) implements DeliveryLedger {
        @Override
        public Claim claim(ClaimRequest request) {
            return claims ? new Claim.Claimed(1, null, null) : fail();
        }

        @Override
        public boolean complete(Lease lease, String reply) {
            return fail();
        }

        @Override
        public boolean release(Lease lease) {
            return fail();
        }

        private <T> T fail() {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }

    @Test
    void whileAnIssueIsWorkedOnAnotherDeliveryOfItIsSentAway() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        TestFunction function = function(request -> {
            working.countDown();
            end.await();
            return done(request);
        });
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<Reply> first = pool.submit(() -> send(function, own(1), "id-1"));
            working.await();

            Reply second = function.deliveries().handle(delivery(own(2), Duration.ofMillis(400)));
            Reply elsewhere = function.deliveries().handle(delivery(own("PROJ-2", 3), Duration.ofMillis(600)));

            assertEquals(503, second.status());
            assertEquals(
                    "urn:tracehook:problem:issue-busy",
                    json(second).path("type").asText());
            assertEquals(2, asked.size());
            assertTrue(json(elsewhere).path("summary").asText().contains("own_agent"), "another issue runs");
            ObjectNode rejected = function.lines().stream()
                    .filter(line -> line.path("event").asText().equals("webhook.rejected"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("PROJ-1", rejected.path("issue_key").asText());
            assertEquals("rejected", rejected.path("outcome").asText());
            end.countDown();
            assertTrue(json(second)
                    .path("detail")
                    .asText()
                    .contains(first.get().traceId().orElseThrow()));
            assertFalse(json(send(function, own(2), "id-2")).has("duplicate"), "it was not entered");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aDeliveryWaitsForTheIssueAndThenRuns() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        DeliveryLedger ledger = new MemoryLedger(10);
        TestFunction function = function(request -> {
                    if (asked.size() == 1) {
                        busy.await();
                    }
                    return done(request);
                })
                .ledger(new Telling(ledger, busy));
        function.deliveries();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Future<Reply>> both = pool.invokeAll(List.of(
                    () -> function.deliveries().handle(delivery(own(1), Duration.ofMinutes(5))),
                    () -> function.deliveries().handle(delivery(own(2), Duration.ofMinutes(5)))));

            for (Future<Reply> reply : both) {
                assertEquals(
                        "SUCCESS", json(reply.get()).path("pipeline_status").asText());
            }
            assertEquals(2, asked.size());
        } finally {
            pool.shutdownNow();
        }
    }

    /** A ledger that tells when somebody found an issue busy. */
    private record Telling(DeliveryLedger ledger, CountDownLatch busy) implements DeliveryLedger {
        @Override
        public Claim claim(ClaimRequest request) {
            Claim claim = ledger.claim(request);
            if (claim instanceof Claim.Busy) {
                busy.countDown();
            }
            return claim;
        }

        @Override
        public boolean complete(Lease lease, String reply) {
            return ledger.complete(lease, reply);
        }

        @Override
        public boolean release(Lease lease) {
            return ledger.release(lease);
        }
    }

    private static Delivery delivery(byte[] body, Duration time) {
        InvocationContext invocation = new InvocationContext("request-2", null, false, Deadline.in(time));
        return new Delivery(
                new Headers(Map.of("x-hub-signature", signature(body), "content-type", "application/json")),
                body,
                null,
                "192.0.2.1",
                invocation);
    }

    @Test
    void ofAHundredCopiesAtOnceOneRunsAndAllAreToldItsTrace() throws Exception {
        TestFunction function = function(IdempotencyTest::done).clock(Clock.systemUTC());
        function.deliveries();
        ExecutorService pool = Executors.newFixedThreadPool(100);
        CountDownLatch ready = new CountDownLatch(100);
        try {
            List<Future<Reply>> copies = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String identifier = i % 2 == 0 ? "id" : "id-" + i;
                copies.add(pool.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return send(function, own(1), identifier);
                }));
            }
            List<String> traces = new ArrayList<>();
            for (Future<Reply> copy : copies) {
                assertEquals(200, copy.get().status());
                traces.add(copy.get().traceId().orElseThrow());
            }

            assertEquals(1, traces.stream().distinct().count());
            assertEquals(1, asked.size());
        } finally {
            pool.shutdownNow();
        }
    }
}
