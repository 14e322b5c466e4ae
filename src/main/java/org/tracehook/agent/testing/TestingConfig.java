package org.tracehook.agent.testing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tracehook.agent.Glob;
import org.tracehook.config.Faults;
import org.tracehook.config.SettingConverters.Text;
import org.tracehook.config.SettingConverters.UpToADay;

/**
 * How {@code testing_agent} runs tests on this machine; on AWS Lambda it must not, see {@link #command()}. For example:
 *
 * <pre>{@code
 * tracehook.testing.command=./mvnw,-B,-q,test
 * tracehook.testing.reports=target/surefire-reports/*.xml
 * tracehook.testing.environment=PATH,HOME,LANG
 * tracehook.testing.variables.MAVEN_OPTS=-Xmx512m
 * tracehook.testing.timeout=10s
 * }</pre>
 */
@ConfigMapping(prefix = "tracehook.testing")
public interface TestingConfig {

    /**
     * The program and its arguments (a comma in one is written {@code \\,}), run without a shell in a checkout of the
     * commit. A program with a {@code /} is looked for in the checkout, others in the PATH of this process.
     * Standard input is empty, all output is thrown away. On Lambda a command is a fault: it could read this process'
     * memory and receive other deliveries; a remote agent named {@code testing_agent} runs the tests there.
     */
    Optional<List<@WithConverter(Text.class) String>> command();

    /**
     * The variables of this process that the command may see, where they are set. {@code TRACEHOOK_*}, {@code AWS_*},
     * {@code LAMBDA_*} and {@code _HANDLER} are faults. This is hygiene, not isolation: what runs as the same user can read
     * more.
     */
    @WithDefault("PATH,HOME,LANG,LC_ALL,TMPDIR,JAVA_HOME")
    Optional<List<@WithConverter(Text.class) String>> environment();

    /**
     * Further variables of the command with their values, which are no place for secrets. Besides, it sees {@code
     * CI=true} and {@code TEST_ENVIRONMENT} (the rule's {@code context.environment}, where set).
     */
    Map<String, String> variables();

    /**
     * The JUnit XML files that the command writes, as globs from the checkout's root; letter case counts. Files that are
     * in the commit and that the command does not write again do not count. Without globs the exit code decides.
     */
    Optional<List<@WithConverter(Glob.CaseSensitiveConverter.class) Glob>> reports();

    /** The longest run of the command, such as {@code 10s}; the step's time limit holds in any case. */
    @WithConverter(UpToADay.class)
    Optional<Duration> timeout();

    /**
     * Further test commands by name. A trigger rule that chooses one runs it in place of {@link #command}, {@link #reports}
     * and {@link #timeout}.
     */
    Map<String, NamedCommandConfig> commands();

    /** A test command with a name. */
    interface NamedCommandConfig {

        /**
         * The program and its arguments, of a command that a trigger rule chooses with
         * {@code context.test=<name>}. {@code environment} and {@code variables} hold for it too.
         */
        List<@WithConverter(Text.class) String> command();

        /** The JUnit XML files that the command writes, as globs; without them the exit code decides. */
        Optional<List<@WithConverter(Glob.CaseSensitiveConverter.class) Glob>> reports();

        /** The longest run of the command, such as {@code 10s}. */
        @WithConverter(UpToADay.class)
        Optional<Duration> timeout();
    }

    /** The program and the arguments of each configured command, by the property that holds it. */
    static Map<String, List<String>> words(TestingConfig config) {
        return TestCommands.of(config).words();
    }

    /**
     * Reports what does not go together.
     *
     * @param onLambda whether this process runs on AWS Lambda, where no command may be configured
     */
    static void check(TestingConfig config, boolean onLambda, Faults faults) {
        if (onLambda) {
            TestCommands.of(config)
                    .words()
                    .keySet()
                    .forEach(property -> faults.report(
                            property,
                            "must not be set on AWS Lambda, where a test command could read this process' memory and poll the "
                                    + "Runtime API: take it out and configure a remote agent named testing_agent "
                                    + "(tracehook.remote-agents.testing_agent.url)"));
        }
        CommandVariables.check(config, faults);
    }
}
