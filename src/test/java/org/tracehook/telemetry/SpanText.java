package org.tracehook.telemetry;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** An export as lines that a person can compare: everything that a receiver gets. */
public final class SpanText {

    private final StringBuilder text = new StringBuilder();

    private SpanText() {}

    /** The lines of a request. */
    public static String of(ExportTraceServiceRequest request) {
        SpanText lines = new SpanText();
        request.getResourceSpansList().forEach(lines::add);
        return lines.text.toString();
    }

    private void add(ResourceSpans resource) {
        text.append("resource\n");
        add("  ", resource.getResource().getAttributesList());
        for (ScopeSpans scope : resource.getScopeSpansList()) {
            text.append("scope ").append(scope.getScope().getName()).append('\n');
            scope.getSpansList().forEach(this::add);
        }
    }

    private void add(Span span) {
        text.append("\nspan ").append(span.getName()).append('\n');
        line("trace", hex(span.getTraceId()));
        line("id", hex(span.getSpanId()));
        line("parent", hex(span.getParentSpanId()));
        line("flags", Integer.toHexString(span.getFlags()));
        line("kind", span.getKind());
        line("start", time(span.getStartTimeUnixNano()));
        line("end", time(span.getEndTimeUnixNano()));
        line("status", span.getStatus().getCode() + " " + span.getStatus().getMessage());
        add("  ", span.getAttributesList());
        span.getEventsList().forEach(event -> {
            line("event", event.getName() + " " + time(event.getTimeUnixNano()));
            add("    ", event.getAttributesList());
        });
        span.getLinksList().forEach(link -> {
            line("link", hex(link.getTraceId()) + " " + hex(link.getSpanId()));
            add("    ", link.getAttributesList());
        });
    }

    private void add(String indent, List<KeyValue> attributes) {
        attributes.forEach(attribute -> text.append(indent)
                .append(attribute.getKey())
                .append(" = ")
                .append(value(attribute.getValue()))
                .append('\n'));
    }

    private void line(String name, Object value) {
        text.append("  ").append((name + " " + value).strip()).append('\n');
    }

    /** A number without quotes, a text with them. */
    private static String value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> '"' + value.getStringValue() + '"';
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> value.getDoubleValue() + "d";
            default -> value.getValueCase().toString();
        };
    }

    private static Instant time(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    /** Ids as everybody writes them. */
    static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
