package org.tracehook.app;

import java.util.List;

/**
 * Lines among Tracehook's own that Lambda writes with LogFormat JSON, and one of its start.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html">Their schema</a>
 */
final class PlatformLines {

    static final String ERROR_MESSAGE = "Tracehook does not start, its configuration has 1 fault(s):";

    /** The report of a good invocation that was the first of its process. */
    static final String COLD = report("cold", "success", ",\"initDurationMs\":61.5");

    private PlatformLines() {}

    /** One of each kind. */
    static List<String> samples() {
        return List.of(
                "{\"time\":\"2026-01-26T18:16:54.700Z\",\"type\":\"platform.start\","
                        + "\"record\":{\"requestId\":\"cold\",\"version\":\"$LATEST\"}}",
                COLD,
                report("warm", "success", ""),
                report("slow", "timeout", ""),
                "{\"timestamp\":\"2026-01-26T18:16:54.701Z\",\"logger\":\"org.tracehook\",\"level\":\"ERROR\","
                        + "\"message\":\"Failed to start quarkus\",\"error_message\":\"" + ERROR_MESSAGE + "\"}",
                "START RequestId: text Version: $LATEST",
                "2026-01-26T18:16:54.702Z slow Task timed out after 29.00 seconds");
    }

    private static String report(String requestId, String status, String start) {
        return "{\"time\":\"2026-01-26T18:16:54.703Z\",\"type\":\"platform.report\",\"record\":{\"requestId\":\""
                + requestId + "\",\"status\":\"" + status + "\",\"metrics\":{\"durationMs\":12.5,"
                + "\"billedDurationMs\":13,\"memorySizeMB\":512,\"maxMemoryUsedMB\":60" + start + "}}}";
    }
}
