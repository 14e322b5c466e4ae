package org.tracehook.http;

import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The JDK's HTTP client, made when it is used first, since it starts threads; its connections serve the next request. It
 * follows no redirect, asks no proxy and knows no credentials.
 */
public final class LazyClient {

    private final Duration connectTimeout;
    private HttpClient client;

    /** A client that waits that long for a connection. */
    public LazyClient(Duration connectTimeout) {
        this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
    }

    /**
     * Sends the request and waits for the answer; the connection of an exchange that brings none is closed.
     *
     * @param body makes the answer's body
     * @param time for everything, from the connection to the body's end
     * @throws InterruptedException if the thread was interrupted; the exchange is then aborted
     */
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body, Duration time)
            throws InterruptedException, NoAnswerException {
        AtomicBoolean began = new AtomicBoolean();
        CompletableFuture<HttpResponse<T>> response = client().sendAsync(request, head -> {
            began.set(true);
            return body.apply(head);
        });
        try {
            return response.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw NoAnswerException.silent();
        } catch (ExecutionException e) {
            closeConnection(response);
            throw NoAnswerException.of(e.getCause(), began.get());
        } finally {
            response.cancel(true);
        }
    }

    /**
     * After a malformed head the JDK leaves the connection open for ever, and what has ended cannot be cancelled. A future
     * derived from it can, and its exchange with it, as {@link HttpClient#sendAsync} says; others go on.
     */
    private static void closeConnection(CompletableFuture<?> response) {
        response.newIncompleteFuture().cancel(true);
    }

    private synchronized HttpClient client() throws NoAnswerException {
        if (client == null) {
            try {
                client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(connectTimeout)
                        .build();
            } catch (UncheckedIOException e) {
                throw NoAnswerException.of(e.getCause(), false);
            }
        }
        return client;
    }
}
