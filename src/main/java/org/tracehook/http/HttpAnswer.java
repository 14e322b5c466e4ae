package org.tracehook.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server answered.
 *
 * @param status the status code
 * @param headers written by the server: not to be shown
 * @param body the whole body, or empty when it is longer than what was to be read
 */
public record HttpAnswer(int status, HttpHeaders headers, Optional<byte[]> body) {

    /** Seconds alone: the other form, a date, is another machine's clock. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private static final Pattern JSON_TYPE = Pattern.compile(
            "application/(?:json|[a-z0-9!#$&^_.+-]+\\+json)\\s*(?:;\\s*charset=\"?utf-8\"?\\s*)?",
            Pattern.CASE_INSENSITIVE);

    /** Shallow enough to be put into another document and written again. */
    private static final StrictJson JSON = new StrictJson("it", 100);

    public HttpAnswer {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }

    /**
     * The body as a JSON object.
     *
     * @param longest the most bytes that were read of it
     * @throws InvalidJsonException if it is none; the message says why, with {@code it} for the answer
     */
    public ObjectNode json(int longest) {
        return JSON.object(jsonBytes(longest));
    }

    /**
     * The body as a JSON array.
     *
     * @param longest the most bytes that were read of it
     * @throws InvalidJsonException if it is none; the message says why, with {@code it} for the answer
     */
    public ArrayNode jsonArray(int longest) {
        return JSON.array(jsonBytes(longest));
    }

    private byte[] jsonBytes(int longest) {
        List<String> types = headers.allValues("Content-Type");
        if (types.size() != 1 || !JSON_TYPE.matcher(types.get(0)).matches()) {
            throw new InvalidJsonException("its Content-Type is not application/json");
        }
        return body.orElseThrow(() -> new InvalidJsonException("it is longer than " + (longest >> 10) + " KB"));
    }

    /** How long the server asks to wait before the next request; empty when it does not say, zero or more. */
    public Optional<Duration> retryAfter() {
        return headers.firstValue("Retry-After")
                .map(String::strip)
                .filter(text -> SECONDS.matcher(text).matches())
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    /** Names the status, nothing of what the server wrote. */
    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
