package org.tracehook.viewer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.jira.JiraEvent;

/** Delivers a webhook to the function once more, the way Jira does: over HTTP, signed, as a delivery of its own. */
final class Replay {

    private static final String TIMESTAMP = "timestamp";

    /** Numbers stay as they were written. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final FunctionClient client = new FunctionClient();
    private final FunctionAddress function;
    private final Function<byte[], String> signature;

    /** Delivers to that function; {@code signature} gives the value of {@code X-Hub-Signature} for a body. */
    Replay(FunctionAddress function, Function<byte[], String> signature) {
        this.function = function;
        this.signature = signature;
    }

    /** The function's reply, however long it takes. */
    LocalResponse of(byte[] body) {
        try {
            return client.send(request(fresh(body, Instant.now())), Replay::response);
        } catch (InvalidJsonException e) {
            return LocalResponse.malformed(e);
        }
    }

    private HttpRequest request(byte[] body) {
        return HttpRequest.newBuilder(function.uri(FunctionAddress.WEBHOOK))
                .header("Content-Type", "application/json")
                .header("X-Atlassian-Webhook-Identifier", UUID.randomUUID().toString())
                .header("X-Hub-Signature", signature.apply(body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    /**
     * The body with a new {@code timestamp}, since the function takes no webhook that is too old; one that has none stays as
     * it is, byte for byte.
     *
     * @throws InvalidJsonException if the function would not read it
     */
    private static byte[] fresh(byte[] body, Instant now) {
        JiraEvent.parse(body, null);
        try {
            ObjectNode webhook = (ObjectNode) MAPPER.readTree(body);
            JsonNode old = webhook.path(TIMESTAMP);
            if (old.isNumber()) {
                webhook.put(TIMESTAMP, now.toEpochMilli());
            } else if (old.isTextual()) {
                webhook.put(TIMESTAMP, String.valueOf(now.toEpochMilli()));
            } else {
                return body;
            }
            return webhook.toString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("A body that was read cannot be read again", e);
        }
    }

    /** The status and the body of the function's reply, in one document. */
    static LocalResponse response(HttpResponse<byte[]> reply) {
        return LocalResponse.json(JsonNodeFactory.instance
                .objectNode()
                .put("status", reply.statusCode())
                .set("reply", json(new String(reply.body(), StandardCharsets.UTF_8))));
    }

    private static JsonNode json(String reply) {
        try {
            return MAPPER.readTree(reply);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(reply);
        }
    }
}
