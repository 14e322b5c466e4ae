package org.tracehook.agent.remote;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.tracehook.http.Exchange;
import org.tracehook.http.NoAnswerException;

/** Posts JSON documents, with no other credentials than the endpoint's token. */
final class JsonPost {

    /** The longest reply, in bytes: 256 KB. */
    static final int LONGEST_REPLY = 256 << 10;

    private final Exchange exchange = new Exchange();

    /**
     * Sends the document and waits. Nothing is read of a reply that is no 200.
     *
     * @param limit how long at most
     * @throws InterruptedException if the step ran out of time; the exchange is then aborted
     */
    Answer send(RequestDocument document, Endpoint endpoint, Duration limit) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Nothing was sent: the step was cancelled");
        }
        try {
            return new Reply(exchange.send(
                    request(document, endpoint), status -> status == Reply.OK ? LONGEST_REPLY : 0, limit));
        } catch (NoAnswerException e) {
            return switch (e.kind()) {
                case SILENT -> NoReply.within(document.time(), endpoint);
                case UNREACHED, UNTRUSTED -> NoReply.unreached(e.getMessage(), endpoint);
                case NO_HTTP -> NoReply.notHttp(endpoint);
                case BROKEN -> NoReply.broken(e.getMessage(), endpoint);
            };
        }
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
}
