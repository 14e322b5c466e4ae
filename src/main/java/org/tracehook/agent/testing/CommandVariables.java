package org.tracehook.agent.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.tracehook.config.Faults;

/** The variables of a test command: those that it may see, the fixed ones, and two that the agent adds. */
final class CommandVariables {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String NAME_RULE =
            "a variable's name has letters, digits and _ only and does not begin with a digit";

    /** Variables that hold the secrets of this function and of its role. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("TRACEHOOK_.*|AWS_.*|_AWS_.*|LAMBDA_.*|_LAMBDA_.*|_HANDLER");

    private CommandVariables() {}

    /** Reports configured variables that a command cannot have, or must not see. */
    static void check(TestingConfig config, Faults faults) {
        config.environment().orElse(List.of()).forEach(name -> checkSeen(name, faults));
        config.variables().forEach((name, value) -> checkFixed(name, value, faults));
    }

    /**
     * The variables with their values.
     *
     * @param own this process' variables
     * @param rule the settings of the request
     */
    static Map<String, String> of(TestingConfig config, Map<String, String> own, Map<String, String> rule) {
        Map<String, String> all = new HashMap<>(Map.of("CI", "true"));
        if (rule.containsKey("environment") && !hasNul(rule.get("environment"))) {
            all.put("TEST_ENVIRONMENT", rule.get("environment"));
        }
        config.environment().orElse(List.of()).stream()
                .filter(own::containsKey)
                .forEach(name -> all.put(name, own.get(name)));
        all.putAll(config.variables());
        return all;
    }

    private static void checkSeen(String name, Faults faults) {
        String property = "tracehook.testing.environment";
        if (SECRET_NAME.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
            faults.report(
                    property,
                    "names " + name + ", and a test command must not see this function's own secrets: take it out;"
                            + " a fixed value can be given by tracehook.testing.variables." + name);
        } else if (!NAME.matcher(name).matches()) {
            faults.report(property, "names '" + name + "': " + NAME_RULE);
        }
    }

    private static void checkFixed(String name, String value, Faults faults) {
        String property = "tracehook.testing.variables." + name;
        if (hasNul(value)) {
            faults.report(property, "has a NUL character: take it out");
        } else if (!NAME.matcher(name).matches()) {
            faults.report(property, NAME_RULE);
        }
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }
}
