package org.tracehook.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Makes typed settings of configured texts; null of a blank one. What each throws completes a sentence that begins with the
 * property, says what to write, and never shows the text.
 *
 * <p>SmallRye's own converters take any word but "true" for false, and negative limits.
 */
public final class SettingConverters {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    private SettingConverters() {}

    /** True or false and nothing else. */
    public static final class Flag implements Converter<Boolean> {

        @Override
        public Boolean convert(String text) {
            return switch (text.strip()) {
                case "" -> null;
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("must be true or false");
            };
        }
    }

    /** A text without blanks at its ends. */
    public static final class Text implements Converter<String> {

        @Override
        public String convert(String text) {
            return text.isBlank() ? null : text.strip();
        }
    }

    /** A size from 1 byte to 1 GB, such as {@code 5M}. */
    public static final class Size implements Converter<MemorySize> {

        private static final BigInteger LARGEST = BigInteger.valueOf(1L << 30);

        @Override
        public MemorySize convert(String text) {
            if (text.isBlank()) {
                return null;
            }
            try {
                MemorySize size = new MemorySizeConverter().convert(text.strip());
                if (size.asBigInteger().signum() > 0 && size.asBigInteger().compareTo(LARGEST) <= 0) {
                    return size;
                }
            } catch (IllegalArgumentException e) {
                // said below, together with sizes that are too small or too large
            }
            throw new IllegalArgumentException("must be a size such as 5M, from 1 byte to 1G");
        }
    }

    /** The URL of a service over HTTP. */
    public static final class Address implements Converter<URI> {

        @Override
        public URI convert(String text) {
            if (text.isBlank()) {
                return null;
            }
            try {
                URI url = URI.create(text.strip());
                if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                    return url;
                }
            } catch (IllegalArgumentException e) {
                // said below, together with addresses of another kind
            }
            throw new IllegalArgumentException("must be an address such as http://localhost:8000");
        }
    }

    /** A duration of more than nothing and at most a minute, such as {@code 5s}. */
    public static final class UpToAMinute implements Converter<Duration> {

        @Override
        public Duration convert(String text) {
            return duration(text, Duration.ofMinutes(1), "a minute");
        }
    }

    /** A duration of more than nothing and at most a day, such as {@code 10s}. */
    public static final class UpToADay implements Converter<Duration> {

        @Override
        public Duration convert(String text) {
            return duration(text, Duration.ofDays(1), "a day");
        }
    }

    /** A duration of more than nothing and at most 365 days, such as {@code 7d}. */
    public static final class UpToAYear implements Converter<Duration> {

        @Override
        public Duration convert(String text) {
            return duration(text, Duration.ofDays(365), "365 days");
        }
    }

    /** A duration of more than nothing and at most {@code longest}, which the message names by {@code words}. */
    public static Duration duration(String text, Duration longest, String words) {
        if (text.isBlank()) {
            return null;
        }
        try {
            Duration duration = DurationConverter.parseDuration(text.strip());
            if (duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(longest) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // said below, together with durations that are too short or too long
        }
        throw new IllegalArgumentException(
                "must be a duration such as 10s or 500ms, more than nothing and at most " + words);
    }

    /** A whole number from {@code least}, 0 or more, to {@code most}, of nine digits at most. */
    public static Integer wholeNumber(String text, int least, int most) {
        if (text.isBlank()) {
            return null;
        }
        String digits = text.strip();
        int number = DIGITS.matcher(digits).matches() ? Integer.parseInt(digits) : -1;
        if (number < least || number > most) {
            throw new IllegalArgumentException("must be a whole number from " + least + " to " + most);
        }
        return number;
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    public static <E extends Enum<E>> E oneOf(Class<E> type, String text) {
        if (text.isBlank()) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (written(constant).equals(text.strip())) {
                return constant;
            }
        }
        throw new IllegalArgumentException("must be one of "
                + Stream.of(type.getEnumConstants())
                        .map(SettingConverters::written)
                        .collect(Collectors.joining(", ")));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
