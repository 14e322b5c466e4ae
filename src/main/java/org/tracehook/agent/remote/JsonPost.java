package org.tracehook.agent.remote;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Posts JSON documents. The HTTP client is made for the first of them; it follows no redirect, asks no proxy and knows no
 * other credentials than the endpoint's token.
 */
final class JsonPost {

    /** The longest reply, in bytes: 256 KB. */
    static final int LONGEST_REPLY = 256 << 10;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private HttpClient client;

    /**
     * Sends the document and waits.
     *
     * @param limit how long at most
     * @throws InterruptedException if the step ran out of time; the exchange is then aborted
     */
    Answer send(RequestDocument document, Endpoint endpoint, Duration limit) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Nothing was sent: the step was cancelled");
        }
        AtomicBoolean replied = new AtomicBoolean();
        CompletableFuture<HttpResponse<Optional<byte[]>>> response =
                client().sendAsync(request(document, endpoint), bounded(replied));
        try {
            return reply(response.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return NoReply.within(document.time(), endpoint);
        } catch (ExecutionException e) {
            return failure(e.getCause(), replied.get(), endpoint);
        } finally {
            response.cancel(true);
        }
    }

    private static Answer reply(HttpResponse<Optional<byte[]>> response) {
        return new Reply(response.statusCode(), response.headers(), response.body());
    }

    /** A failure of another type than IOException comes from the JDK's reading of headers. */
    private static Answer failure(Throwable cause, boolean replied, Endpoint endpoint) {
        boolean unreached = !replied && cause instanceof IOException && !(cause instanceof ProtocolException);
        return unreached ? NoReply.unreached((IOException) cause, endpoint) : NoReply.broken(endpoint);
    }

    private static HttpRequest request(RequestDocument document, Endpoint endpoint) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.url())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("User-Agent", "Tracehook")
                .header("traceparent", document.traceparent())
                .POST(BodyPublishers.ofString(document.json(), StandardCharsets.UTF_8));
        endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    /** Nothing is read of a reply that is no 200. */
    private static BodyHandler<Optional<byte[]>> bounded(AtomicBoolean replied) {
        return reply -> {
            replied.set(true);
            return new BoundedBody(reply.statusCode() == Reply.OK ? LONGEST_REPLY : 0);
        };
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
        }
        return client;
    }
}
