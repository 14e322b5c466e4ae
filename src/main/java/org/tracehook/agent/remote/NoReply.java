package org.tracehook.agent.remote;

import java.math.BigDecimal;
import java.time.Duration;
import org.tracehook.agent.AgentOutcome;

/**
 * No whole reply came.
 *
 * @param error the text of the trace; holds nothing that the agent sent
 * @param invitesRetry whether the request may be sent again
 */
record NoReply(String error, boolean invitesRetry) implements Answer {

    /** The agent was silent for that long; it may still be working. */
    static NoReply within(Duration time, Endpoint endpoint) {
        String seconds =
                BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
        return new NoReply("Agent failed: " + endpoint.name() + " gave no reply within " + seconds + " s", false);
    }

    /** There was no connection, or it ended before a reply began. */
    static NoReply unreached(String why, Endpoint endpoint) {
        return new NoReply("Agent failed: " + endpoint.name() + " cannot be reached: " + why, true);
    }

    /** Another service answers there; the request is not sent again, since it may have been read. */
    static NoReply notHttp(Endpoint endpoint) {
        return new NoReply(
                "Agent failed: " + endpoint.name() + " did not answer with HTTP: check " + endpoint.property("url"),
                false);
    }

    /** A reply began, and its body did not come as it should. */
    static NoReply broken(String why, Endpoint endpoint) {
        return new NoReply(new InvalidReplyException(why).error(endpoint), false);
    }

    @Override
    public Duration retryAfter() {
        return Duration.ZERO;
    }

    @Override
    public AgentOutcome outcome(Endpoint endpoint, int attempts) {
        return new AgentOutcome.Failure(error);
    }
}
