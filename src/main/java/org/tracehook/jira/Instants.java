package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads Jira's two ways of writing a time: milliseconds since 1970, as a number or (from smart values) a string, and
 * {@code 2026-01-05T10:05:00.000+0100}, whose offset has no colon. Years before 1970 and after 9999 count as absent.
 */
final class Instants {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final DateTimeFormatter JIRA = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    private Instants() {}

    static Optional<Instant> read(JsonNode node) {
        String text = Lenient.id(node);
        return text == null ? Optional.empty() : parse(text.strip()).filter(Instants::isPlausible);
    }

    private static Optional<Instant> parse(String text) {
        try {
            return Optional.of(
                    Lenient.isNumber(text)
                            ? Instant.ofEpochMilli(Long.parseLong(text))
                            : OffsetDateTime.parse(text, JIRA).toInstant());
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isPlausible(Instant instant) {
        return !instant.isBefore(Instant.EPOCH) && !instant.isAfter(LAST);
    }
}
