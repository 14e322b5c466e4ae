package org.tracehook.agent.remote;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tracehook.agent.AgentOutcome;

/**
 * An HTTP reply.
 *
 * @param status the status code
 * @param headers the agent's words: not to be shown
 * @param body the whole body of a 200, or empty when it is longer than {@link JsonPost#LONGEST_REPLY}
 */
record Reply(int status, HttpHeaders headers, Optional<byte[]> body) implements Answer {

    /** The status of a reply that has a body to read. */
    static final int OK = 200;

    private static final int TOO_MANY_REQUESTS = 429;

    /** Seconds alone: the other form, a date, is another machine's clock. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    @Override
    public boolean invitesRetry() {
        return status == TOO_MANY_REQUESTS || status >= 500;
    }

    @Override
    public Duration retryAfter() {
        return headers.firstValue("Retry-After")
                .map(String::strip)
                .filter(text -> SECONDS.matcher(text).matches())
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
    }

    @Override
    public AgentOutcome outcome(Endpoint endpoint, int attempts) {
        if (status != OK) {
            return new AgentOutcome.Failure("Agent failed: " + endpoint.name() + " " + problem(endpoint, attempts));
        }
        try {
            return new ReplyReading(JsonBody.object(headers, body)).outcome(endpoint);
        } catch (InvalidReplyException e) {
            return new AgentOutcome.Failure(e.error(endpoint));
        }
    }

    private String problem(Endpoint endpoint, int attempts) {
        if (invitesRetry()) {
            return "answered " + status + " to " + attempts + (attempts == 1 ? " attempt" : " attempts");
        }
        if (status >= 300 && status < 400) {
            return "answered with a redirect (" + status + "): redirects are not followed, correct "
                    + endpoint.property("url");
        }
        return switch (status) {
            case 401, 403 -> "answered " + status + ": check " + endpoint.property("token");
            case 404, 405, 410 -> "answered " + status + ": check " + endpoint.property("url");
            default -> "answered " + status + ", not 200";
        };
    }

    /** Names the status, nothing of what the agent wrote. */
    @Override
    public String toString() {
        return "Reply[" + status + "]";
    }
}
