package org.tracehook.packaged;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One request to {@link LambdaRuntimeApi} and its reply, both JSON. */
record JsonExchange(HttpExchange exchange) {

    /** The request's path. */
    String path() {
        return exchange.getRequestURI().getPath();
    }

    /** The request's header of that name; empty when there is none. */
    String header(String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of("")).get(0);
    }

    /** The request's body; can be read once. */
    String body() throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Sets a header of the reply. */
    void header(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    /** Sends the reply and ends the exchange. */
    void reply(int status, byte[] json) throws IOException {
        try (exchange) {
            // Without a type AWS' native client reads a null pointer and takes the JVM with it.
            header("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, json.length == 0 ? -1 : json.length);
            exchange.getResponseBody().write(json);
        }
    }

    /** Sends the reply and ends the exchange. */
    void reply(int status, String json) throws IOException {
        reply(status, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the exchange without a reply. */
    void abort() {
        exchange.close();
    }
}
