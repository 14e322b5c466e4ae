package org.tracehook.agent.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;
import org.tracehook.workspace.Glob;

/**
 * The test command's configuration, read.
 *
 * @param command program and arguments; empty when there is none
 * @param allowed the names of variables that the command may see of this process
 * @param variables further ones
 * @param reports where the command writes its reports; empty when its exit code decides
 * @param reportGlobs the same as they are configured, for people
 * @param timeout how long it may run, if that is less than the step's time limit
 */
public record TestSettings(
        List<String> command,
        List<String> allowed,
        Map<String, String> variables,
        List<Glob> reports,
        String reportGlobs,
        Optional<Duration> timeout) {

    static final String COMMAND = "tracehook.testing.command";

    private static final String PREFIX = "tracehook.testing.";

    /** Names that every shell takes; others could not be set. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,100}");

    public TestSettings {
        command = List.copyOf(command);
        allowed = List.copyOf(allowed);
        variables = Map.copyOf(variables);
        reports = List.copyOf(reports);
    }

    /** The configured command; faults are reported, and leave a default in their place. */
    public static TestSettings from(TestingConfig config, boolean onLambda, Consumer<Fault> faults) {
        Values values = new Values(faults);
        List<String> command = command(config, onLambda, values);
        List<String> globs = values.list(PREFIX + "reports", config.reports().orElse(List.of()));
        return new TestSettings(
                command,
                allowed(config, values),
                variables(config, values),
                reports(globs, values),
                String.join(", ", globs),
                config.timeout()
                        .map(text -> values.duration(PREFIX + "timeout", Optional.of(text), Duration.ofMinutes(10))));
    }

    private static List<String> command(TestingConfig config, boolean onLambda, Values values) {
        List<String> command = config.command().orElse(List.of());
        if (onLambda && !command.isEmpty()) {
            values.report(
                    COMMAND,
                    "must not be set on Lambda: what it runs could read the function's memory and take its"
                            + " invocations. Bind testing_agent to a remote agent"
                            + " (tracehook.remote-agents.testing_agent.url)");
        }
        if (!command.isEmpty() && command.get(0).isBlank()) {
            values.report(COMMAND, "begins with an empty element: name a program first");
        }
        return command;
    }

    private static List<String> allowed(TestingConfig config, Values values) {
        List<String> allowed = config.environment()
                .map(names -> values.list(PREFIX + "environment", names))
                .orElse(TestEnvironment.DEFAULT_ALLOWED);
        allowed.forEach(name -> check(PREFIX + "environment", name, values));
        return allowed;
    }

    private static Map<String, String> variables(TestingConfig config, Values values) {
        Map<String, String> variables = new HashMap<>(config.variables());
        variables.keySet().forEach(name -> check(PREFIX + "variables." + name, name, values));
        return variables;
    }

    private static void check(String property, String name, Values values) {
        if (!NAME.matcher(name).matches()) {
            values.report(property, "'" + name + "' is no name of a variable");
        } else if (TestEnvironment.isForbidden(name)) {
            values.report(property, "'" + name + "' belongs to the function and may hold a secret: take it out");
        }
    }

    private static List<Glob> reports(List<String> globs, Values values) {
        List<Glob> reports = new ArrayList<>();
        for (String glob : globs) {
            try {
                reports.add(Glob.of(glob));
            } catch (IllegalArgumentException malformed) {
                values.report(PREFIX + "reports", "the glob '" + glob + "' " + malformed.getMessage());
            }
        }
        return reports;
    }

    /** Names the program, never its arguments. */
    @Override
    public String toString() {
        return "TestSettings[" + command.stream().findFirst().orElse("no command") + "]";
    }
}
