package org.tracehook.agent.testing;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The test command that {@code testing_agent} runs in a checkout. */
@ConfigMapping(prefix = "tracehook.testing")
public interface TestingConfig {

    /**
     * The program and its arguments, such as {@code mvn,-B,test}; there is no shell. The agent fails while there is none. On
     * Lambda it stops the start: what the command runs could read the function's memory.
     */
    Optional<List<String>> command();

    /**
     * Names of this process' variables that the command may see; default {@code PATH,HOME,LANG,LC_ALL,TZ,TMPDIR,JAVA_HOME}.
     * Tracehook's own and those of AWS are refused.
     */
    Optional<List<String>> environment();

    /** Further variables for the command by name, such as {@code tracehook.testing.variables.MAVEN_ARGS=-o}. */
    Map<String, String> variables();

    /**
     * Globs of the JUnit XML reports that the command writes, such as {@code target/surefire-reports/*.xml}; without any
     * the command's exit code says whether the tests passed.
     */
    Optional<List<String>> reports();

    /** How long the command may run, such as {@code 5m}; default is the step's time limit. */
    Optional<String> timeout();
}
