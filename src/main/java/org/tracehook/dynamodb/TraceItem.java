package org.tracehook.dynamodb;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceJson;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Traces as items: the document, what finds it, and whether it is the last. */
final class TraceItem {

    static final String ISSUE = "issue";
    static final String ENDED = "ended";

    /** DynamoDB takes items of up to 400 KB, the names of their attributes included. */
    private static final int LONGEST_DOCUMENT = 350_000;

    /** In UTF-16 units, of a plan that is cut. */
    private static final int LONGEST_PLAN = 2_000;

    private TraceItem() {}

    static String id(String traceId) {
        return "TRACE#" + traceId;
    }

    /** The item, to be deleted that long after the trace began. */
    static Map<String, AttributeValue> of(ExecutionTrace trace, Duration ttl) {
        Map<String, AttributeValue> item =
                Item.of(id(trace.traceId()), document(trace), trace.startedAt().plus(ttl));
        if (trace.pipelineStatus().isTerminal()) {
            item.put(ENDED, AttributeValue.fromBool(true));
        }
        if (trace.trigger().issueKey() != null) {
            item.put(ISSUE, AttributeValue.fromS(trace.trigger().issueKey()));
            item.put("began", AttributeValue.fromS(TraceJson.time(trace.startedAt()) + "#" + trace.traceId()));
        }
        return item;
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
