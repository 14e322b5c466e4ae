package org.tracehook.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValue;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads configured texts as what they mean, and reports each that means nothing.
 *
 * <p>Configuration converters would stop at the first such text, and take any word but "true" for false.
 */
public final class Values {

    /** More than a run can need. */
    private static final Duration DAY = Duration.ofDays(1);

    private static final BigInteger LARGEST = BigInteger.valueOf(1L << 30);

    /** User guide, "Specification: Embedded metric format": ASCII without control characters, something besides blanks. */
    private static final Pattern NAME = Pattern.compile("[!-~](?:[ -~]{0,198}[!-~])?");

    private static final Pattern SHORT_NUMBER = Pattern.compile("[0-9]{1,4}");

    private final Consumer<Fault> faults;

    /** Reports faults to that consumer. */
    public Values(Consumer<Fault> faults) {
        this.faults = faults;
    }

    /** The property below which that one stands: {@code tracehook.triggers[2]} of {@code tracehook.triggers[2].name}. */
    public static String group(ConfigValue key) {
        return key.getName().substring(0, key.getName().lastIndexOf('.'));
    }

    /** The values of a map, as they are written where a reference is not set, which {@link PropertyValues} reports. */
    public static Map<String, String> texts(Map<String, ConfigValue> values) {
        return values.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> {
            ConfigValue value = entry.getValue();
            return value.getValueOrDefault(value.getRawValue());
        }));
    }

    /** The text without surrounding blanks; a fault with that advice when there is none. */
    public Optional<String> required(String property, Optional<String> value, String advice) {
        Optional<String> text = value.map(String::strip).filter(stripped -> !stripped.isEmpty());
        if (text.isEmpty()) {
            report(property, "is missing: " + advice);
        }
        return text;
    }

    /** True or false and nothing else; a fault gives the fallback. */
    public boolean flag(String property, Optional<String> value, boolean fallback) {
        String text = value.map(String::strip).orElse(Boolean.toString(fallback));
        if (!text.equals("true") && !text.equals("false")) {
            report(property, "must be true or false");
            return fallback;
        }
        return text.equals("true");
    }

    /** One of the constants, as {@link #written}; a fault gives the fallback. */
    public <E extends Enum<E>> E choice(String property, Optional<String> value, E fallback, E[] all) {
        Optional<E> chosen =
                value.map(String::strip).map(text -> constant(text, all)).orElse(Optional.of(fallback));
        if (chosen.isEmpty()) {
            report(
                    property,
                    "must be one of " + Arrays.stream(all).map(Values::written).collect(Collectors.joining(", ")));
        }
        return chosen.orElse(fallback);
    }

    /** The constant that is written so; empty when there is none. */
    public static <E extends Enum<E>> Optional<E> constant(String text, E[] all) {
        return Arrays.stream(all).filter(one -> written(one).equals(text)).findFirst();
    }

    /** A constant as the configuration writes it: in lower case, with hyphens. */
    public static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A duration of more than nothing and at most a day; a fault gives the fallback. */
    public Duration duration(String property, Optional<String> value, Duration fallback) {
        return duration(property, value, new Span(fallback, DAY));
    }

    /** A duration of more than nothing and within the span; a fault gives the span's fallback. */
    public Duration duration(String property, Optional<String> value, Span span) {
        try {
            Duration duration = value.map(DurationConverter::parseDuration).orElse(span.fallback());
            if (duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(span.longest()) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // reported below, together with durations that are no use
        }
        report(property, "must be a duration such as 10s or 500ms, more than nothing and at most " + span.words());
        return span.fallback();
    }

    /** A whole number from 0 to {@code most}, below 10,000; a fault gives the fallback. */
    public int number(String property, Optional<String> value, int fallback, int most) {
        String text = value.map(String::strip).orElse(Integer.toString(fallback));
        int number = SHORT_NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (number < 0 || number > most) {
            report(property, "must be a whole number from 0 to " + most);
            return fallback;
        }
        return number;
    }

    /** A size in bytes, from 1 to 1 GB; a fault gives the fallback. */
    public long size(String property, Optional<String> value, long fallback) {
        try {
            BigInteger size = value.map(text ->
                            new MemorySizeConverter().convert(text.strip()).asBigInteger())
                    .orElse(BigInteger.valueOf(fallback));
            if (size.signum() > 0 && size.compareTo(LARGEST) <= 0) {
                return size.longValueExact();
            }
        } catch (IllegalArgumentException e) {
            // reported below, together with sizes that are no use
        }
        report(property, "must be a size such as 5M, from 1 byte to 1G");
        return fallback;
    }

    /** The URL of a service over HTTP, if one is given; a fault gives none. */
    public Optional<URI> address(String property, Optional<String> value, String example) {
        return value.flatMap(text -> {
            try {
                URI url = URI.create(text.strip());
                if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                    return Optional.of(url);
                }
            } catch (IllegalArgumentException e) {
                // reported below, together with addresses of another kind
            }
            report(property, "must be an address such as " + example);
            return Optional.empty();
        });
    }

    /** The elements without surrounding blanks; an empty one is a fault. */
    public List<String> list(String property, List<String> elements) {
        List<String> texts = elements.stream().map(String::strip).toList();
        if (texts.contains("")) {
            report(property, "has an empty element: take out a comma, or give it a value");
        }
        return texts.stream().filter(text -> !text.isEmpty()).toList();
    }

    /**
     * Reports a name of an intent or an agent that cannot be the value of a metric's dimension: CloudWatch drops the
     * metrics of a line with any other, in silence. The longest is shorter than what a long log line may lose.
     */
    public void name(String property, String name) {
        if (!NAME.matcher(name).matches()) {
            report(
                    property,
                    "'" + name + "' cannot name an intent or an agent, which metrics count by: use 1 to 200 printable "
                            + "ASCII characters, no blank at either end");
        }
    }

    /**
     * Reports a secret of fewer characters than that: it could be guessed, or is an ordinary word too. Of one that is kept
     * elsewhere the ARN is looked at; its length is, when it is read.
     */
    public void longEnough(String property, Secret secret, int shortest) {
        secret.problem(shortest).ifPresent(problem -> report(property, problem));
    }

    /** Adds a fault. */
    public void report(String property, String problem) {
        faults.accept(new Fault(property, problem));
    }

    /**
     * The durations that a property takes.
     *
     * @param fallback where it has none
     * @param longest whole days, far from what overflows
     */
    public record Span(Duration fallback, Duration longest) {

        private String words() {
            return longest.toDays() == 1 ? "a day" : longest.toDays() + " days";
        }
    }
}
