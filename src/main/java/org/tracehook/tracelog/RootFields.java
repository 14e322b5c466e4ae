package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Begins each line of one invocation with the root keys that all lines have. */
final class RootFields {

    /** Raised when a reader of older lines would misread newer ones; keys may be added without. */
    private static final int SCHEMA_VERSION = 1;

    private final InvocationContext invocation;
    private final String deliveryId;

    /** The root keys of that delivery's lines; its id is null when Jira sent none. */
    RootFields(InvocationContext invocation, String deliveryId) {
        this.invocation = invocation;
        this.deliveryId = deliveryId;
    }

    /** A line with its root keys, absent values as null. */
    ObjectNode begin(String event, String traceId, String issueKey, String intentType) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("event", event);
        line.put("schema_version", SCHEMA_VERSION);
        line.put("trace_id", traceId);
        line.put("delivery_id", deliveryId);
        line.put("issue_key", issueKey);
        line.put("intent_type", intentType);
        line.put("request_id", invocation.requestId());
        line.put("xray_trace_id", invocation.xrayTraceId());
        line.put("cold_start", invocation.coldStart());
        return line;
    }

    /** Puts metrics of that moment into the line, in the function's own namespace. */
    Metrics metrics(ObjectNode line, Instant at) {
        return new Metrics(line, invocation.function().name(), at);
    }
}
