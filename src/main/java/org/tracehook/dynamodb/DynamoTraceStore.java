package org.tracehook.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceStore;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Traces that outlive their invocation: an item each, and an index that finds them by their issue.
 *
 * <p>The index costs one write when a trace begins and none when it goes on, since it holds the keys alone. It may lag behind
 * for a moment; the traces that it finds are read consistently. A trace of more than 350,000 bytes is stored without its last
 * steps, and its plan says so; outputs of more than that without those of its first steps.
 *
 * @param table where the items are
 * @param ttl how long traces are stored after they began
 * @param clock by which an item has expired that DynamoDB has not deleted yet
 */
public record DynamoTraceStore(Table table, Duration ttl, Clock clock) implements TraceStore {

    private static final String TRACE = "TRACE#";
    private static final String REQUEST = "REQUEST#";
    private static final String OUTPUTS = "OUTPUTS#";
    private static final String ISSUE = "issue";
    private static final String ENDED = "ended";

    /** A snapshot that arrives late does not take the place of the last one. */
    @Override
    public void store(ExecutionTrace trace) {
        Map<String, AttributeValue> item = Table.item(
                TRACE + trace.traceId(), document(trace), trace.startedAt().plus(ttl));
        if (trace.pipelineStatus().isTerminal()) {
            item.put(ENDED, AttributeValue.fromBool(true));
        }
        if (trace.trigger().issueKey() != null) {
            item.put(ISSUE, AttributeValue.fromS(trace.trigger().issueKey()));
            item.put("began", AttributeValue.fromS(TraceJson.time(trace.startedAt()) + "#" + trace.traceId()));
        }
        table.put(item, ENDED, null, table.deadline());
    }

    private static String document(ExecutionTrace trace) {
        String document = trace.toJson();
        int kept = trace.steps().size();
        while (kept > 0 && document.getBytes(StandardCharsets.UTF_8).length > Table.LARGEST) {
            kept /= 2;
            document = cut(trace, kept).toJson();
        }
        return document;
    }

    private static ExecutionTrace cut(ExecutionTrace trace, int kept) {
        ExecutionTrace cut = ExecutionTrace.started(
                trace.traceId(),
                trace.trigger(),
                trace.executionPlanSummary() + " [stored without its last steps: " + kept + " of "
                        + trace.steps().size() + " are kept]",
                trace.startedAt());
        for (ExecutionStep step : trace.steps().subList(0, kept)) {
            cut = cut.add(step);
        }
        return cut.complete(trace.pipelineStatus(), trace.finalError(), trace.completedAt());
    }

    @Override
    public Optional<ExecutionTrace> get(String traceId) {
        return document(TRACE + traceId).map(ExecutionTrace::fromJson);
    }

    /** An item of its own, so that lists of traces do not read it. */
    @Override
    public void keepRequest(String traceId, String request) {
        table.put(Table.item(REQUEST + traceId, request, clock.instant().plus(ttl)), Table.ID, null, table.deadline());
    }

    @Override
    public Optional<String> request(String traceId) {
        return document(REQUEST + traceId);
    }

    /** An item of its own, so that lists of traces do not read it. */
    @Override
    public void keepOutputs(String traceId, String outputs) {
        table.put(
                Table.item(OUTPUTS + traceId, fitting(outputs), clock.instant().plus(ttl)),
                null,
                null,
                table.deadline());
    }

    /** The outputs that an item can hold; the last steps say more than the first: why a run ended. */
    private static String fitting(String outputs) {
        String document = outputs;
        ObjectNode all = TraceJson.object(outputs);
        for (Map.Entry<String, JsonNode> step : all.properties()) {
            if (document.getBytes(StandardCharsets.UTF_8).length <= Table.LARGEST) {
                break;
            }
            step.setValue(JsonNodeFactory.instance.objectNode().put("truncated", true));
            document = all.toString();
        }
        return document;
    }

    @Override
    public Optional<String> outputs(String traceId) {
        return document(OUTPUTS + traceId);
    }

    private Optional<String> document(String id) {
        long now = clock.instant().getEpochSecond();
        return Optional.of(table.get(id, table.deadline()))
                .filter(item -> !item.isEmpty()
                        && Long.parseLong(item.get(Table.EXPIRATION).n()) > now)
                .map(Table::document);
    }

    /** The traces of that issue that began last, newest first. */
    @Override
    public List<ExecutionTrace> ofIssue(String issueKey, int limit) {
        return table
                .ask(client -> client.query(query -> query.tableName(table.name())
                        .indexName("traces-by-issue")
                        .keyConditionExpression(ISSUE + " = :issue")
                        .expressionAttributeValues(Map.of(":issue", AttributeValue.fromS(issueKey)))
                        .scanIndexForward(false)
                        .limit(Math.max(1, limit))))
                .items()
                .stream()
                .limit(limit)
                .flatMap(item -> document(item.get(Table.ID).s()).stream())
                .map(ExecutionTrace::fromJson)
                .toList();
    }
}
