package org.tracehook.agent.testing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tracehook.agent.Glob;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Deadline;

/**
 * How tests are run, read from the configuration.
 *
 * @param command the program and its arguments; empty when there is none
 * @param environment the names of the variables that the command may see
 * @param variables the command's fixed variables
 * @param reports which files are reports
 * @param timeout the longest run, where one is configured
 */
public record TestSettings(
        List<String> command,
        List<String> environment,
        Map<String, String> variables,
        List<Glob> reports,
        Optional<Duration> timeout) {

    static final String COMMAND = "tracehook.testing.command";
    static final String TIMEOUT = "tracehook.testing.timeout";

    private static final String ENVIRONMENT = "tracehook.testing.environment";
    private static final String VARIABLES = "tracehook.testing.variables.";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String NAME_RULE =
            "a variable's name has letters, digits and _ only and does not begin with a digit";

    /** Variables that hold the secrets of this function and of its role. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("TRACEHOOK_.*|AWS_.*|_AWS_.*|LAMBDA_.*|_LAMBDA_.*|_HANDLER");

    /** Kept back from the step's time to end processes and to remove the checkout. */
    private static final Duration RESERVE = Duration.ofMillis(400);

    /** One part in four of a short step. */
    private static final int LARGEST_SHARE_OF_RESERVE = 4;

    /**
     * The configured settings; faults are reported.
     *
     * @param onLambda whether this process runs on AWS Lambda, where no command may be configured
     */
    public static TestSettings from(TestingConfig config, boolean onLambda, Faults faults) {
        List<String> command = config.command().orElse(List.of());
        if (onLambda && !command.isEmpty()) {
            faults.report(
                    COMMAND,
                    "must not be set on AWS Lambda, where a test command could read this process' memory and poll the "
                            + "Runtime API: take it out and configure a remote agent named testing_agent "
                            + "(tracehook.remote-agents.testing_agent.url)");
        }
        if (command.stream().anyMatch(TestSettings::hasNul)) {
            faults.report(COMMAND, "has a NUL character: take it out");
        }
        List<String> environment = config.environment().orElse(List.of());
        environment.forEach(name -> checkSeen(name, faults));
        config.variables().forEach((name, value) -> checkVariable(name, value, faults));
        return new TestSettings(
                command, environment, config.variables(), config.reports().orElse(List.of()), config.timeout());
    }

    /** How long the command may run in a step that has that deadline. */
    TimeBudget timeBudget(Deadline deadline) {
        Duration remaining = deadline.remaining();
        Duration share = remaining.dividedBy(LARGEST_SHARE_OF_RESERVE);
        Duration usable = remaining.minus(share.compareTo(RESERVE) < 0 ? share : RESERVE);
        return timeout.filter(limit -> limit.compareTo(usable) <= 0)
                .map(limit -> new TimeBudget(limit, true))
                .orElseGet(() -> new TimeBudget(usable, false));
    }

    /**
     * The variables of the command: those that it may see, the fixed ones, and two that the agent adds.
     *
     * @param own this process' variables
     * @param rule the settings of the request
     */
    Map<String, String> commandVariables(Map<String, String> own, Map<String, String> rule) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("CI", "true");
        Optional.ofNullable(rule.get("environment"))
                .filter(value -> !hasNul(value))
                .ifPresent(value -> all.put("TEST_ENVIRONMENT", value));
        for (String name : environment) {
            Optional.ofNullable(own.get(name)).ifPresent(value -> all.put(name, value));
        }
        all.putAll(variables);
        return all;
    }

    private static void checkSeen(String name, Faults faults) {
        if (SECRET_NAME.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
            faults.report(
                    ENVIRONMENT,
                    "names " + name + ", and a test command must not see this function's own secrets: take it out;"
                            + " a fixed value can be given by " + VARIABLES + name);
        } else if (!NAME.matcher(name).matches()) {
            faults.report(ENVIRONMENT, "names '" + name + "': " + NAME_RULE);
        }
    }

    private static void checkVariable(String name, String value, Faults faults) {
        if (hasNul(value)) {
            faults.report(VARIABLES + name, "has a NUL character: take it out");
        } else if (!NAME.matcher(name).matches()) {
            faults.report(VARIABLES + name, NAME_RULE);
        }
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    /** Names the command's variables, never their values. */
    @Override
    public String toString() {
        return "TestSettings[" + command + ", " + environment + ", " + variables.keySet() + "]";
    }

    /**
     * How long a test command may run.
     *
     * @param limit the time, from now
     * @param isConfigured whether this is the operator's limit for the command, not what the step has left
     */
    record TimeBudget(Duration limit, boolean isConfigured) {}
}
