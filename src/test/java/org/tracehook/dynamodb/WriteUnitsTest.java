package org.tracehook.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.Lease;
import org.tracehook.trace.BackgroundStoring;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.trace.TraceSummary;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** What a delivery costs in the table, by DynamoDB's rules for the sizes of items; the manual's table of costs has it from here. */
class WriteUnitsTest {

    /** With two keys, on the way of transactions over three items, as the manual had it. */
    private static final int BEFORE = 20;

    private static final Instant MONDAY = Instant.parse("2026-01-26T18:16:54.808827Z");
    private static final Duration KEPT = Duration.ofDays(7);

    private final Meter meter = new Meter();
    private final Table table = new Table("deliveries", () -> meter, KEPT);
    private final DynamoLedger ledger = new DynamoLedger(table);

    @BeforeEach
    void haveTwentyDeliveriesOfThreeDays() {
        for (int i = 0; i < 20; i++) {
            Instant at = MONDAY.plus(Duration.ofMinutes(211L * i));
            Lease lease = claim(at, running(at));
            ledger.complete(lease, running(at));
        }
        meter.reset();
    }

    private Lease claim(Instant at, String reply) {
        String site = "/acme.atlassian.net/10021/";
        Lease lease = new Lease(
                List.of(
                        "body" + site + "jira:issue_updated/-/" + at.toEpochMilli() + "/10026/-",
                        "identifier" + site + "jira:issue_updated/" + UUID.randomUUID()),
                "issue/acme.atlassian.net/10021",
                UUID.randomUUID().toString());
        ledger.claim(new ClaimRequest(
                lease, UUID.randomUUID().toString(), reply, at, at.plusSeconds(20), at.plus(KEPT), 0, null));
        return lease;
    }

    private static ExecutionTrace begun(Instant at) {
        return ExecutionTrace.started(
                UUID.randomUUID().toString(),
                new TriggerInfo(TriggerSource.JIRA_WEBHOOK, "PROJ-123", "In Review", "review_code", at),
                "code_review_agent",
                at);
    }

    private static String running(Instant at) {
        return reply(begun(at));
    }

    /** As the webhook answers. */
    private static String reply(ExecutionTrace trace) {
        return "{\"trace_id\":\"" + trace.traceId() + "\",\"pipeline_status\":\"" + trace.pipelineStatus()
                + "\",\"intent_type\":\"review_code\",\"issue_key\":\"PROJ-123\",\"summary\":\""
                + TraceSummary.of(trace).replace("\n", "\\n") + "\"}";
    }

    @Test
    void aClaimIsOneReadAndOneWriteAndSoIsItsEndWithTheReplyBesides() {
        Instant now = MONDAY.plus(Duration.ofDays(3));
        Lease lease = claim(now, running(now));
        assertEquals("1 read, 1 write, 2 units", meter.reset());

        ledger.complete(lease, running(now));
        assertEquals("1 read, 2 writes, 3 units", meter.reset());
    }

    @Test
    void aDeliveryOfAnIssueWithTwentyCostsAtMostHalfOfBefore() {
        Instant now = MONDAY.plus(Duration.ofDays(3));
        Lease lease = claim(now, running(now));
        ExecutionTrace trace = traced(StepOutcome.blocked("Code review BLOCKED: app.py:1: print() found ".repeat(6)));
        ledger.complete(lease, reply(trace));

        assertEquals(8, meter.units);
        assertTrue(meter.units <= BEFORE / 2, meter::toString);
    }

    @Test
    void aTraceIsTwoWritesWithoutOutputs() {
        traced(StepOutcome.blocked("Code review BLOCKED: app.py:1: print() found"));

        assertEquals("0 read, 2 writes, 3 units", meter.reset());
    }

    @Test
    void theOutputsOfARunAreOneWriteMore() {
        traced(StepOutcome.blocked("Code review BLOCKED: app.py:1: print() found")
                .withOutputs(Map.of("decision", TextNode.valueOf("BLOCK"), "findings_total", IntNode.valueOf(3))));

        assertEquals("0 read, 3 writes, 4 units", meter.reset());
    }

    private ExecutionTrace traced(StepOutcome end) {
        TraceRecorder recorder = new TraceRecorder(
                Clocks.ticking(),
                () -> UUID.randomUUID(),
                new Scrubber(List.of()),
                List.of(new BackgroundStoring(new DynamoTraceStore(table, KEPT, Clock.fixed(MONDAY, ZoneOffset.UTC)))));
        TriggerInfo trigger = begun(MONDAY).trigger();
        ExecutionTrace open = recorder.stepStarted(
                recorder.start(trigger, "code_review_agent"),
                "code_review_agent",
                "Review code changes and provide feedback");
        meter.await();
        ExecutionTrace trace =
                recorder.complete(recorder.stepCompleted(open, end), PipelineStatus.PARTIAL, end.errorMessage());
        recorder.flush(trace, Duration.ofMinutes(1));
        return trace;
    }

    @Test
    void anOtherDeliveryAddsLessThanAHundredBytes() {
        int before = meter.size("LEDGER#issue/acme.atlassian.net/10021");
        Instant now = MONDAY.plus(Duration.ofDays(3));
        ledger.complete(claim(now, running(now)), running(now));

        int added = meter.size("LEDGER#issue/acme.atlassian.net/10021") - before;
        assertTrue(added > 50 && added < 100, () -> added + " bytes");
    }

    /** A table that counts what it would cost. */
    private static final class Meter implements DynamoDbClient {

        private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
        private int reads;
        private int writes;
        private int units;

        @Override
        public synchronized GetItemResponse getItem(GetItemRequest request) {
            reads++;
            return GetItemResponse.builder()
                    .item(items.get(request.key().get("id").s()))
                    .build();
        }

        /** Whoever writes here is alone: every condition holds. */
        @Override
        public synchronized PutItemResponse putItem(PutItemRequest request) {
            Map<String, AttributeValue> earlier =
                    items.put(request.item().get("id").s(), request.item());
            int larger = Math.max(size(request.item()), earlier == null ? 0 : size(earlier));
            boolean indexed = earlier == null && request.item().containsKey("issue");
            writes++;
            units += (larger + 1023) / 1024 + (indexed ? 1 : 0);
            notifyAll();
            return PutItemResponse.builder().build();
        }

        /** Until the next write is done. */
        private synchronized void await() {
            int before = writes;
            try {
                while (writes == before && items.keySet().stream().noneMatch(id -> id.startsWith("TRACE#"))) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private synchronized int size(String id) {
            return size(items.get(id));
        }

        /** Developer guide, "DynamoDB item sizes and formats": names and texts in UTF-8, a digit pair a byte and one more. */
        private static int size(Map<String, AttributeValue> item) {
            int size = 0;
            for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
                AttributeValue value = attribute.getValue();
                size += attribute.getKey().length();
                if (value.b() != null) {
                    size += value.b().asByteArrayUnsafe().length;
                } else if (value.s() != null) {
                    size += value.s().getBytes(StandardCharsets.UTF_8).length;
                } else {
                    size += value.n() == null ? 1 : (value.n().length() + 1) / 2 + 1;
                }
            }
            return size;
        }

        private String reset() {
            String told = toString();
            reads = 0;
            writes = 0;
            units = 0;
            return told;
        }

        @Override
        public String serviceName() {
            return "meter";
        }

        @Override
        public void close() {}

        @Override
        public String toString() {
            return reads + " read, " + writes + (writes == 1 ? " write, " : " writes, ") + units + " units";
        }
    }
}
