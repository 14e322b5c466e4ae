package org.tracehook.githost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.tracehook.deadline.Backoff;
import org.tracehook.deadline.Deadline;
import org.tracehook.githost.GitHostException.Kind;
import org.tracehook.http.Exchange;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.NoAnswerException;

/** Requests to the REST API of one git host, about one repository and until a deadline. Nothing else is ever called. */
final class HostCalls {

    /** In bytes. GitHub describes a pull request in 25 KB. */
    static final int LONGEST_ANSWER = 4 << 20;

    private static final int LONGEST_REFUSAL = 64 << 10;

    /** No host answers in less time. */
    private static final Duration SHORTEST_ATTEMPT = Duration.ofMillis(100);

    private static final int MOST_ATTEMPTS = 6;

    private final Connection connection;
    private final HostedRepository repository;
    private final Deadline deadline;

    HostCalls(Connection connection, HostedRepository repository, Deadline deadline) {
        this.connection = connection;
        this.repository = repository;
        this.deadline = deadline;
    }

    /** Reads; repeats that while the host is busy or does not answer. */
    HttpAnswer get(String path) throws GitHostException, InterruptedException {
        return repeated(new Call("GET", path, BodyPublishers.noBody()));
    }

    /** Posts what may be posted twice; repeats that while the host is busy or does not answer. */
    HttpAnswer postAgain(String path, ObjectNode document) throws GitHostException, InterruptedException {
        return repeated(new Call("POST", path, publisher(document)));
    }

    /** Posts once. Before it is repeated, the caller looks whether it was done, for which a third of the time is left. */
    HttpAnswer post(String path, ObjectNode document) throws GitHostException, InterruptedException {
        Duration time = deadline.remaining().multipliedBy(2).dividedBy(3);
        return authorized(new Call("POST", path, publisher(document)), time);
    }

    private static BodyPublisher publisher(ObjectNode document) {
        return BodyPublishers.ofString(document.toString(), StandardCharsets.UTF_8);
    }

    private HttpAnswer repeated(Call call) throws GitHostException, InterruptedException {
        for (int attempts = 1; ; attempts++) {
            try {
                return authorized(call, deadline.remaining());
            } catch (GitHostException e) {
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
     * @throws GitHostException the failure, if there were six attempts or too little time is left
     */
    void pause(GitHostException failure, int attempts) throws GitHostException, InterruptedException {
        if (attempts >= MOST_ATTEMPTS || !connection.backoff().pause(attempts, failure.retryAfter(), deadline)) {
            throw failure;
        }
    }

    /** A token that was revoked before its time is renewed once. */
    private HttpAnswer authorized(Call call, Duration time) throws GitHostException, InterruptedException {
        String token = connection.token().text(repository, deadline);
        HttpAnswer answer = once(call, token, time);
        if (answer.status() == 401 && connection.token().renew(token)) {
            answer = once(call, connection.token().text(repository, deadline), time);
        }
        if (answer.status() / 100 != 2) {
            throw connection.refusals().of(answer, repository);
        }
        return answer;
    }

    private HttpAnswer once(Call call, String token, Duration time) throws GitHostException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("nothing was sent");
        }
        if (time.compareTo(SHORTEST_ATTEMPT) < 0) {
            throw GitHostException.refused(
                    "there was no time left to ask " + connection.refusals().where());
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(connection.base() + call.path()))
                .headers(connection.refusals().api().authorization(token).toArray(String[]::new))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("User-Agent", "Tracehook")
                .method(call.method(), call.body())
                .build();
        try {
            return connection.exchange().send(request, HostCalls::longest, time);
        } catch (NoAnswerException e) {
            throw connection.refusals().lost(e, time);
        }
    }

    private static int longest(int status) {
        return status / 100 == 2 ? LONGEST_ANSWER : status / 100 == 4 ? LONGEST_REFUSAL : 0;
    }

    /** One request. */
    private record Call(String method, String path, BodyPublisher body) {}

    /**
     * How a host is reached.
     *
     * @param base the URL below which its API is, without a slash at the end
     * @param token lets us in
     * @param refusals says what an answer means that is none of success
     * @param exchange sends requests, all of them over one client
     * @param backoff waits between them
     */
    record Connection(URI base, HostToken token, Refusals refusals, Exchange exchange, Backoff backoff) {}
}
