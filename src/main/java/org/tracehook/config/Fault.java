package org.tracehook.config;

import java.util.Locale;

/**
 * One thing that is wrong with the configuration.
 *
 * @param property the property's full name, such as {@code tracehook.webhook.secret}
 * @param problem what is wrong and what to do, without the value of a secret
 */
public record Fault(String property, String problem) {

    /** The environment variable that sets a property, by MicroProfile Config's mapping rules. */
    public static String environmentVariable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** {@code property (ENVIRONMENT_VARIABLE): problem}, or the property alone: numbered ones belong into a file. */
    @Override
    public String toString() {
        String variable = environmentVariable(property);
        boolean alone = property.contains("[") || property.equals(variable);
        return (alone ? property : property + " (" + variable + ")") + ": " + problem;
    }
}
