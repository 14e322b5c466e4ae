package org.tracehook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.tracehook.deadline.Backoff;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.ApiException.Kind;

/** Calls to one API until a deadline. While it is busy or does not answer, what may be sent twice is sent up to six times. */
public abstract class ApiCalls {

    /** In bytes; a page of Jira's longest comments has less, and GitHub describes a pull request in 25 KB. */
    public static final int LONGEST_ANSWER = 4 << 20;

    private static final int LONGEST_REFUSAL = 64 << 10;

    /** No API answers in less time. */
    private static final Duration SHORTEST_ATTEMPT = Duration.ofMillis(100);

    private static final int MOST_ATTEMPTS = 6;

    private final Connection connection;
    private final Deadline deadline;

    /** Calls over that connection until that deadline. */
    protected ApiCalls(Connection connection, Deadline deadline) {
        this.connection = connection;
        this.deadline = deadline;
    }

    /** The secret for the next request; it may be fetched until the deadline. */
    protected abstract String token(Deadline deadline) throws ApiException, InterruptedException;

    /** A request for the resource of that path, with that secret and no other header. */
    protected abstract HttpRequest.Builder request(String path, String token);

    /** Forgets a token that was refused, if another one can be had: then true. */
    protected boolean renew(String refused) {
        return false;
    }

    /** What an answer means that is no success. */
    protected abstract ApiException refusal(HttpAnswer answer);

    /** What it means that there was no answer in that time. */
    protected abstract ApiException lost(NoAnswerException cause, Duration waited);

    /** What is said when no time is left. */
    protected abstract String late();

    /** Reads; repeats that while the API is busy or does not answer. */
    public final HttpAnswer get(String path) throws ApiException, InterruptedException {
        return repeated(new Call("GET", path, BodyPublishers.noBody()));
    }

    /** Replaces; repeats that while the API is busy or does not answer. */
    public final HttpAnswer put(String path, ObjectNode document) throws ApiException, InterruptedException {
        return repeated(new Call("PUT", path, publisher(document)));
    }

    /** Posts what may be posted twice; repeats that while the API is busy or does not answer. */
    public final HttpAnswer postRepeatedly(String path, ObjectNode document) throws ApiException, InterruptedException {
        return repeated(new Call("POST", path, publisher(document)));
    }

    /** Posts once. Before it is repeated, the caller looks whether it was done, for which a third of the time is left. */
    public final HttpAnswer post(String path, ObjectNode document) throws ApiException, InterruptedException {
        Duration time = deadline.remaining().multipliedBy(2).dividedBy(3);
        return authorized(new Call("POST", path, publisher(document)), time);
    }

    private static BodyPublisher publisher(ObjectNode document) {
        return BodyPublishers.ofString(document.toString(), StandardCharsets.UTF_8);
    }

    private HttpAnswer repeated(Call call) throws ApiException, InterruptedException {
        for (int attempts = 1; ; attempts++) {
            try {
                return authorized(call, deadline.remaining());
            } catch (ApiException e) {
                if (e.kind() != Kind.BUSY && e.kind() != Kind.LOST) {
                    throw e;
                }
                pause(e, attempts);
            }
        }
    }

    /**
     * Waits before the next attempt.
     *
     * @param attempts how many there were
     * @throws ApiException the failure, if there were six attempts or too little time is left
     */
    public final void pause(ApiException failure, int attempts) throws ApiException, InterruptedException {
        if (attempts >= MOST_ATTEMPTS || !connection.backoff().pause(attempts, failure.retryAfter(), deadline)) {
            throw failure;
        }
    }

    /** A token that was revoked before its time is renewed once. */
    private HttpAnswer authorized(Call call, Duration time) throws ApiException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("nothing was sent");
        }
        if (time.compareTo(SHORTEST_ATTEMPT) < 0) {
            throw ApiException.refused(late());
        }
        String token = fetchedToken();
        HttpAnswer answer = once(call, token, time);
        if (answer.status() == 401 && renew(token)) {
            answer = once(call, fetchedToken(), time);
        }
        if (answer.status() / 100 != 2) {
            throw refusal(answer);
        }
        return answer;
    }

    /** What fetches a token repeats that itself: a call without one is not repeated. */
    private String fetchedToken() throws ApiException, InterruptedException {
        try {
            return token(deadline);
        } catch (ApiException e) {
            throw ApiException.refused(e.getMessage());
        }
    }

    private HttpAnswer once(Call call, String token, Duration time) throws ApiException, InterruptedException {
        HttpRequest request = request(call.path(), token)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("User-Agent", "Tracehook")
                .method(call.method(), call.body())
                .build();
        try {
            return connection.exchange().send(request, ApiCalls::longest, time);
        } catch (NoAnswerException e) {
            throw lost(e, time);
        }
    }

    /** Other refusals say nothing that is shown. */
    private static int longest(int status) {
        return status / 100 == 2
                ? LONGEST_ANSWER
                : status == 400 || status == 409 || status == 422 ? LONGEST_REFUSAL : 0;
    }

    /** One request. */
    private record Call(String method, String path, BodyPublisher body) {}

    /**
     * How an API is reached.
     *
     * @param exchange sends requests, all of them over one client
     * @param backoff waits between them
     */
    public record Connection(Exchange exchange, Backoff backoff) {

        /** A connection that opens nothing before the first request. */
        public Connection() {
            this(new Exchange(), Backoff.betweenRequests());
        }
    }
}
