package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Begins the lines of one invocation: with the root keys that all of them have. */
final class Lines {

    /** Raised when a reader of older lines would misread newer ones; keys may be added without. */
    private static final int SCHEMA_VERSION = 1;

    private final InvocationContext invocation;
    private final String deliveryId;

    /** Lines of that delivery; its id is null when Jira sent none. */
    Lines(InvocationContext invocation, String deliveryId) {
        this.invocation = invocation;
        this.deliveryId = deliveryId;
    }

    /** A line with its root keys, absent values as null. */
    ObjectNode begin(String event, String traceId, String issueKey, String intentType) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put(LineKey.EVENT.wire, event);
        line.put(LineKey.SCHEMA_VERSION.wire, SCHEMA_VERSION);
        line.put(LineKey.TRACE_ID.wire, traceId);
        line.put(LineKey.DELIVERY_ID.wire, deliveryId);
        line.put(LineKey.ISSUE_KEY.wire, issueKey);
        line.put(LineKey.INTENT_TYPE.wire, intentType);
        line.put(LineKey.REQUEST_ID.wire, invocation.requestId());
        line.put(LineKey.XRAY_TRACE_ID.wire, invocation.xrayTraceId());
        line.put(LineKey.COLD_START.wire, invocation.coldStart());
        return line;
    }

    /** Puts metrics of that moment into the line, in the function's own namespace. */
    Metrics metrics(ObjectNode line, Instant at) {
        return Metrics.on(line, invocation.function().name(), at);
    }

    /** Copies members, in their order. */
    static void copy(JsonNode from, ObjectNode to, String... keys) {
        for (String key : keys) {
            to.set(key, from.path(key));
        }
    }
}
