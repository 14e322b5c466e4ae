package org.tracehook.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Turns an answer's body into exactly one JSON object, or refuses it. */
public final class JsonBody {

    /** Shallow enough to be put into another document and written again. */
    private static final int MAX_DEPTH = 100;

    private static final Pattern JSON_TYPE = Pattern.compile(
            "application/(?:json|[a-z0-9!#$&^_.+-]+\\+json)\\s*(?:;\\s*charset=\"?utf-8\"?\\s*)?",
            Pattern.CASE_INSENSITIVE);

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            // Of two equal names the last would win, and a text that was put in unquoted could bring it.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /**
     * The object.
     *
     * @param longest the most bytes that were read of it
     * @throws InvalidJsonException with why, without anything of the body
     */
    public static ObjectNode object(HttpAnswer answer, int longest) throws InvalidJsonException {
        List<String> types = answer.headers().allValues("Content-Type");
        if (types.size() != 1 || !JSON_TYPE.matcher(types.get(0)).matches()) {
            throw new InvalidJsonException("its Content-Type is not application/json");
        }
        return object(text(answer.body()
                .orElseThrow(() -> new InvalidJsonException("it is longer than " + (longest >> 10) + " KB"))));
    }

    /** Strict: a parser that gets bytes would guess UTF-16 and UTF-32 as well. */
    private static String text(byte[] body) throws InvalidJsonException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidJsonException("it is not UTF-8");
        }
    }

    /**
     * The text as one JSON object.
     *
     * @throws InvalidJsonException with why, without anything of the text
     */
    public static ObjectNode object(String text) throws InvalidJsonException {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // Its message would show the text: said below, in our own words.
        }
        throw new InvalidJsonException(
                "it is not one JSON object with each name once and at most " + MAX_DEPTH + " levels");
    }
}
