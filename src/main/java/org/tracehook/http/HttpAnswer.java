package org.tracehook.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server answered.
 *
 * @param status the status code
 * @param headers somebody else's words: not to be shown
 * @param body the whole body, or empty when it is longer than what was to be read
 */
public record HttpAnswer(int status, HttpHeaders headers, Optional<byte[]> body) {

    /** Seconds alone: the other form, a date, is another machine's clock. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    public HttpAnswer {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }

    /** How long the server wants to be left alone; empty when it does not say, zero or more. */
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
