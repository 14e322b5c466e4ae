package org.tracehook.viewer;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Sends requests on to the function as they came, and waits for the reply however long it takes, on the caller's thread:
 * that one goes on while dev mode replaces all classes.
 */
final class Forwarding {

    /** What belongs to a connection, not to what is sent on it, and the id that the mock of Lambda takes from a request. */
    private static final Set<String> NOT_HANDED_ON = Set.of(
            "connection",
            "content-length",
            "date",
            "expect",
            "host",
            "keep-alive",
            "lambda-runtime-aws-request-id",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Without the attempt at HTTP/2, which the mock of Lambda would take. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final FunctionAddress function;

    Forwarding(FunctionAddress function) {
        this.function = function;
    }

    /**
     * The function's reply.
     *
     * @param target path and query
     * @throws IOException if there is none
     */
    Reply send(String method, URI target, Headers headers, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + function.host() + ":" + function.port() + target))
                .method(method, BodyPublishers.ofByteArray(body));
        for (Map.Entry<String, List<String>> header : handedOn(headers).entrySet()) {
            for (String value : header.getValue()) {
                request.header(header.getKey(), value);
            }
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), handedOn(response.headers().map()), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static Headers handedOn(Map<String, List<String>> headers) {
        Headers handedOn = new Headers();
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if (!NOT_HANDED_ON.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                handedOn.put(header.getKey(), header.getValue());
            }
        }
        return handedOn;
    }

    /** A reply as it came. */
    record Reply(int status, Headers headers, byte[] body) {}
}
