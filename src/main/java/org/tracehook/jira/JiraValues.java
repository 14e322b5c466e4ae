package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

/** Reads single values: null, another type than asked for and blank (an unresolved smart value) count as absent. */
final class JiraValues {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    private JiraValues() {}

    /** A string as it is, or null. */
    static String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }

    /** An id as text, or null: webhooks send ids as strings, Jira Automation as numbers. */
    static String id(JsonNode node) {
        return node.isIntegralNumber() ? node.asText() : text(node);
    }

    /** Whether a text consists of ASCII digits, at least one. */
    static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    /**
     * A time in one of Jira's two ways: milliseconds since 1970, as a number or (from smart values) a string, and
     * {@code 2026-01-05T10:05:00.000+0100}, whose offset has no colon. Years before 1970 and after 9999 count as absent.
     */
    static Optional<Instant> instant(JsonNode node) {
        return Optional.ofNullable(id(node))
                .flatMap(text -> parsed(text.strip()))
                .filter(time -> !time.isBefore(Instant.EPOCH) && !time.isAfter(LAST));
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return Optional.of(
                    isNumber(text)
                            ? Instant.ofEpochMilli(Long.parseLong(text))
                            : OffsetDateTime.parse(text, DATE).toInstant());
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
