package org.tracehook.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.tracehook.deadline.Backoff;
import org.tracehook.deadline.Deadline;
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
 *
 * @param table where the items are
 */
public record DynamoLedger(Table table) implements DeliveryLedger {

    private static final Backoff BACKOFF = Backoff.sleeping(Duration.ofMillis(20), Duration.ofMillis(500));

    /** The layout of documents: a release that knows another one does not touch them. */
    private static final AttributeValue LAYOUT = AttributeValue.fromN("1");

    private static final String VERSION = "version";

    @Override
    public Claim claim(ClaimRequest request) {
        Deadline deadline = table.deadline();
        return change(
                request.lease(), deadline, document -> document.claim(request, traceId -> reply(traceId, deadline)));
    }

    /** The reply is written first: whoever finds the run ended finds its reply. */
    @Override
    public boolean complete(Lease lease, String reply) {
        Deadline deadline = table.deadline();
        return change(lease, deadline, document -> {
            document.heldBy(lease).ifPresent(own -> {
                Instant keepUntil = Instant.ofEpochMilli(own.keepUntil());
                table.put(Table.item("REPLY#" + own.traceId(), reply, keepUntil), null, null, deadline);
            });
            return document.complete(lease, traceId -> reply.equals(reply(traceId, deadline)));
        });
    }

    @Override
    public boolean release(Lease lease) {
        return change(lease, table.deadline(), document -> document.release(lease));
    }

    private <A> A change(Lease lease, Deadline deadline, Function<IssueDocument, Change<A>> rule) {
        Change<A> change = null;
        AttributeValue written = null;
        for (int attempts = 1; ; attempts++) {
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
            if (table.put(next, VERSION, last.get(VERSION), deadline)) {
                return change.answer();
            }
            written = next.get(VERSION);
            Duration pause = BACKOFF.limit(attempts);
            if (deadline.remaining().compareTo(pause) <= 0) {
                throw table.failure("is too busy: other processes write the same item", null);
            }
            // Copies of a delivery wait at random, so that they do not meet again.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause.toNanos()));
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
        if (item.get(Table.DOCUMENT).b().asByteArrayUnsafe().length > Table.LARGEST) {
            throw table.failure(
                    "has no room for more than the " + document.deliveries().size() + " deliveries of " + issue
                            + ": shorten tracehook.store.ttl, or wait until some are forgotten",
                    null);
        }
        item.put("layout", LAYOUT);
        item.put(VERSION, AttributeValue.fromS(UUID.randomUUID().toString()));
        return item;
    }

    private String reply(String traceId, Deadline deadline) {
        Map<String, AttributeValue> item = table.get("REPLY#" + traceId, deadline);
        return item.isEmpty() ? null : Table.document(item);
    }
}
