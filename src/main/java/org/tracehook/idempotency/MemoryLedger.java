package org.tracehook.idempotency;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A ledger of this process alone.
 *
 * <p>Beyond its capacity the issues that were written longest ago are forgotten, but never one that is being worked on.
 */
public final class MemoryLedger extends DocumentLedger {

    private final int capacity;
    private final Map<String, Version> issues = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> replies = new HashMap<>();

    /** A ledger for about that many deliveries, 1 or more. */
    public MemoryLedger(int capacity) {
        super(Duration.ofSeconds(4));
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be 1 or more, not " + capacity);
        }
        this.capacity = capacity;
    }

    @Override
    protected synchronized Version load(String issue) {
        return issues.getOrDefault(issue, Version.NONE);
    }

    @Override
    protected synchronized boolean replace(String issue, Version last, Version next) {
        if (!Objects.equals(load(issue).id(), last.id())) {
            return false;
        }
        // Taken out first, so that the order is that of the writes.
        issues.remove(issue);
        issues.put(issue, next);
        replies.getOrDefault(issue, new HashMap<>())
                .keySet()
                .retainAll(next.document().deliveries().stream()
                        .map(IdempotencyRecord::traceId)
                        .toList());
        shrink();
        return true;
    }

    private void shrink() {
        Iterator<Map.Entry<String, Version>> oldest = issues.entrySet().iterator();
        while (oldest.hasNext() && deliveries() > capacity) {
            Map.Entry<String, Version> issue = oldest.next();
            if (issue.getValue().document().lock() == null) {
                oldest.remove();
                replies.remove(issue.getKey());
            }
        }
    }

    private int deliveries() {
        return issues.values().stream()
                .mapToInt(version -> version.document().deliveries().size())
                .sum();
    }

    @Override
    protected synchronized void keep(String issue, KeptReply reply) {
        replies.computeIfAbsent(issue, first -> new HashMap<>()).put(reply.traceId(), reply.json());
    }

    @Override
    protected synchronized String reply(String issue, String traceId) {
        return replies.getOrDefault(issue, Map.of()).get(traceId);
    }

    @Override
    public boolean isShared() {
        return false;
    }
}
