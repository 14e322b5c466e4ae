package org.tracehook.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Makes typed settings of configured texts; null of a blank one. What each throws completes a sentence that begins with the
 * property, says what to write, and never shows the text.
 *
 * <p>SmallRye's own converters take any word but "true" for false, and negative limits.
 */
public final class SettingConverters {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");
    private static final BigInteger GIGABYTE = BigInteger.valueOf(1L << 30);

    private SettingConverters() {}

    /** True or false and nothing else. */
    public static final class Flag implements Converter<Boolean> {

        @Override
        public Boolean convert(String text) {
            return value(text, Boolean::valueOf, flag -> text.strip().equals(flag.toString()), "must be true or false");
        }
    }

    /** An element of a list, without blanks at its ends. */
    public static final class Text implements Converter<String> {

        @Override
        public String convert(String text) {
            return text.isBlank() ? null : text.strip();
        }
    }

    /** A size from 1 byte to 1 GB, such as {@code 5M}. */
    public static final class Size implements Converter<MemorySize> {

        @Override
        public MemorySize convert(String text) {
            return value(
                    text,
                    new MemorySizeConverter()::convert,
                    size -> size.asBigInteger().signum() > 0
                            && size.asBigInteger().compareTo(GIGABYTE) <= 0,
                    "must be a size such as 5M, from 1 byte to 1G");
        }
    }

    /** The URL of a service over HTTP. */
    public static final class Address implements Converter<URI> {

        @Override
        public URI convert(String text) {
            return value(
                    text,
                    URI::create,
                    url -> ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null,
                    "must be an address such as http://localhost:8000");
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
        return value(
                text,
                DurationConverter::parseDuration,
                duration -> duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(longest) <= 0,
                "must be a duration such as 10s or 500ms, more than nothing and at most " + words);
    }

    /** A whole number from {@code least}, 0 or more, to {@code most}, of nine digits at most. */
    public static Integer wholeNumber(String text, int least, int most) {
        return value(
                text,
                digits -> DIGITS.matcher(digits).matches() ? Integer.valueOf(digits) : Integer.valueOf(-1),
                number -> number >= least && number <= most,
                "must be a whole number from " + least + " to " + most);
    }

    private static <T> T value(String text, Function<String, T> reader, Predicate<T> isGood, String advice) {
        if (text.isBlank()) {
            return null;
        }
        try {
            T value = reader.apply(text.strip());
            if (isGood.test(value)) {
                return value;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // said below, together with values that are not good; the cause shows the text
        }
        throw new IllegalArgumentException(advice);
    }
}
