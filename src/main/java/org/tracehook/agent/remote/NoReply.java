package org.tracehook.agent.remote;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;
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
    static NoReply unreached(IOException cause, Endpoint endpoint) {
        return new NoReply("Agent failed: " + endpoint.name() + " cannot be reached: " + why(cause), true);
    }

    /** Something came, and it was no whole HTTP reply. */
    static NoReply broken(Endpoint endpoint) {
        return new NoReply(new InvalidReplyException("it is no whole HTTP reply").error(endpoint), false);
    }

    private static String why(IOException cause) {
        if (cause instanceof SSLException) {
            return "TLS failed, check its certificate";
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return "there was no connection in time";
        }
        if (cause instanceof ConnectException) {
            return cause.getCause() instanceof UnresolvedAddressException
                    ? "its host has no address"
                    : "there is no connection";
        }
        return "the connection ended before a reply";
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
