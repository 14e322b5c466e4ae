package org.tracehook.jira;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.util.Locale;

/** Turns a request body into exactly one JSON object, or refuses it. */
final class JsonObjectBody {

    /** Far above Jira's payloads, far below what exhausts the stack of whoever walks the tree. */
    static final int MAX_DEPTH = 500;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            // Of two equal keys the last would win, and a text that somebody put unquoted into a body could bring it.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonObjectBody() {}

    static ObjectNode read(byte[] body) {
        JsonNode root = tree(Utf8.decode(body));
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw new NotAJsonObjectException(
                root == null ? "The body is empty" : "The body is a JSON " + type(root) + ", not an object");
    }

    /** The root, or null if there is nothing but white space. */
    private static JsonNode tree(CharBuffer text) {
        int start = text.arrayOffset() + text.position();
        try (JsonParser parser = MAPPER.createParser(text.array(), start, text.remaining())) {
            return tree(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot be read", e);
        }
    }

    private static JsonNode tree(JsonParser parser) throws IOException {
        try {
            return MAPPER.readTree(parser);
        } catch (JsonProcessingException e) {
            // The exception for a broken limit has no location, the parser always has.
            JsonLocation where = parser.currentLocation();
            throw NotAJsonObjectException.at(where.getLineNr(), where.getColumnNr(), problem(e));
        }
    }

    private static String problem(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "The body nests deeper than " + MAX_DEPTH + " levels or has an oversized name or number";
        }
        return e instanceof MismatchedInputException
                ? "The body goes on after its first JSON value"
                : "The body is not valid JSON";
    }

    private static String type(JsonNode root) {
        return root.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
