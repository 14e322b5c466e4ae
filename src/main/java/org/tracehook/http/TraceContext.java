package org.tracehook.http;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tracehook.config.Sha256;

/**
 * The ids of a span as W3C Trace Context has them, made of a trace's id and a step's number, so that a span has the same ids
 * wherever it is named: in the header that a remote agent gets, and in what is exported.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 */
public record TraceContext(String traceId, String spanId) {

    private static final int BYTES_OF_A_TRACE_ID = 16;
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");

    /** In the place of an id of zeros alone, which is forbidden. */
    private static final long NEVER_ZERO = 1;

    /** The number that stands for the whole pipeline. */
    private static final int PIPELINE = 0;

    /** The span of the pipeline with that trace. */
    public static TraceContext ofPipeline(String trace) {
        return ofStep(trace, PIPELINE);
    }

    /** The span of a step, counted from 1. */
    public static TraceContext ofStep(String trace, int number) {
        long id = ByteBuffer.wrap(Sha256.of(trace + "/" + number)).getLong();
        return new TraceContext(w3cTraceId(trace), HexFormat.of().toHexDigits(id == 0 ? NEVER_ZERO : id));
    }

    /** The trace's UUID without dashes; a hash of an id that W3C forbids: zeros alone, or no UUID. */
    private static String w3cTraceId(String trace) {
        String hex = trace.replace("-", "").toLowerCase(Locale.ROOT);
        return TRACE_ID.matcher(hex).matches()
                ? hex
                : HexFormat.of().formatHex(Sha256.of(trace), 0, BYTES_OF_A_TRACE_ID);
    }

    /** The header {@code traceparent}: version 00, the ids, and the flag "sampled". */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + "-01";
    }
}
