package org.tracehook.agent.testing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The variables of a test command: those that the operator allows or sets, and two that the agent adds. */
final class CommandEnvironment {

    private static final String RULE_ENVIRONMENT = "environment";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Variables that hold the secrets of this function and of its role. */
    private static final Pattern OWN = Pattern.compile("TRACEHOOK_.*|AWS_.*|_AWS_.*|LAMBDA_.*|_LAMBDA_.*|_HANDLER");

    private CommandEnvironment() {}

    /**
     * The variables by name.
     *
     * @param own this process' variables
     * @param rule the settings of the request
     */
    static Map<String, String> of(TestSettings settings, Map<String, String> own, Map<String, String> rule) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("CI", "true");
        Optional.ofNullable(rule.get(RULE_ENVIRONMENT))
                .filter(value -> !hasNul(value))
                .ifPresent(value -> variables.put("TEST_ENVIRONMENT", value));
        for (String name : settings.environment()) {
            Optional.ofNullable(own.get(name)).ifPresent(value -> variables.put(name, value));
        }
        variables.putAll(settings.variables());
        return variables;
    }

    /** Why the command must not see that variable of this process; empty when it may. */
    static Optional<String> problemWithSharing(String name) {
        if (OWN.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
            return Optional.of("names " + name + ", and a test command must not see this function's own secrets: "
                    + "take it out; a fixed value can be given by tracehook.testing.variables." + name);
        }
        return problemWithName(name).map(problem -> "names '" + name + "': " + problem);
    }

    /** Why a variable must not have that fixed value; empty when it may. */
    static Optional<String> problemWithSetting(String name, String value) {
        if (hasNul(value)) {
            return Optional.of("has a NUL character: take it out");
        }
        return problemWithName(name);
    }

    static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    private static Optional<String> problemWithName(String name) {
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("a variable's name has letters, digits and _ only and does not begin with a digit");
    }
}
