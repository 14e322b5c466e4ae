package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JiraValuesTest {

    @ParameterizedTest
    @CsvSource({
        "1767603900123, 2026-01-05T09:05:00.123Z",
        "'\"1767603900123\"', 2026-01-05T09:05:00.123Z",
        "'\" 1767603900123 \"', 2026-01-05T09:05:00.123Z",
        "0, 1970-01-01T00:00:00Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
    })
    void millisecondsAreRead(String json, Instant expected) {
        assertEquals(Optional.of(expected), timestamp(json));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T10:05:00.000+0100, 2026-01-05T09:05:00Z",
        "2026-01-05T10:05:00.000+01:00, 2026-01-05T09:05:00Z",
        "2026-01-05T10:05:00.120Z, 2026-01-05T10:05:00.120Z",
        "2026-01-05T10:05:00+0000, 2026-01-05T10:05:00Z",
        "2026-01-05T10:05:00.0-0930, 2026-01-05T19:35:00Z",
    })
    void jirasDatesAreRead(String text, Instant expected) {
        assertEquals(
                Optional.of(expected),
                Fixtures.of("{'issue': {'fields': {'updated': '" + text + "'}}}")
                        .updated());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "253402300800000",
                "9223372036854775808",
                "1e12",
                "1767603900123.5",
                "true",
                "null",
                "[]",
                "{}",
                "\"\"",
                "\"soon\"",
                "\"-1\"",
                "\"99999999999999999999\"",
                "\"2026-01-05T10:05:00\"",
                "\"2026-13-05T10:05:00Z\"",
                "\"+12026-01-05T10:05:00Z\"",
                "\"1969-12-31T23:59:59Z\"",
                "\"2026-01-05\"",
                "\"\u0661\u0662\"",
            })
    void anythingElseIsAbsent(String json) {
        assertEquals(Optional.empty(), timestamp(json));
    }

    private static Optional<Instant> timestamp(String json) {
        return Fixtures.of("{'timestamp': " + json + "}").timestamp();
    }
}
