package org.tracehook.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValue;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads configured texts as values of a type, and reports a fault for each that cannot be read.
 *
 * <p>Configuration converters would stop at the first faulty text, and take any word but "true" for false.
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

    /** The property that a key belongs to: {@code tracehook.triggers[2]} of {@code tracehook.triggers[2].name}. */
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

    /** One of the fallback's enum, written in lower case with hyphens; a fault gives the fallback. */
    public <E extends Enum<E>> E choice(String property, Optional<String> value, E fallback) {
        String text = value.map(String::strip).orElse(written(fallback));
        E[] all = fallback.getDeclaringClass().getEnumConstants();
        for (E constant : all) {
            if (written(constant).equals(text)) {
                return constant;
            }
        }
        report(property, "must be one of " + Stream.of(all).map(Values::written).collect(Collectors.joining(", ")));
        return fallback;
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A duration of more than nothing and at most a day; a fault gives the fallback. */
    public Duration duration(String property, Optional<String> value, Duration fallback) {
        return duration(property, value, fallback, DAY);
    }

    /** A duration of more than nothing and at most {@code longest}, in whole days; a fault gives the fallback. */
    public Duration duration(String property, Optional<String> value, Duration fallback, Duration longest) {
        try {
            Duration duration = value.map(DurationConverter::parseDuration).orElse(fallback);
            if (duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(longest) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // reported below, together with durations that are too short or too long
        }
        String most = longest.equals(DAY) ? "a day" : longest.toDays() + " days";
        report(property, "must be a duration such as 10s or 500ms, more than nothing and at most " + most);
        return fallback;
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
            // reported below, together with sizes that are too small or too large
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
     * Reports a name of an intent or an agent that cannot be the value of a metric's dimension: CloudWatch silently drops
     * the metrics of a line with such a value. The longest name is shorter than the texts that a long log line loses.
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
     * Reports a secret of fewer characters than that: it could be guessed, or is an ordinary word too. Of a secret that
     * Secrets Manager stores, the ARN is checked now, and the length when the value is read.
     */
    public void longEnough(String property, Secret secret, int shortest) {
        secret.problem(shortest).ifPresent(problem -> report(property, problem));
    }

    /** Adds a fault. */
    public void report(String property, String problem) {
        faults.accept(new Fault(property, problem));
    }
}
