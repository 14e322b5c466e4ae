package org.tracehook.dynamodb;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceStore;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Traces that outlive their invocation: an item each, and an index that finds them by their issue.
 *
 * <p>An index costs one write when a trace begins and none when it goes on, since it holds the keys alone. It may lag behind
 * for a moment, the traces that it finds are read consistently. A trace of more than 350,000 bytes is stored without its last
 * steps, which its plan then says.
 */
public final class DynamoTraceStore implements TraceStore {

    private static final int MOST = 100;

    private static final String REQUEST = "REQUEST#";

    private final Table table;
    private final Duration ttl;
    private final Clock clock;

    /** A store in that table, where traces are kept for that long after they began. */
    public DynamoTraceStore(Table table, Duration ttl, Clock clock) {
        this.table = table;
        this.ttl = ttl;
        this.clock = clock;
    }

    /** A snapshot that arrives late does not take the place of the last one. */
    @Override
    public void store(ExecutionTrace trace) {
        table.put(TraceItem.of(trace, ttl), "attribute_not_exists(" + TraceItem.ENDED + ")", null);
    }

    @Override
    public Optional<ExecutionTrace> get(String traceId) {
        return document(TraceItem.id(traceId)).map(ExecutionTrace::fromJson);
    }

    /** An item of its own, so that lists of traces do not read it. */
    @Override
    public void keepRequest(String traceId, String request) {
        table.put(Item.of(REQUEST + traceId, request, clock.instant().plus(ttl)), Table.NEW, null);
    }

    @Override
    public Optional<String> request(String traceId) {
        return document(REQUEST + traceId);
    }

    /** DynamoDB deletes late. */
    private Optional<String> document(String id) {
        return Optional.of(table.get(id))
                .filter(item -> !item.isEmpty() && Item.keepUntil(item).isAfter(clock.instant()))
                .map(Item::document);
    }

    /** The traces of that issue that began last, newest first; {@code limit} is 0 to 100. */
    @Override
    public List<ExecutionTrace> ofIssue(String issueKey, int limit) {
        if (limit < 1) {
            return List.of();
        }
        return table
                .ask(client -> client.query(query -> query.tableName(table.name())
                        .indexName("traces-by-issue")
                        .keyConditionExpression(TraceItem.ISSUE + " = :issue")
                        .expressionAttributeValues(Map.of(":issue", AttributeValue.fromS(issueKey)))
                        .scanIndexForward(false)
                        .limit(Math.min(limit, MOST))))
                .items()
                .stream()
                .flatMap(item -> document(item.get(Item.ID).s()).stream())
                .map(ExecutionTrace::fromJson)
                .toList();
    }
}
