package org.tracehook.dynamodb;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceJson;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Traces as items: the document, and what finds it. */
final class TraceItem {

    static final String PREFIX = "TRACE#";
    static final String ISSUE = "issue";
    static final String BEGAN = "began";

    static final String DOCUMENT = "document";

    /** DynamoDB takes items of up to 400 KB, the names of their attributes included. */
    private static final int LONGEST_DOCUMENT = 350_000;

    /** In UTF-16 units, of a plan that is cut. */
    private static final int LONGEST_PLAN = 2_000;

    private TraceItem() {}

    static String id(String traceId) {
        return PREFIX + traceId;
    }

    /** The item, to be deleted that long after the trace began. */
    static Map<String, AttributeValue> of(ExecutionTrace trace, Duration ttl) {
        Map<String, AttributeValue> item = new HashMap<>(LedgerItem.key(id(trace.traceId())));
        item.put(DOCUMENT, LedgerItem.text(document(trace)));
        item.put(LedgerItem.EXPIRATION, LedgerItem.expiration(trace.startedAt().plus(ttl)));
        if (trace.trigger().issueKey() != null) {
            item.put(ISSUE, LedgerItem.text(trace.trigger().issueKey()));
            item.put(BEGAN, LedgerItem.text(TraceJson.time(trace.startedAt()) + "#" + trace.traceId()));
        }
        return item;
    }

    static ExecutionTrace trace(Map<String, AttributeValue> item) {
        return ExecutionTrace.fromJson(item.get(DOCUMENT).s());
    }

    private static String document(ExecutionTrace trace) {
        String document = trace.toJson();
        for (int kept = trace.steps().size(); isTooLong(document) && kept > 0; ) {
            kept /= 2;
            document = cut(trace, kept).toJson();
        }
        return document;
    }

    private static boolean isTooLong(String document) {
        return document.getBytes(StandardCharsets.UTF_8).length > LONGEST_DOCUMENT;
    }

    private static ExecutionTrace cut(ExecutionTrace trace, int kept) {
        String plan = trace.executionPlanSummary() == null ? "" : trace.executionPlanSummary();
        String shortened = plan.length() > LONGEST_PLAN ? plan.substring(0, LONGEST_PLAN) + "…" : plan;
        return new ExecutionTrace(
                trace.traceId(),
                trace.trigger(),
                trace.intentType(),
                trace.pipelineStatus(),
                trace.startedAt(),
                trace.completedAt(),
                trace.steps().subList(0, kept),
                trace.finalError(),
                (shortened + " [stored without its last steps: " + kept + " of "
                                + trace.steps().size() + " are kept]")
                        .strip());
    }
}
