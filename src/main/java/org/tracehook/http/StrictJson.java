package org.tracehook.http;

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
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads bytes as exactly one JSON object or array in UTF-8, each name once, and refuses anything else. For example
 * {@code new StrictJson("The body", 500)} refuses an empty text with the message {@code The body is empty}.
 */
public final class StrictJson {

    private final String subject;
    private final int deepest;
    private final JsonMapper mapper;

    /**
     * A reader.
     *
     * @param subject how messages call the text
     * @param deepest how many levels the object may have
     */
    public StrictJson(String subject, int deepest) {
        this.subject = subject;
        this.deepest = deepest;
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(deepest)
                                .build())
                        .build())
                // Of two equal names the last would win, and a text that was put in unquoted could bring it.
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * The object.
     *
     * @throws InvalidJsonException if the bytes are anything else
     */
    public ObjectNode object(byte[] bytes) {
        JsonNode root = tree(decoded(bytes));
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw invalid(root == null ? "is empty" : "is a JSON " + type(root) + ", not an object");
    }

    /**
     * The array, for a text that is to be one instead of an object.
     *
     * @throws InvalidJsonException if the bytes are anything else
     */
    public ArrayNode array(byte[] bytes) {
        JsonNode root = tree(decoded(bytes));
        if (root instanceof ArrayNode array) {
            return array;
        }
        throw invalid(root == null ? "is empty" : "is a JSON " + type(root) + ", not an array");
    }

    /** A JSON parser that gets bytes would guess UTF-16 and UTF-32 as well, and replace what is malformed. */
    private CharBuffer decoded(byte[] bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        boolean malformed = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes), text, true)
                .isError();
        text.flip();
        if (malformed) {
            String before = text.toString();
            long line =
                    1 + before.chars().filter(character -> character == '\n').count();
            throw invalid("is not valid UTF-8", line, before.length() - before.lastIndexOf('\n'));
        }
        return text;
    }

    /** The root, or null if there is nothing but white space. */
    private JsonNode tree(CharBuffer text) {
        try (JsonParser parser = mapper.createParser(text.array(), 0, text.remaining())) {
            try {
                return mapper.readTree(parser);
            } catch (JsonProcessingException e) {
                // The exception for a broken limit has no location, the parser always has.
                JsonLocation where = parser.currentLocation();
                throw invalid(problem(e), where.getLineNr(), where.getColumnNr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot be read", e);
        }
    }

    private String problem(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "nests deeper than " + deepest + " levels or has an oversized name or number";
        }
        return e instanceof MismatchedInputException ? "goes on after its first JSON value" : "is not valid JSON";
    }

    private InvalidJsonException invalid(String problem, long line, long column) {
        return invalid(problem + " at line " + line + ", column " + column);
    }

    private InvalidJsonException invalid(String problem) {
        return new InvalidJsonException(subject + " " + problem);
    }

    private static String type(JsonNode root) {
        return root.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
