package org.tracehook.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.deadline.Backoff;
import org.tracehook.deadline.Deadline;
import org.tracehook.feedback.FeedbackConfig.Deployment;
import org.tracehook.http.Exchange;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.http.NoAnswerException;

/** Calls to the REST API of one Jira until a deadline. Nothing but the configured base URL is ever called. */
final class JiraCalls {

    /** In bytes; a page of comments of the greatest length has less. */
    static final int LONGEST_ANSWER = 4 << 20;

    private static final int LONGEST_REFUSAL = 64 << 10;

    /** Jira does not answer in less time. */
    private static final Duration SHORTEST_ATTEMPT = Duration.ofMillis(100);

    private static final int MOST_ATTEMPTS = 6;

    private final JiraSite site;
    private final Connection connection;
    private final Deadline deadline;

    JiraCalls(JiraSite site, Connection connection, Deadline deadline) {
        this.site = site;
        this.connection = connection;
        this.deadline = deadline;
    }

    Deployment deployment() {
        return site.deployment();
    }

    /** Reads; repeats that while Jira is busy or does not answer. */
    ObjectNode get(String path) throws JiraException, InterruptedException {
        return repeated("GET", path, BodyPublishers.noBody());
    }

    /** Replaces; repeats that while Jira is busy or does not answer. */
    ObjectNode put(String path, ObjectNode body) throws JiraException, InterruptedException {
        return repeated("PUT", path, publisher(body));
    }

    private ObjectNode repeated(String method, String path, BodyPublisher body)
            throws JiraException, InterruptedException {
        for (int attempts = 1; ; attempts++) {
            try {
                return once(method, path, body, deadline.remaining());
            } catch (JiraException e) {
                if (e.kind() == JiraException.Kind.REFUSED || e.kind() == JiraException.Kind.UNREADABLE) {
                    throw e;
                }
                pause(e, attempts);
            }
        }
    }

    /** Posts once. Before it is repeated, the caller looks whether it was done, for which a third of the time is left. */
    ObjectNode post(String path, ObjectNode body) throws JiraException, InterruptedException {
        return once(
                "POST",
                path,
                publisher(body),
                deadline.remaining().multipliedBy(2).dividedBy(3));
    }

    /**
     * Waits before the next attempt.
     *
     * @param attempts how many there were
     * @throws JiraException the failure, if there were six attempts or too little time is left
     */
    void pause(JiraException failure, int attempts) throws JiraException, InterruptedException {
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        if (attempts >= MOST_ATTEMPTS || !connection.backoff().pause(attempts, asked, deadline)) {
            throw failure;
        }
    }

    private String authorization() throws JiraException {
        try {
            return site.authorization();
        } catch (SecretUnavailableException e) {
            throw JiraException.refused(e.getMessage());
        }
    }

    private ObjectNode once(String method, String path, BodyPublisher body, Duration time)
            throws JiraException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("nothing was sent");
        }
        if (time.compareTo(SHORTEST_ATTEMPT) < 0) {
            throw JiraException.refused("there was no time left to ask Jira: raise tracehook.deadline.reserve");
        }
        HttpRequest request = HttpRequest.newBuilder(site.resource(path))
                .header("Authorization", authorization())
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("User-Agent", "Tracehook")
                .method(method, body)
                .build();
        try {
            return read(connection.exchange().send(request, JiraCalls::longest, time));
        } catch (NoAnswerException e) {
            throw JiraException.lost(e, time);
        }
    }

    private static int longest(int status) {
        return status / 100 == 2 ? LONGEST_ANSWER : status == 400 ? LONGEST_REFUSAL : 0;
    }

    private static ObjectNode read(HttpAnswer answer) throws JiraException {
        if (answer.status() / 100 != 2) {
            throw JiraException.of(answer);
        }
        if (answer.status() == 204) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return answer.json(LONGEST_ANSWER);
        } catch (InvalidJsonException e) {
            throw JiraException.unreadable(answer, e);
        }
    }

    private static BodyPublisher publisher(ObjectNode body) {
        return BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8);
    }

    /**
     * How Jira is reached.
     *
     * @param exchange sends requests, all of them over one client
     * @param backoff waits between them
     */
    record Connection(Exchange exchange, Backoff backoff) {}
}
