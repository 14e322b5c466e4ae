package org.tracehook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    private static final StrictJson JSON = new StrictJson("The body", 500);

    @Test
    void oneObjectIsRead() {
        assertEquals(1, read(" {\"a\": 1}\r\n ").path("a").intValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void anEmptyBodyIsRefused(String body) {
        assertEquals("The body is empty", refusal(body));
    }

    @ParameterizedTest
    @CsvSource({"[{}], array", "'\"secret\"', string", "42, number", "true, boolean", "null, null"})
    void anotherRootIsRefused(String body, String type) {
        assertEquals("The body is a JSON " + type + ", not an object", refusal(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "{} 1", "{}[]"})
    void trailingValuesAreRefused(String body) {
        assertEquals("The body goes on after its first JSON value", withoutPlace(refusal(body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{\"a\"}",
                "{'secret': 1}",
                "secret",
                "{\"a\": secret}",
                "{\"a\": \"secret\n\"}",
                "{} secret",
                "{\"a\": \"\\q\"}",
                "{\"a\": NaN}",
                "{\"a\": 01}",
                "{\"a\": 1,}",
                "/* secret */ {}",
                "{\u0000}",
                "\uFEFF{}",
                "{\"a\": 1, \"a\": 2}",
            })
    void invalidJsonIsRefused(String body) {
        assertEquals("The body is not valid JSON", withoutPlace(refusal(body)));
    }

    @Test
    void aRefusalTellsThePlaceAndNeverTheContent() {
        InvalidJsonException refusal =
                assertThrows(InvalidJsonException.class, () -> read("{\n  \"password\": hunter2secret\n}"));

        assertFalse(refusal.getMessage().contains("hunter2"), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("password"), refusal.getMessage());
        assertEquals(
                "The body is not valid JSON at line 2, column",
                refusal.getMessage().replaceAll(" \\d+$", ""));
        assertNull(refusal.getCause());
    }

    @Test
    void fiveHundredLevelsAreRead() {
        assertEquals(1, read(nested(500)).size());
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 10_000})
    void moreLevelsAreRefused(int depth) {
        assertEquals(
                "The body nests deeper than 500 levels or has an oversized name or number",
                withoutPlace(refusal(nested(depth))));
    }

    @Test
    void deepArraysAreRefused() {
        assertThrows(InvalidJsonException.class, () -> read("{\"a\":" + "[".repeat(10_000)));
    }

    @Test
    void anEndlessNumberIsRefused() {
        assertThrows(InvalidJsonException.class, () -> read("{\"a\":" + "1".repeat(100_000) + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void otherUnicodeEncodingsAreRefused(String charset) {
        byte[] body = "{\"a\": \"\u00e4\"}".getBytes(Charset.forName(charset));

        assertThrows(InvalidJsonException.class, () -> JSON.object(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00c3", "\u00f5\u0080\u0080\u0080"})
    void malformedUtf8IsRefused(String bytes) {
        byte[] body = ("{\n\"a\": \"" + bytes + "\"}").getBytes(StandardCharsets.ISO_8859_1);
        InvalidJsonException refusal = assertThrows(InvalidJsonException.class, () -> JSON.object(body));

        assertEquals("The body is not valid UTF-8 at line 2, column 7", refusal.getMessage());
    }

    @Test
    void aCharacterCutOffAtTheEndIsRefused() {
        byte[] body = "{}\u00c3".getBytes(StandardCharsets.ISO_8859_1);

        assertThrows(InvalidJsonException.class, () -> JSON.object(body));
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    }

    private static JsonNode read(String body) {
        return JSON.object(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(String body) {
        return assertThrows(InvalidJsonException.class, () -> read(body)).getMessage();
    }

    private static String withoutPlace(String message) {
        return message.replaceFirst(" at line \\d+, column \\d+$", "");
    }
}
