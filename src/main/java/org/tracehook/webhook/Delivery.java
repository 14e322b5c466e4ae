package org.tracehook.webhook;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tracehook.deadline.Deadline;
import org.tracehook.trace.Scrubber;
import org.tracehook.tracelog.Invocation;

/**
 * One HTTP request to the webhook, as it came.
 *
 * @param headers as the gateway handed them over
 * @param body the exact bytes, never null
 * @param pathKey the issue key from the URL; null when the URL has none
 * @param sourceAddress the sender's IP address; null when unknown
 * @param call the platform's call that brought it
 */
record Delivery(Headers headers, byte[] body, String pathKey, String sourceAddress, Call call) {

    static final String IDENTIFIER_HEADER = "x-atlassian-webhook-identifier";

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

    /** In UTF-16 units; twice what they have when nobody meddles with them. */
    private static final int LONGEST_ID = 250;

    Delivery {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(call, "call");
    }

    /** Jira's identifier of the delivery, the same when it is sent again; empty unless it has the shape of one. */
    Optional<String> identifier() {
        return headers.only(IDENTIFIER_HEADER)
                .filter(id -> IDENTIFIER.matcher(id).matches());
    }

    /** What its log lines have in common; whoever sends it chooses its identifier, and part of the X-Ray header. */
    Invocation invocation(Scrubber scrubber) {
        return new Invocation(
                scrubber.line(identifier().orElse(null)),
                scrubber.line(call.requestId(), LONGEST_ID),
                scrubber.line(call.xrayTraceId(), LONGEST_ID),
                call.coldStart(),
                Environment.functionName());
    }

    /** When its work must have ended. */
    Deadline deadline() {
        return call.deadline();
    }

    /** Names the delivery, never its content. */
    @Override
    public String toString() {
        return "Delivery[" + identifier().orElse("-") + ", " + body.length + " bytes]";
    }

    /**
     * The platform's call that brought a delivery.
     *
     * @param requestId Lambda's request id; null when unknown
     * @param xrayTraceId the X-Ray trace header; null when unknown
     * @param deadline when its work must have ended, counted from its beginning
     * @param coldStart whether it is the first of the process
     * @param functionArn the ARN by which the function was invoked, with the alias if there was one; null when unknown
     */
    record Call(String requestId, String xrayTraceId, Deadline deadline, boolean coldStart, String functionArn) {

        /** A call outside Lambda. */
        Call(String requestId, String xrayTraceId, Deadline deadline, boolean coldStart) {
            this(requestId, xrayTraceId, deadline, coldStart, null);
        }
    }
}
