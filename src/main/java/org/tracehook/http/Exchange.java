package org.tracehook.http;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Sends HTTP requests through the JDK's client, which is made for the first of them, since it starts threads. It follows no
 * redirect, asks no proxy, sends nothing twice and knows no credentials; a connection serves the next request.
 */
public final class Exchange {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration UNTIL_INTERRUPTED = Duration.ofNanos(Long.MAX_VALUE);

    private final Duration connectTimeout;
    private HttpClient client;

    /** An exchange that waits three seconds for a connection. */
    public Exchange() {
        this(CONNECT_TIMEOUT);
    }

    /** An exchange that waits that long for a connection. */
    public Exchange(Duration connectTimeout) {
        this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
    }

    /**
     * Sends the request and waits for the whole answer.
     *
     * @param longest the most bytes to be read of a body, by the status; of 0, it is not even waited for
     * @param time for everything, from the connection to the body's end
     * @throws InterruptedException if the thread was interrupted; the exchange is then aborted
     */
    public HttpAnswer send(HttpRequest request, IntUnaryOperator longest, Duration time)
            throws InterruptedException, NoAnswerException {
        HttpResponse<Optional<byte[]>> whole =
                answer(request, head -> new BoundedBody(longest.applyAsInt(head.statusCode())), time);
        return new HttpAnswer(whole.statusCode(), whole.headers(), whole.body());
    }

    /**
     * Sends the request and waits for the head of the answer, however long that takes.
     *
     * @param mayCome gets the number of bytes of each read before they are handed out; false ends the body with an exception
     * @return the answer, whose body still arrives; an interrupt ends a read of it, and closing it ends the connection
     * @throws InterruptedException if the thread was interrupted; the exchange is then aborted
     */
    public HttpResponse<InputStream> open(HttpRequest request, IntPredicate mayCome)
            throws InterruptedException, NoAnswerException {
        return answer(request, head -> new StreamingBody(mayCome), UNTIL_INTERRUPTED);
    }

    /** The connection of a request that gets no answer is closed. */
    private <T> HttpResponse<T> answer(HttpRequest request, BodyHandler<T> body, Duration time)
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
