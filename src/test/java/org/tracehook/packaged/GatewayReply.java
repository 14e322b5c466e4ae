package org.tracehook.packaged;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an HTTP API would send to the client.
 *
 * @param headers by name, in any case
 * @param body as text, decoded when it was base64
 */
record GatewayReply(int status, Map<String, String> headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the function's response, payload format 2.0; a reported failure is an error of the test. */
    static GatewayReply of(Answer answer) {
        if (answer instanceof Answer.Response response) {
            return parse(response.json());
        }
        throw new AssertionError("The function reported " + answer);
    }

    /** The body's JSON object, read strictly. */
    JsonNode json() {
        return StrictJson.object(body);
    }

    private static GatewayReply parse(String json) {
        try {
            JsonNode response = JSON.readTree(json);
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
                headers.put(header.getKey(), header.getValue().asText());
            }
            return new GatewayReply(response.path("statusCode").asInt(), headers, body(response));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String body(JsonNode response) {
        String body = response.path("body").asText("");
        return response.path("isBase64Encoded").asBoolean()
                ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                : body;
    }
}
