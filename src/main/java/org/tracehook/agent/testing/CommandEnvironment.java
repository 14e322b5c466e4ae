package org.tracehook.agent.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of a test command: those that the operator allows or sets, and three of the agent. */
final class CommandEnvironment {

    private static final String RULE_ENVIRONMENT = "environment";

    private CommandEnvironment() {}

    /**
     * The variables by name.
     *
     * @param own this process' variables
     * @param rule the operator's values of the request
     */
    static Map<String, String> of(TestSettings settings, Map<String, String> own, Map<String, String> rule) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("CI", "true");
        Optional.ofNullable(rule.get(RULE_ENVIRONMENT))
                .filter(value -> !VariableNames.hasNul(value))
                .ifPresent(value -> variables.put("TEST_ENVIRONMENT", value));
        for (String name : settings.environment()) {
            Optional.ofNullable(own.get(name)).ifPresent(value -> variables.put(name, value));
        }
        variables.putAll(settings.variables());
        return variables;
    }
}
