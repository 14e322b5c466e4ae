package org.tracehook.delivery;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tracehook.deadline.Deadline;
import org.tracehook.tracelog.InvocationContext;

/**
 * One HTTP request to the webhook.
 *
 * @param headers as the gateway handed them over
 * @param body the exact bytes, never null
 * @param pathKey the issue key from the URL; null when the URL has none
 * @param sourceAddress the sender's IP address; null when unknown
 * @param invocation the Lambda invocation that it arrived in
 */
public record Delivery(
        Headers headers, byte[] body, String pathKey, String sourceAddress, InvocationContext invocation) {

    /** The header in which Jira sends the identifier. */
    public static final String IDENTIFIER_HEADER = "x-atlassian-webhook-identifier";

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

    public Delivery {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(invocation, "invocation");
    }

    /** Jira's identifier of the delivery, the same when it is sent again; empty unless it has the shape of one. */
    public Optional<String> identifier() {
        return headers.only(IDENTIFIER_HEADER)
                .filter(id -> IDENTIFIER.matcher(id).matches());
    }

    /** The time by which its run must have ended. */
    public Deadline deadline() {
        return invocation.deadline();
    }

    /** Shows identifier and size, never the content. */
    @Override
    public String toString() {
        return "Delivery[" + identifier().orElse("-") + ", " + body.length + " bytes]";
    }
}
