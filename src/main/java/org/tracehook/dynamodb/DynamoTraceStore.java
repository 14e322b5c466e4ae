package org.tracehook.dynamodb;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceStore;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * Traces that outlive their invocation: an item each, and an index that finds them by their issue.
 *
 * <p>An index costs one write when a trace begins and none when it goes on, since it holds the keys alone; items of our own
 * would make two writes of every first one. It may lag behind for a moment, the traces that it finds are read consistently.
 * A trace of more than 350,000 bytes is stored without its last steps, which its plan then says. What reads the whole table
 * ({@link #getAll}, {@link #getRecent}, {@link #clear}) is for tests and small tables: the permissions of template.yaml do
 * not cover it.
 */
public final class DynamoTraceStore implements TraceStore {

    /** The most that DynamoDB gives at once. */
    private static final int BATCH = 100;

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

    @Override
    public void store(ExecutionTrace trace) {
        put(TraceItem.of(trace, ttl));
    }

    private void put(Map<String, AttributeValue> item) {
        table.ask(client -> client.putItem(put -> put.tableName(table.name()).item(item)));
    }

    @Override
    public Optional<ExecutionTrace> get(String traceId) {
        return item(TraceItem.id(traceId)).map(TraceItem::trace);
    }

    /** An item of its own, so that lists of traces do not read it. */
    @Override
    public void keepRequest(String traceId, String request) {
        Map<String, AttributeValue> item = new HashMap<>(LedgerItem.key(REQUEST + traceId));
        item.put(TraceItem.DOCUMENT, LedgerItem.text(request));
        item.put(LedgerItem.EXPIRATION, LedgerItem.expiration(clock.instant().plus(ttl)));
        put(item);
    }

    @Override
    public Optional<String> request(String traceId) {
        return item(REQUEST + traceId).map(item -> item.get(TraceItem.DOCUMENT).s());
    }

    private Optional<Map<String, AttributeValue>> item(String id) {
        Map<String, AttributeValue> item = table.ask(client -> client.getItem(get ->
                        get.tableName(table.name()).key(LedgerItem.key(id)).consistentRead(true)))
                .item();
        return Optional.of(item).filter(this::isKept);
    }

    /** DynamoDB deletes late. */
    private boolean isKept(Map<String, AttributeValue> item) {
        return !item.isEmpty()
                && Long.parseLong(item.get(LedgerItem.EXPIRATION).n())
                        > clock.instant().getEpochSecond();
    }

    /** The traces of that issue that began last, newest first; {@code limit} is 0 to 100. */
    @Override
    public List<ExecutionTrace> ofIssue(String issueKey, int limit) {
        if (limit < 1) {
            return List.of();
        }
        QueryRequest request = QueryRequest.builder()
                .tableName(table.name())
                .indexName(Table.BY_ISSUE)
                .keyConditionExpression(TraceItem.ISSUE + " = :issue")
                .expressionAttributeValues(Map.of(":issue", LedgerItem.text(issueKey)))
                .scanIndexForward(false)
                .limit(Math.min(limit, BATCH))
                .build();
        return all(table.ask(client -> client.query(request)).items().stream()
                .map(LedgerItem::keyOf)
                .toList());
    }

    private List<ExecutionTrace> all(List<Map<String, AttributeValue>> keys) {
        Map<Map<String, AttributeValue>, ExecutionTrace> traces = new HashMap<>();
        List<Map<String, AttributeValue>> missing = keys;
        while (!missing.isEmpty()) {
            missing = read(missing, traces);
        }
        return keys.stream().flatMap(key -> Stream.ofNullable(traces.get(key))).toList();
    }

    /** The keys that did not fit into 16 MB, to be asked for again; others are read, or there is nothing. */
    private List<Map<String, AttributeValue>> read(
            List<Map<String, AttributeValue>> keys, Map<Map<String, AttributeValue>, ExecutionTrace> traces) {
        BatchGetItemRequest request = BatchGetItemRequest.builder()
                .requestItems(Map.of(
                        table.name(),
                        KeysAndAttributes.builder()
                                .keys(keys)
                                .consistentRead(true)
                                .build()))
                .build();
        var answer = table.ask(client -> client.batchGetItem(request));
        answer.responses().getOrDefault(table.name(), List.of()).stream()
                .filter(this::isKept)
                .forEach(item -> traces.put(LedgerItem.keyOf(item), TraceItem.trace(item)));
        KeysAndAttributes rest = answer.unprocessedKeys().get(table.name());
        return rest == null ? List.of() : rest.keys();
    }

    @Override
    public List<ExecutionTrace> getAll() {
        return items().filter(this::isKept)
                .map(TraceItem::trace)
                .sorted(Comparator.comparing(ExecutionTrace::startedAt))
                .toList();
    }

    @Override
    public List<ExecutionTrace> getRecent(int limit) {
        List<ExecutionTrace> newestFirst = new ArrayList<>(getAll());
        Collections.reverse(newestFirst);
        return List.copyOf(newestFirst.subList(0, Math.min(limit, newestFirst.size())));
    }

    private Stream<Map<String, AttributeValue>> items() {
        ScanRequest request = ScanRequest.builder()
                .tableName(table.name())
                .consistentRead(true)
                .filterExpression("begins_with(" + LedgerItem.ID + ", :prefix)")
                .expressionAttributeValues(Map.of(":prefix", LedgerItem.text(TraceItem.PREFIX)))
                .build();
        return table
                .ask(client -> client.scanPaginator(request).items().stream().toList())
                .stream();
    }

    @Override
    public void clear() {
        items().map(LedgerItem::keyOf)
                .forEach(key -> table.ask(client -> client.deleteItem(
                        delete -> delete.tableName(table.name()).key(key))));
    }
}
