package org.tracehook.config;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Registers configuration mappings and reports every value that does not have its type. */
public final class Mappings {

    /**
     * The messages of SmallRye Config 3.16 about a property. A converter's own words stand at the end, after the value,
     * which may be a secret and may hold anything.
     */
    private static final Pattern PROBLEM = Pattern.compile(
            "(?s).*?The config property (.+?) (?:is required|(is defined as the empty String)|with the config value).*?"
                    + "(?:.*threw an Exception whilst being converted (.*))?");

    /** What SmallRye's converter of enums says at the end, after the value once more, with the names in no order. */
    private static final Pattern NO_SUCH_NAME = Pattern.compile("(?s).*SRCFG00049: .*, allowed values: ([a-z,-]+)");

    /** {@link PropertyValues} reports it, by name. */
    private static final String UNSET_REFERENCE = "java.util.NoSuchElementException: SRCFG00011:";

    private Mappings() {}

    /** Registers the mappings; if there is a fault none is registered. A property that has a fault already gets no second one. */
    public static void register(SmallRyeConfig config, Set<ConfigClass> mappings, Faults faults) {
        try {
            ConfigMappings.registerConfigMappings(config, mappings);
        } catch (ConfigValidationException e) {
            for (int i = 0; i < e.getProblemCount(); i++) {
                report(e.getProblem(i).getMessage(), faults);
            }
        }
    }

    /** What the mappings are where nothing is set. */
    public static Map<Class<?>, Object> defaults(Set<ConfigClass> mappings) {
        try {
            SmallRyeConfig empty = new SmallRyeConfigBuilder().build();
            ConfigMappings.registerConfigMappings(empty, mappings);
            return mappings.stream()
                    .map(ConfigClass::getType)
                    .collect(Collectors.toUnmodifiableMap(Function.identity(), empty::getConfigMapping));
        } catch (ConfigValidationException e) {
            throw new IllegalStateException("Every setting needs a default, or must be optional", e);
        }
    }

    private static void report(String message, Faults faults) {
        if (message.startsWith(UNSET_REFERENCE)) {
            return;
        }
        Matcher problem = PROBLEM.matcher(message);
        if (!problem.matches()) {
            faults.report("tracehook", "a property cannot be read: " + message.replaceFirst("(?s)(SRCFG\\d+).*", "$1"));
        } else if (!faults.include(problem.group(1))) {
            faults.report(problem.group(1), words(message, problem));
        }
    }

    private static String words(String message, Matcher problem) {
        Matcher noSuchName = NO_SUCH_NAME.matcher(message);
        if (noSuchName.matches()) {
            List<String> names = List.of(noSuchName.group(1).split(","));
            return "must be one of " + String.join(", ", new TreeSet<>(names));
        }
        if (problem.group(3) != null) {
            return problem.group(3);
        }
        return problem.group(2) != null ? "is empty: give it a value or take it out" : "is missing: give it a value";
    }
}
