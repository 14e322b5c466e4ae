package org.tracehook.agent.remote;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.tracehook.agent.AgentRequest;

/** The {@code traceparent} header of W3C Trace Context, version 00; the same for all attempts at a step. */
final class Traceparent {

    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");

    private Traceparent() {}

    /** Version, trace id, a parent id made from trace id and step number, and the flag "sampled". */
    static String of(AgentRequest.Step step) {
        long parent = hash(step.traceId() + "/" + step.stepNumber()).getMostSignificantBits();
        return "00-" + traceId(step.traceId()) + "-" + String.format("%016x", parent) + "-01";
    }

    /** The trace's UUID without dashes; a hash of an id that W3C forbids: zeros alone, or no UUID. */
    private static String traceId(String id) {
        String hex = id.replace("-", "").toLowerCase(Locale.ROOT);
        return TRACE_ID.matcher(hex).matches() ? hex : hash(id).toString().replace("-", "");
    }

    /** Never zeros alone, in neither half: both hold bits of the UUID's version and variant. */
    private static UUID hash(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
