package org.tracehook.packaged;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads one JSON object from a text and is an error of the test when it holds anything else, or a key twice. */
public final class StrictJson {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** The object; fails the test if there is none. */
    public static JsonNode object(String text) {
        try {
            JsonNode object = STRICT.readTree(text);
            if (object.isObject()) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + text, e);
        }
        throw new AssertionError("No JSON object: " + text);
    }
}
