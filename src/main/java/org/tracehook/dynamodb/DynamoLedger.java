package org.tracehook.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.tracehook.deadline.Deadline;
import org.tracehook.deadline.Pause;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.IssueDocument;
import org.tracehook.idempotency.IssueDocument.Change;
import org.tracehook.idempotency.Lease;
import org.tracehook.trace.TraceJson;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A ledger that every process of the function shares: an item for each issue, and one for the reply of each run. A claim and
 * an end are a read and a write of the issue's item, done again when another process writes in between.
 */
public final class DynamoLedger implements DeliveryLedger {

    private static final Pause FIRST_PAUSE = new Pause(Duration.ofMillis(20), Duration.ofMillis(500));

    /** The layout of documents: a release that knows another one does not touch them. */
    private static final AttributeValue LAYOUT = AttributeValue.fromN("1");

    private static final String VERSION = "version";

    private final Table table;

    /** A ledger in that table. */
    public DynamoLedger(Table table) {
        this.table = table;
    }

    @Override
    public Claim claim(ClaimRequest request) {
        Deadline deadline = table.deadline();
        return change(
                request.lease(), deadline, document -> document.claim(request, traceId -> reply(traceId, deadline)));
    }

    /** The reply is written first: whoever finds the run ended finds its reply. */
    @Override
    public boolean complete(Lease lease, String reply, Instant now) {
        Deadline deadline = table.deadline();
        return change(lease, deadline, document -> {
            document.heldBy(lease)
                    .map(own -> Table.item(
                            "REPLY#" + own.traceId(), reply, Instant.ofEpochMilli(own.keepUntil())))
                    .ifPresent(item -> table.put(item, null, null, deadline));
            return document.complete(lease, traceId -> reply.equals(reply(traceId, deadline)));
        });
    }

    @Override
    public boolean release(Lease lease, Instant now) {
        return change(lease, table.deadline(), document -> document.release(lease));
    }

    private <A> A change(Lease lease, Deadline deadline, Function<IssueDocument, Change<A>> rule) {
        Change<A> change = null;
        AttributeValue written = null;
        for (Pause pause = FIRST_PAUSE; ; pause = pause.longer()) {
            Map<String, AttributeValue> last = table.get("LEDGER#" + lease.issue(), deadline);
            if (written != null && written.equals(last.get(VERSION))) {
                // The write was done, and the answer that said so was lost.
                return change.answer();
            }
            change = rule.apply(document(last));
            if (change.document() == null) {
                return change.answer();
            }
            Map<String, AttributeValue> next = item(lease.issue(), change.document());
            if (replace(last, next, deadline)) {
                return change.answer();
            }
            written = next.get(VERSION);
            await(pause.length(), deadline);
        }
    }

    /** When a delivery comes many times at once, its copies wait at random, so that they do not meet again. */
    private static void await(Duration pause, Deadline deadline) {
        if (deadline.remaining().compareTo(pause) <= 0) {
            throw new IllegalStateException("The table is too busy: other processes write the document of the issue");
        }
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, pause.toMillis() + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while other processes wrote the document of the issue", e);
        }
    }

    /** What the item says of its issue; an empty item says nothing yet. */
    IssueDocument document(Map<String, AttributeValue> item) {
        if (item.isEmpty()) {
            return IssueDocument.EMPTY;
        }
        if (!LAYOUT.equals(item.get("layout"))) {
            throw table.failure("is of another release: deploy that", null);
        }
        return TraceJson.read(Table.document(item), IssueDocument.class);
    }

    /** An item with that document, and with a new version, so that a write whose answer was lost is recognised. */
    Map<String, AttributeValue> item(String issue, IssueDocument document) {
        Map<String, AttributeValue> item =
                Table.item("LEDGER#" + issue, TraceJson.write(document), document.keepUntil());
        if (Table.isTooLarge(item)) {
            throw table.failure(
                    "has no room for more than the " + document.deliveries().size() + " deliveries of " + issue
                            + ": shorten tracehook.store.ttl, or wait until some are forgotten",
                    null);
        }
        item.put("layout", LAYOUT);
        item.put(VERSION, AttributeValue.fromS(Long.toHexString(UUID.randomUUID().getMostSignificantBits())));
        return item;
    }

    /** Writes {@code next} if {@code last} is still there; false, and nothing is written, if not. */
    boolean replace(Map<String, AttributeValue> last, Map<String, AttributeValue> next, Deadline deadline) {
        return last.isEmpty()
                ? table.put(next, Table.NEW, null, deadline)
                : table.put(next, VERSION + " = :last", Map.of(":last", last.get(VERSION)), deadline);
    }

    private String reply(String traceId, Deadline deadline) {
        Map<String, AttributeValue> item = table.get("REPLY#" + traceId, deadline);
        return item.isEmpty() ? null : Table.document(item);
    }
}
