package org.tracehook.viewer;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.tracehook.jira.JiraEvent;

/** Makes a webhook of long ago one of now: the function takes none that is too old. */
final class FreshWebhook {

    private static final String TIMESTAMP = "timestamp";

    /** Numbers stay as they were written. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private FreshWebhook() {}

    /**
     * The body with a new {@code timestamp}; one that has none stays as it is, byte for byte.
     *
     * @throws org.tracehook.jira.NotAJsonObjectException if the function would not read it
     */
    static byte[] of(byte[] body, Instant now) {
        JiraEvent.parse(body, null);
        ObjectNode webhook = read(body);
        JsonNode old = webhook.path(TIMESTAMP);
        if (old.isNumber()) {
            webhook.put(TIMESTAMP, now.toEpochMilli());
        } else if (old.isTextual()) {
            webhook.put(TIMESTAMP, String.valueOf(now.toEpochMilli()));
        } else {
            return body;
        }
        return webhook.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode read(byte[] body) {
        try {
            return (ObjectNode) MAPPER.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("A body that was read cannot be read again", e);
        }
    }
}
