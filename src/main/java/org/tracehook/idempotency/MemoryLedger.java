package org.tracehook.idempotency;

import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tracehook.idempotency.Claim.Busy;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.idempotency.Claim.Duplicate;

/**
 * A ledger of this process alone, for the deliveries that came last.
 *
 * <p>Beyond its capacity the oldest keys are forgotten, but never one whose run goes on.
 */
public final class MemoryLedger implements DeliveryLedger {

    private final int capacity;
    private final Map<String, IdempotencyRecord> deliveries = new LinkedHashMap<>();
    private final Map<String, IdempotencyRecord> issues = new HashMap<>();

    /** A ledger for about that many keys of deliveries, 1 or more; a delivery has up to two. */
    public MemoryLedger(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be 1 or more, not " + capacity);
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized Claim claim(ClaimRequest request) {
        Lease lease = request.lease();
        Instant now = request.term().now();
        issues.values().removeIf(run -> run.isOver(now));
        for (String key : lease.keys()) {
            IdempotencyRecord seen = deliveries.get(key);
            if (seen != null && seen.holds(request)) {
                return new Duplicate(key, seen.traceId(), seen.reply());
            }
        }
        IdempotencyRecord working = issues.get(lease.issue());
        if (working != null && working.holds(request)) {
            return new Busy(working.traceId());
        }
        return enter(request);
    }

    private Claim enter(ClaimRequest request) {
        Lease lease = request.lease();
        Instant now = request.term().now();
        Claimed claimed = lease.keys().stream()
                .flatMap(key -> Stream.ofNullable(deliveries.get(key)))
                .filter(earlier -> !earlier.isForgotten(now))
                .findFirst()
                .map(earlier -> earlier.next(request))
                .orElse(Claimed.FIRST);
        IdempotencyRecord entry = IdempotencyRecord.of(request, claimed);
        lease.keys().forEach(key -> {
            // Taken out first, so that the order is that of the claims.
            deliveries.remove(key);
            deliveries.put(key, entry);
        });
        issues.put(lease.issue(), entry);
        shrink(now);
        return claimed;
    }

    private void shrink(Instant now) {
        Iterator<IdempotencyRecord> oldest = deliveries.values().iterator();
        while (deliveries.size() > capacity && oldest.hasNext()) {
            if (oldest.next().isOver(now)) {
                oldest.remove();
            }
        }
    }

    @Override
    public synchronized boolean complete(Lease lease, String reply, Instant now) {
        return end(lease, entry -> entry.finished(reply));
    }

    @Override
    public synchronized boolean release(Lease lease, Instant now) {
        return end(lease, IdempotencyRecord::released);
    }

    private boolean end(Lease lease, UnaryOperator<IdempotencyRecord> change) {
        issues.computeIfPresent(lease.issue(), (issue, run) -> run.isOf(lease.token()) ? null : run);
        boolean held = lease.keys().stream().allMatch(key -> isHeld(key, lease.token()));
        if (held) {
            lease.keys().forEach(key -> deliveries.computeIfPresent(key, (same, entry) -> change.apply(entry)));
        }
        return held;
    }

    private boolean isHeld(String key, String token) {
        IdempotencyRecord entry = deliveries.get(key);
        return entry != null && entry.isOf(token) && !entry.isFinished();
    }

    @Override
    public boolean isShared() {
        return false;
    }
}
