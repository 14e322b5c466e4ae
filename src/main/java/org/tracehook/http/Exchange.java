package org.tracehook.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Sends HTTP requests whose answers are read as a whole; sends nothing twice. */
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
        HttpResponse<Optional<byte[]>> whole =
                client.send(request, head -> new BoundedBody(longest.applyAsInt(head.statusCode())), time);
        return new HttpAnswer(whole.statusCode(), whole.headers(), whole.body());
    }
}
