package org.tracehook.agent.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.remote.RemoteReply.InvalidReplyException;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.Exchange;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.http.NoAnswerException;
import org.tracehook.http.WebAddress;

/** Asks a remote agent, with no other credentials than the endpoint's token. */
record RemoteCall(Exchange exchange, RemoteEndpoint endpoint) {

    private static final Logger LOG = Logger.getLogger(RemoteCall.class.getName());

    /**
     * An attempt may go on a little longer than the step: then it is always the orchestrator that ends it, and the same run
     * has the same words.
     */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** The pause before a question when the agent does not ask for another. */
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(2);

    private static final Duration DELETE_LIMIT = Duration.ofSeconds(3);

    /** The status of a reply that has a body to read. */
    private static final int OK = 200;

    /** The status of work whose reply comes later. */
    private static final int ACCEPTED = 202;

    /**
     * Sends the document and waits. Nothing is read of a reply that is no 200.
     *
     * @param deadline when the step must have ended
     * @param number which attempt it is, from 1
     * @throws InterruptedException if the step ran out of time; the exchange is then aborted
     */
    Attempt post(RequestDocument document, Deadline deadline, int number) throws InterruptedException {
        HttpRequest request = request(endpoint.url(), document.traceparent())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(document.json(), StandardCharsets.UTF_8))
                .build();
        try {
            HttpAnswer answer = send(request, deadline);
            return switch (answer.status()) {
                case OK -> Attempt.last(replied(answer));
                case ACCEPTED -> accepted(answer, endpoint.url(), null);
                default -> failures().answered(answer, number, endpoint.property("url"));
            };
        } catch (NoAnswerException e) {
            return failures().unanswered(e, failures().timedOut(document.time()));
        }
    }

    /**
     * Asks for the reply of accepted work, and waits as {@link #post} does.
     *
     * @param location where to ask, of the same origin as the endpoint
     * @param number how often that was tried in a row, from 1
     */
    Attempt ask(URI location, String traceparent, Deadline deadline, int number) throws InterruptedException {
        Duration time = time(deadline);
        try {
            HttpAnswer answer = send(request(location, traceparent).GET().build(), deadline);
            return switch (answer.status()) {
                case OK -> Attempt.last(replied(answer));
                case ACCEPTED -> accepted(answer, location, location);
                default -> failures().answered(answer, number, "the Location of its 202");
            };
        } catch (NoAnswerException e) {
            // Unlike the request itself, the question may be asked again.
            Attempt silent = new Attempt(failures().silent(time).outcome(), true, Duration.ZERO, null);
            return failures().unanswered(e, silent);
        }
    }

    /** Tells the agent, beside whatever goes on here, that nobody asks for the work any more. */
    void abandon(URI location) {
        Thread daemon = new Thread(() -> delete(location), "remote-agent-delete");
        daemon.setDaemon(true);
        daemon.start();
    }

    private void delete(URI location) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(location).header("User-Agent", "Tracehook");
            endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
            exchange.send(request.DELETE().build(), status -> 0, DELETE_LIMIT);
        } catch (NoAnswerException | InterruptedException | RuntimeException e) {
            LOG.log(
                    Level.INFO,
                    "{0} perhaps goes on with work that nobody asks for any more: DELETE was not answered",
                    endpoint.name());
        }
    }

    /** Says how this agent failed. */
    RemoteFailures failures() {
        return new RemoteFailures(endpoint);
    }

    /** How long the agent has to answer one request. */
    Duration time(Deadline deadline) {
        return deadline.cut(endpoint.config().timeout());
    }

    private HttpAnswer send(HttpRequest request, Deadline deadline) throws NoAnswerException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Nothing was sent: the step was cancelled");
        }
        return exchange.send(
                request, status -> status == OK ? endpoint.longestReply() : 0, time(deadline.later(GRACE)));
    }

    private HttpRequest.Builder request(URI url, String traceparent) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Accept", "application/json")
                .header("User-Agent", "Tracehook")
                .header("traceparent", traceparent);
        endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    /**
     * The agent works on, and says where to ask for its reply.
     *
     * @param asked the URL of the request
     * @param known where to ask if this answer has no {@code Location}, and where nobody asks any more if it has one that is
     *     elsewhere; null when it must have one
     */
    private Attempt accepted(HttpAnswer answer, URI asked, URI known) {
        List<String> locations = answer.headers().allValues("Location");
        if (locations.isEmpty() && known == null) {
            return Attempt.last(failures().of("answered 202 without a Location: say there where to ask for the reply"));
        }
        URI location = locations.isEmpty() ? known : resolved(asked, locations.get(0));
        if (location == null
                || location.getRawUserInfo() != null
                || !WebAddress.origin(location).equals(WebAddress.origin(endpoint.url()))) {
            Optional.ofNullable(known).ifPresent(this::abandon);
            return Attempt.last(failures()
                    .of("answered 202 with a Location that is not below scheme, host and port of "
                            + endpoint.property("url") + ": nothing is asked elsewhere"));
        }
        return new Attempt(null, false, answer.retryAfter().orElse(USUAL_PAUSE), location);
    }

    /**
     * Null when the text is no reference. The JDK would join a base without a path with the reference's first word, and leave
     * out the path's last part before a query alone.
     */
    private static URI resolved(URI base, String reference) {
        try {
            URI from = base.getRawPath().isEmpty() ? base.resolve("/") : base;
            URI location = from.resolve(new URI(reference.startsWith("?") ? from.getRawPath() + reference : reference));
            return new URI(location.toASCIIString().replaceFirst("#.*", ""));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    private AgentOutcome replied(HttpAnswer answer) {
        try {
            return new RemoteReply(answer.json(endpoint.longestReply())).outcome(endpoint.name());
        } catch (InvalidJsonException | InvalidReplyException e) {
            return failures().invalid(e.getMessage());
        }
    }

    /**
     * How one attempt ended.
     *
     * @param outcome what it means for the step, if it is the last; null when the agent accepted the work
     * @param mayRepeat whether the request may be sent again
     * @param retryAfter how long the agent asks to wait before the next request; zero when it did not say
     * @param location where to ask for the reply of accepted work; else null
     */
    record Attempt(AgentOutcome outcome, boolean mayRepeat, Duration retryAfter, URI location) {

        static Attempt last(AgentOutcome outcome) {
            return new Attempt(outcome, false, Duration.ZERO, null);
        }
    }
}
