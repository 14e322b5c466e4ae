package org.tracehook.agent.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.http.JsonBody;

/**
 * An HTTP reply.
 *
 * @param http with the whole body of a 200, or none when it is longer than {@link JsonPost#LONGEST_REPLY}
 */
public record Reply(HttpAnswer http) implements Answer {

    /** The status of a reply that has a body to read. */
    static final int OK = 200;

    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public boolean invitesRetry() {
        return http.status() == TOO_MANY_REQUESTS || http.status() >= 500;
    }

    @Override
    public Duration retryAfter() {
        return http.retryAfter().orElse(Duration.ZERO);
    }

    @Override
    public AgentOutcome outcome(Endpoint endpoint, int attempts) {
        if (http.status() != OK) {
            return new AgentOutcome.Failure("Agent failed: " + endpoint.name() + " " + problem(endpoint, attempts));
        }
        try {
            return new ReplyReading(object()).outcome(endpoint);
        } catch (InvalidReplyException e) {
            return new AgentOutcome.Failure(e.error(endpoint));
        }
    }

    private ObjectNode object() throws InvalidReplyException {
        try {
            return JsonBody.object(http, JsonPost.LONGEST_REPLY);
        } catch (InvalidJsonException e) {
            throw new InvalidReplyException(e.getMessage());
        }
    }

    private String problem(Endpoint endpoint, int attempts) {
        int status = http.status();
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
        return "Reply[" + http.status() + "]";
    }
}
