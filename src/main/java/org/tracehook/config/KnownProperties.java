package org.tracehook.config;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertyName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The properties that configuration mappings read. Others of Tracehook, and environment variables of nothing, are faults: a
 * misspelt one would have no effect.
 *
 * <p>SmallRye Config checks files alone, with a message of its own, so its check is switched off.
 */
public final class KnownProperties {

    private static final String UNKNOWN = "is unknown: correct the name or take it out";
    private static final String FOR_FILES =
            "is no environment variable: rules, intents and agents belong into config/application.properties";

    private static final String FOR_FILES_ONLY =
            "TRACEHOOK_(?:TRIGGERS|INTENTS|REVIEW|REMOTE_AGENTS|TESTING_COMMANDS|TESTING_VARIABLES|FEEDBACK_TRANSITIONS)_.*";

    /** What can only be meant for {@code tracehook.} or {@code TRACEHOOK_}. */
    private static final Pattern MISSPELT =
            Pattern.compile("(?i)(?!tracehook[._])(?:trace[a-z]{3,5}|t[a-z]{3,6}hook)(?:\\.|_(?=[A-Z])).*");

    /** Properties whose names are fixed, by environment variable. */
    private final Map<String, String> plain = new HashMap<>();

    /** {@code [*]} stands for an index, {@code *} for a name of the operator's choice. */
    private final List<String> patterns = new ArrayList<>();

    /** What those mappings read. */
    public KnownProperties(Collection<ConfigClass> mappings) {
        for (ConfigClass mapping : mappings) {
            for (String property : mapping.getProperties().keySet()) {
                if (property.contains("*")) {
                    patterns.add(property);
                } else {
                    plain.put(Fault.environmentVariable(property), property);
                }
            }
        }
    }

    /** Every property: {@code [*]} stands for an index, {@code *} for a name of the operator's choice. */
    public Set<String> all() {
        Set<String> all = new HashSet<>(plain.values());
        all.addAll(patterns);
        return all;
    }

    /**
     * The properties of Tracehook that are set; what nothing reads is reported.
     *
     * @param properties the names of properties, also of others, also those that SmallRye Config guesses from variables
     * @param variables the names of environment variables
     */
    public Set<String> set(Iterable<String> properties, Set<String> variables, Faults faults) {
        Set<String> set = new HashSet<>();
        for (String property : properties) {
            if (property.startsWith("tracehook.")) {
                if (isKnown(property)) {
                    set.add(property);
                } else if (!variables.contains(Fault.environmentVariable(property))) {
                    faults.report(property, UNKNOWN);
                }
            } else if (isMisspelt(property) && !variables.contains(Fault.environmentVariable(property))) {
                faults.report(property, "is unknown: Tracehook's keys begin with tracehook.");
            }
        }
        for (String name : variables) {
            if (plain.containsKey(name)) {
                set.add(plain.get(name));
            } else if (name.startsWith("TRACEHOOK_")) {
                faults.report(name, name.matches(FOR_FILES_ONLY) ? FOR_FILES : UNKNOWN);
            } else if (isMisspelt(name)) {
                faults.report(name, "is unknown: Tracehook's variables begin with TRACEHOOK_");
            }
        }
        return set;
    }

    /** Whether the mapping reads the property. */
    public static boolean reads(ConfigClass mapping, String property) {
        return property.startsWith(mapping.getPrefix() + ".")
                && (mapping.getProperties().containsKey(property)
                        || mapping.getProperties().keySet().stream()
                                .anyMatch(pattern -> pattern.contains("*") && PropertyName.equals(property, pattern)));
    }

    /** SmallRye Config looks at no other prefix than those of the mappings. */
    private static boolean isMisspelt(String name) {
        return (name.startsWith("t") || name.startsWith("T"))
                && MISSPELT.matcher(name).matches();
    }

    private boolean isKnown(String property) {
        return property.equals(plain.get(Fault.environmentVariable(property)))
                || patterns.stream().anyMatch(pattern -> PropertyName.equals(property, pattern));
    }
}
