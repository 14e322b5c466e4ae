package org.tracehook.agent.remote;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.remote.RemoteReply.InvalidReplyException;
import org.tracehook.deadline.Seconds;
import org.tracehook.http.Exchange;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.http.NoAnswerException;

/** Posts a request to a remote agent, with no other credentials than the endpoint's token, and says what the answer means. */
record RemoteCall(Exchange exchange, RemoteEndpoint endpoint) {

    /** The longest reply, in bytes: 256 KB. */
    static final int LONGEST_REPLY = 256 << 10;

    /** The status of a reply that has a body to read. */
    private static final int OK = 200;

    private static final int TOO_MANY_REQUESTS = 429;

    /**
     * Sends the document and waits. Nothing is read of a reply that is no 200.
     *
     * @param limit how long to wait at most
     * @param number which attempt it is, from 1
     * @throws InterruptedException if the step ran out of time; the exchange is then aborted
     */
    Attempt attempt(RequestDocument document, Duration limit, int number) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Nothing was sent: the step was cancelled");
        }
        try {
            HttpAnswer answer = exchange.send(request(document), status -> status == OK ? LONGEST_REPLY : 0, limit);
            return answer.status() == OK ? Attempt.last(replied(answer)) : failed(answer, number);
        } catch (NoAnswerException e) {
            return unanswered(e, document.time());
        }
    }

    private HttpRequest request(RequestDocument document) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.url())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("User-Agent", "Tracehook")
                .header("traceparent", document.traceparent())
                .POST(BodyPublishers.ofString(document.json(), StandardCharsets.UTF_8));
        endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private AgentOutcome replied(HttpAnswer answer) {
        try {
            return new RemoteReply(answer.json(LONGEST_REPLY)).outcome(endpoint.name());
        } catch (InvalidJsonException | InvalidReplyException e) {
            return invalid(e.getMessage());
        }
    }

    private Failure invalid(String why) {
        return new Failure("Agent failed: invalid reply from " + endpoint.name() + ": " + why);
    }

    private Attempt failed(HttpAnswer answer, int number) {
        int status = answer.status();
        if (status == TOO_MANY_REQUESTS || status >= 500) {
            Failure failure =
                    failure("answered " + status + " to " + number + (number == 1 ? " attempt" : " attempts"));
            return new Attempt(failure, true, answer.retryAfter().orElse(Duration.ZERO));
        }
        if (status >= 300 && status < 400) {
            return Attempt.last(failure("answered with a redirect (" + status
                    + "): redirects are not followed, correct " + endpoint.property("url")));
        }
        return Attempt.last(
                switch (status) {
                    case 401, 403 -> failure("answered " + status + ": " + tokenAdvice());
                    case 404, 405, 410 -> failure("answered " + status + ": check " + endpoint.property("url"));
                    default -> failure("answered " + status + ", not 200");
                });
    }

    /** On a loopback host a token may be missing, also by a variable that is empty. */
    private String tokenAdvice() {
        String property = endpoint.property("token");
        return endpoint.config().token().isPresent()
                ? "check " + property
                : "no token was sent, since " + property + " is not set or empty: set it";
    }

    private Attempt unanswered(NoAnswerException why, Duration time) {
        return switch (why.reason()) {
            case SILENT -> silent(time);
            case UNREACHED, UNTRUSTED ->
                new Attempt(failure("cannot be reached: " + why.getMessage()), true, Duration.ZERO);
            case NO_HTTP -> Attempt.last(failure("did not answer with HTTP: check " + endpoint.property("url")));
            case BROKEN -> Attempt.last(invalid(why.getMessage()));
        };
    }

    /** The agent gave no reply within that time; it may still be working. */
    Attempt silent(Duration time) {
        return Attempt.last(failure("gave no reply within " + Seconds.of(time) + " s"));
    }

    private Failure failure(String problem) {
        return new Failure("Agent failed: " + endpoint.name() + " " + problem);
    }

    /**
     * How one attempt ended.
     *
     * @param outcome what it means for the step, if it is the last
     * @param mayRepeat whether the request may be sent again
     * @param retryAfter how long the agent asks to wait before that; zero when it did not say
     */
    record Attempt(AgentOutcome outcome, boolean mayRepeat, Duration retryAfter) {

        private static Attempt last(AgentOutcome outcome) {
            return new Attempt(outcome, false, Duration.ZERO);
        }
    }
}
