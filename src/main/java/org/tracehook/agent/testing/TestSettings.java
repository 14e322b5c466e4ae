package org.tracehook.agent.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tracehook.agent.Glob;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;

/** How tests are run, read from the configuration. */
public final class TestSettings {

    static final String COMMAND = "tracehook.testing.command";
    static final String TIMEOUT = "tracehook.testing.timeout";

    private static final String ENVIRONMENT = "tracehook.testing.environment";
    private static final String VARIABLES = "tracehook.testing.variables.";
    private static final String REPORTS = "tracehook.testing.reports";

    private static final List<String> SEEN_BY_DEFAULT =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "JAVA_HOME");

    private final List<String> command;
    private final List<String> environment;
    private final Map<String, String> variables;
    private final ReportGlobs reports;
    private final Optional<Duration> timeout;

    private TestSettings(TestingConfig config, Values values) {
        command = command(config, values);
        environment = environment(config, values);
        variables = variables(config, values);
        reports = reports(config, values);
        timeout = config.timeout().map(text -> values.duration(TIMEOUT, Optional.of(text), Duration.ofDays(1)));
    }

    /**
     * The configured settings; faults are reported.
     *
     * @param onLambda whether this process runs on AWS Lambda, where no command may be configured
     */
    public static TestSettings from(TestingConfig config, boolean onLambda, Consumer<Fault> faults) {
        Values values = new Values(faults);
        TestSettings settings = new TestSettings(config, values);
        if (onLambda && !settings.command.isEmpty()) {
            values.report(
                    COMMAND,
                    "must not be set on AWS Lambda, where a test command could read this process' memory and poll the "
                            + "Runtime API: take it out and configure a remote agent named testing_agent "
                            + "(tracehook.remote-agents.testing_agent.url)");
        }
        return settings;
    }

    /** The program and its arguments; empty when there is none. */
    List<String> command() {
        return command;
    }

    /** The names of the variables that the command may see. */
    List<String> environment() {
        return environment;
    }

    /** The command's fixed variables. */
    Map<String, String> variables() {
        return variables;
    }

    /** Which files are reports. */
    ReportGlobs reports() {
        return reports;
    }

    /** The longest run, where one is configured. */
    Optional<Duration> timeout() {
        return timeout;
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

    private static ReportGlobs reports(TestingConfig config, Values values) {
        List<String> texts = values.list(REPORTS, config.reports().orElse(List.of()));
        List<Glob> globs = new ArrayList<>();
        for (String text : texts) {
            try {
                globs.add(Glob.caseSensitive(text));
            } catch (IllegalArgumentException e) {
                values.report(REPORTS, "the glob '" + text + "' " + e.getMessage());
            }
        }
        return new ReportGlobs(texts, globs);
    }
}
