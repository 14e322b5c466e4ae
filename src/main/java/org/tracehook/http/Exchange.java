package org.tracehook.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;

/**
 * Sends HTTP requests. The client is made for the first of them; it follows no redirect, asks no proxy, sends nothing twice
 * and knows no credentials.
 */
public final class Exchange {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final LazyClient client = new LazyClient(CONNECT_TIMEOUT);

    /** An exchange that nothing was sent in. */
    public Exchange() {}

    /**
     * Sends the request and waits for the whole answer.
     *
     * @param longest the most bytes to be read of a body, by the status; of 0, it is not even waited for
     * @param time for everything, from the connection to the body's end
     * @throws InterruptedException if the thread was interrupted; the exchange is then aborted
     */
    public HttpAnswer send(HttpRequest request, IntUnaryOperator longest, Duration time)
            throws InterruptedException, NoAnswerException {
        AtomicBoolean began = new AtomicBoolean();
        CompletableFuture<HttpResponse<Optional<byte[]>>> response =
                client.get().sendAsync(request, bounded(longest, began));
        try {
            HttpResponse<Optional<byte[]>> whole = response.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return new HttpAnswer(whole.statusCode(), whole.headers(), whole.body());
        } catch (TimeoutException e) {
            throw NoAnswerException.silent();
        } catch (ExecutionException e) {
            throw NoAnswerException.of(e.getCause(), began.get());
        } finally {
            response.cancel(true);
        }
    }

    private static BodyHandler<Optional<byte[]>> bounded(IntUnaryOperator longest, AtomicBoolean began) {
        return answer -> {
            began.set(true);
            return new BoundedBody(longest.applyAsInt(answer.statusCode()));
        };
    }
}
