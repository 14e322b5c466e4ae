package org.tracehook.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One thing that is wrong with the configuration.
 *
 * @param property the property's full name, such as {@code tracehook.webhook.secret}
 * @param problem what is wrong and what to do, without the value of a secret
 */
public record Fault(String property, String problem) {

    private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9]");

    /** Numbered properties, and those that have a name of the operator's choice in them. */
    private static final Pattern FOR_FILES = Pattern.compile(
            ".*\\[.*|tracehook\\.(?:intents|remote-agents|review\\.sets|testing\\.(?:commands|variables)"
                    + "|feedback\\.transitions)\\..*");

    /** The environment variable that sets a property, by MicroProfile Config's mapping rules. */
    public static String environmentVariable(String property) {
        return NO_NAME.matcher(property).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    /** {@code property (ENVIRONMENT_VARIABLE): problem}, or the property alone where it belongs into a file. */
    @Override
    public String toString() {
        String variable = environmentVariable(property);
        boolean alone = FOR_FILES.matcher(property).matches() || property.equals(variable);
        return (alone ? property : property + " (" + variable + ")") + ": " + problem;
    }
}
