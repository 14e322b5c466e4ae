package org.tracehook.viewer;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.TraceJson;

/**
 * A response of the page's server or of the local gateway.
 *
 * @param status the HTTP status code
 * @param headers of the response, without its length
 * @param body may be empty
 */
record LocalResponse(int status, Map<String, List<String>> headers, byte[] body) {

    /** What the JDK's server takes for the length of no body. */
    private static final int NO_BODY = -1;

    /** A document as text. */
    static LocalResponse of(int status, String mediaType, String body) {
        return new LocalResponse(
                status, Map.of("Content-Type", List.of(mediaType)), body.getBytes(StandardCharsets.UTF_8));
    }

    /** A JSON document. */
    static LocalResponse json(JsonNode document) {
        return of(200, "application/json", document.toString());
    }

    /** What is wrong with a request, in the words of the webhook's replies. */
    static LocalResponse problem(ProblemKind kind, String detail) {
        return problem(new Problem(kind, detail).document());
    }

    /** The body is no webhook. */
    static LocalResponse malformed(InvalidJsonException why) {
        return problem(ProblemKind.MALFORMED, why.getMessage() + ": send the body of one webhook, a JSON object.");
    }

    /** The request does not come from this machine, or from another page. */
    static LocalResponse forbidden(String detail) {
        return problem(new Problem.Document("urn:tracehook:problem:forbidden", "Forbidden", 403, detail));
    }

    /** The function cannot be reached now. */
    static LocalResponse unavailable(String detail) {
        return problem(new Problem.Document("urn:tracehook:problem:unavailable", "Unavailable", 503, detail));
    }

    /** The function did not reply, for that reason. */
    static LocalResponse noReply(Throwable why) {
        String message = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        return unavailable(
                "The function gave no reply (" + message + "): look at the console of dev mode, and send it again.");
    }

    private static LocalResponse problem(Problem.Document document) {
        return of(document.status(), Problem.MEDIA_TYPE, TraceJson.write(document));
    }

    /** Sends it as the response of that exchange. */
    void send(HttpExchange exchange) throws IOException {
        Headers sent = exchange.getResponseHeaders();
        headers.forEach(sent::put);
        if (body.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, NO_BODY);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
