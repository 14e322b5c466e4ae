package org.tracehook.idempotency;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.tracehook.idempotency.IssueDocument.Change;

/**
 * A ledger of this process alone. A ledger that is full forgets what has expired and nothing else; it refuses further
 * deliveries when that does not make room.
 */
public final class MemoryLedger implements DeliveryLedger {

    private final int capacity;
    private final Map<String, IssueDocument> issues = new HashMap<>();

    /** By the trace of a run; its first reply, then its last. */
    private final Map<String, String> replies = new HashMap<>();

    /** A ledger for at most that many deliveries, 1 or more. */
    public MemoryLedger(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be 1 or more, not " + capacity);
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized Claim claim(ClaimRequest request) {
        Lease lease = request.lease();
        Change<Claim> change = document(lease).claim(request, replies::get);
        if (change.document() != null) {
            if (replies.size() >= capacity && !replies.containsKey(request.traceId())) {
                makeRoom(request.now());
            }
            replies.put(request.traceId(), request.reply());
        }
        return done(lease, change);
    }

    private void makeRoom(Instant now) {
        issues.replaceAll((issue, document) -> document.withoutExpired(now));
        issues.values().removeIf(IssueDocument.EMPTY::equals);
        replies.keySet()
                .retainAll(issues.values().stream()
                        .flatMap(document -> document.deliveries().stream())
                        .map(IssueDocument.IdempotencyRecord::traceId)
                        .collect(Collectors.toSet()));
        if (replies.size() >= capacity) {
            throw new IllegalStateException(
                    "This process remembers " + capacity + " deliveries and has no room for more:"
                            + " set tracehook.store.type=dynamodb, or shorten tracehook.store.ttl");
        }
    }

    @Override
    public synchronized boolean complete(Lease lease, String reply) {
        IssueDocument document = document(lease);
        document.heldBy(lease).ifPresent(own -> replies.put(own.traceId(), reply));
        return done(lease, document.complete(lease, traceId -> reply.equals(replies.get(traceId))));
    }

    @Override
    public synchronized boolean release(Lease lease) {
        return done(lease, document(lease).release(lease));
    }

    private IssueDocument document(Lease lease) {
        return issues.getOrDefault(lease.issue(), IssueDocument.EMPTY);
    }

    private <A> A done(Lease lease, Change<A> change) {
        if (change.document() != null) {
            issues.put(lease.issue(), change.document());
        }
        return change.answer();
    }

    @Override
    public boolean isShared() {
        return false;
    }
}
