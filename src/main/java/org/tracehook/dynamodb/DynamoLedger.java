package org.tracehook.dynamodb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tracehook.deadline.Deadline;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.Claim.Busy;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.idempotency.Claim.Duplicate;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.IdempotencyRecord;
import org.tracehook.idempotency.Lease;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * A ledger that every process of the function shares: an item for each key of a delivery, and one for an issue that is being
 * worked on.
 *
 * <p>A claim is one conditional transaction and no read: DynamoDB returns what stands in the way. Only a delivery whose last
 * run crashed or was given back takes a second one.
 */
public final class DynamoLedger implements DeliveryLedger {

    private final Table table;
    private final Writes writes;

    /** A ledger in that table. */
    public DynamoLedger(Table table) {
        this.table = table;
        this.writes = new Writes(table.name());
    }

    /** {@inheritDoc} */
    @Override
    public Claim claim(ClaimRequest request) {
        Deadline limit = table.limit();
        Map<String, IdempotencyRecord> seen = new HashMap<>();
        while (true) {
            Claimed claimed = claimed(request, seen);
            List<CancellationReason> reasons = table.write(entering(request, claimed, seen), limit);
            if (reasons.isEmpty()) {
                return claimed;
            }
            Optional<Claim> refusal = refusal(request, reasons, seen);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            if (limit.remaining().isZero()) {
                throw new TableUnavailableException(
                        "The table '" + table.name() + "' changes faster than it is read", null);
            }
        }
    }

    private static Claimed claimed(ClaimRequest request, Map<String, IdempotencyRecord> seen) {
        return request.lease().keys().stream()
                .flatMap(key -> Stream.ofNullable(seen.get(key)))
                .findFirst()
                .map(earlier -> earlier.next(request))
                .orElse(Claimed.FIRST);
    }

    /** The delivery's keys in order, then the issue. */
    private List<TransactWriteItem> entering(
            ClaimRequest request, Claimed claimed, Map<String, IdempotencyRecord> seen) {
        Lease lease = request.lease();
        Instant now = request.term().now();
        IdempotencyRecord entry = IdempotencyRecord.of(request, claimed);
        List<TransactWriteItem> items = new ArrayList<>();
        for (String key : lease.keys()) {
            Condition condition = seen.containsKey(key) ? Conditions.isStill(seen.get(key)) : Conditions.isNew(now);
            items.add(writes.put(LedgerItem.delivery(key), entry, condition));
        }
        items.add(writes.put(LedgerItem.issue(lease.issue()), entry, Conditions.isFree(request)));
        return items;
    }

    /** Why the delivery cannot be claimed; empty if it can, now that what is in the way was seen. */
    private static Optional<Claim> refusal(
            ClaimRequest request, List<CancellationReason> reasons, Map<String, IdempotencyRecord> seen) {
        Lease lease = request.lease();
        for (int i = 0; i < lease.keys().size(); i++) {
            if (Condition.failed(reasons.get(i))) {
                see(lease.keys().get(i), reasons.get(i), seen);
            }
        }
        for (String key : lease.keys()) {
            IdempotencyRecord entry = seen.get(key);
            if (entry != null && entry.holds(request)) {
                return Optional.of(new Duplicate(key, entry.traceId(), entry.reply()));
            }
        }
        CancellationReason ofIssue = reasons.get(lease.keys().size());
        return Condition.failed(ofIssue) && ofIssue.hasItem()
                ? Optional.of(new Busy(LedgerItem.entry(ofIssue.item()).traceId()))
                : Optional.empty();
    }

    private static void see(String key, CancellationReason reason, Map<String, IdempotencyRecord> seen) {
        if (reason.hasItem()) {
            seen.put(key, LedgerItem.entry(reason.item()));
        } else {
            seen.remove(key);
        }
    }

    /** {@inheritDoc} */
    @Override
    public boolean complete(Lease lease, String reply, Instant now) {
        return end(lease, id -> writes.finish(id, lease.token(), reply));
    }

    /** {@inheritDoc} */
    @Override
    public boolean release(Lease lease, Instant now) {
        return end(lease, id -> writes.giveBack(id, lease.token()));
    }

    private boolean end(Lease lease, Function<String, TransactWriteItem> change) {
        Deadline limit = table.limit();
        List<TransactWriteItem> ofKeys =
                lease.keys().stream().map(LedgerItem::delivery).map(change).toList();
        TransactWriteItem ofIssue = writes.free(LedgerItem.issue(lease.issue()), lease.token());
        List<TransactWriteItem> all = new ArrayList<>(ofKeys);
        all.add(ofIssue);
        List<CancellationReason> reasons = table.write(all, limit);
        if (reasons.isEmpty()) {
            return true;
        }
        if (reasons.subList(0, ofKeys.size()).stream().anyMatch(Condition::failed)) {
            table.write(List.of(ofIssue), limit);
            return false;
        }
        // The issue alone was taken over.
        return ofKeys.isEmpty() || table.write(ofKeys, limit).isEmpty();
    }
}
