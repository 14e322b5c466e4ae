package org.tracehook.agent.testing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tracehook.agent.Glob;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;
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
    private static final String REPORTS = "tracehook.testing.reports";

    /** Kept back from the step's time to end processes and to remove the checkout. */
    private static final Duration RESERVE = Duration.ofMillis(400);

    /** One part in four of a short step. */
    private static final int LARGEST_SHARE_OF_RESERVE = 4;

    private static final List<String> SEEN_BY_DEFAULT =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "JAVA_HOME");

    /**
     * The configured settings; faults are reported.
     *
     * @param onLambda whether this process runs on AWS Lambda, where no command may be configured
     */
    public static TestSettings from(TestingConfig config, boolean onLambda, Consumer<Fault> faults) {
        Values values = new Values(faults);
        List<String> command = command(config, values);
        if (onLambda && !command.isEmpty()) {
            values.report(
                    COMMAND,
                    "must not be set on AWS Lambda, where a test command could read this process' memory and poll the "
                            + "Runtime API: take it out and configure a remote agent named testing_agent "
                            + "(tracehook.remote-agents.testing_agent.url)");
        }
        return new TestSettings(
                command,
                environment(config, values),
                variables(config, values),
                Glob.list(REPORTS, config.reports(), values),
                config.timeout().map(text -> values.duration(TIMEOUT, Optional.of(text), Duration.ofDays(1))));
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

    private static List<String> command(TestingConfig config, Values values) {
        List<String> command = values.list(COMMAND, config.command().orElse(List.of()));
        if (command.stream().anyMatch(CommandEnvironment::hasNul)) {
            values.report(COMMAND, "has a NUL character: take it out");
        }
        return command;
    }

    private static List<String> environment(TestingConfig config, Values values) {
        List<String> names = values.list(ENVIRONMENT, config.environment().orElse(SEEN_BY_DEFAULT));
        for (String name : names) {
            CommandEnvironment.problemWithSharing(name).ifPresent(problem -> values.report(ENVIRONMENT, problem));
        }
        return names.stream()
                .filter(name -> CommandEnvironment.problemWithSharing(name).isEmpty())
                .toList();
    }

    private static Map<String, String> variables(TestingConfig config, Values values) {
        Map<String, String> variables = new LinkedHashMap<>();
        Values.texts(config.variables()).forEach((name, value) -> {
            Optional<String> problem = CommandEnvironment.problemWithSetting(name, value);
            problem.ifPresentOrElse(what -> values.report(VARIABLES + name, what), () -> variables.put(name, value));
        });
        return Map.copyOf(variables);
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
