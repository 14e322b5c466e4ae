package org.tracehook.packaged;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Builds the event that an HTTP API makes of a request, payload format 2.0: header names in lower case, repeated
 * headers joined by commas, the body as text or base64 by its content type.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
 *     Payload format version</a>
 */
final class GatewayEvent {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String method;
    private final String path;
    private final String query;
    private final Map<String, String> headers = new TreeMap<>();
    private byte[] body = new byte[0];
    private boolean binary;

    private GatewayEvent(String method, String pathAndQuery) {
        this.method = method;
        String[] parts = pathAndQuery.split("\\?", 2);
        this.path = parts[0];
        this.query = parts.length == 2 ? parts[1] : "";
        header("Host", "abcdef1234.execute-api.eu-west-1.amazonaws.com");
        header("X-Forwarded-For", "203.0.113.7");
        header("X-Forwarded-Proto", "https");
    }

    /** A request without body; the query, raw, may follow the path after a {@code ?}. */
    static GatewayEvent request(String method, String pathAndQuery) {
        return new GatewayEvent(method, pathAndQuery);
    }

    /** Adds a header; of several with the same name the gateway makes one, joined by commas. */
    GatewayEvent header(String name, String value) {
        headers.merge(name.toLowerCase(Locale.ROOT), value, (first, next) -> first + "," + next);
        return this;
    }

    /** Sets the body, as the client sent it. */
    GatewayEvent body(byte[] bytes) {
        body = bytes.clone();
        return this;
    }

    /** Sends the body as base64 whatever its type, as an API does that counts the type as binary. */
    GatewayEvent binary() {
        binary = true;
        return this;
    }

    /** The event as Lambda hands it over. */
    byte[] json() {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "2.0").put("routeKey", "$default");
        event.put("rawPath", path).put("rawQueryString", query);
        ObjectNode named = event.putObject("headers");
        headers.forEach(named::put);
        event.set("requestContext", requestContext());
        putBody(event);
        try {
            return JSON.writeValueAsBytes(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode requestContext() {
        ObjectNode context = JSON.createObjectNode();
        context.put("accountId", "123456789012").put("apiId", "abcdef1234").put("stage", "$default");
        context.put("domainName", headers.get("host")).put("routeKey", "$default");
        context.put("requestId", UUID.randomUUID().toString());
        context.put("time", "07/Aug/2026:01:37:53 +0000").put("timeEpoch", 1786066673815L);
        ObjectNode http = context.putObject("http");
        http.put("method", method).put("path", path).put("protocol", "HTTP/1.1");
        http.put("sourceIp", "203.0.113.7").put("userAgent", headers.get("user-agent"));
        return context;
    }

    private void putBody(ObjectNode event) {
        boolean text = !binary && isText(headers.getOrDefault("content-type", ""));
        event.put("isBase64Encoded", body.length > 0 && !text);
        if (body.length > 0) {
            event.put(
                    "body",
                    text
                            ? new String(body, StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(body));
        }
    }

    /** The gateway's rule: these types pass as text; all others, and a body without a type, as base64. */
    private static boolean isText(String contentType) {
        return contentType.matches("(?i)(text/.*|application/(json|xml|javascript)\\s*(;.*)?)");
    }
}
