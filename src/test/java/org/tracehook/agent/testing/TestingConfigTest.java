package org.tracehook.agent.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.testing.TestCommand.TimeBudget;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Deadline;

class TestingConfigTest {

    private final Faults faults = new Faults();

    @Test
    void nothingIsNeeded() {
        TestingConfig config = Settings.of();

        assertEquals(Optional.empty(), config.command());
        assertEquals(
                Optional.of(List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "JAVA_HOME")), config.environment());
        assertEquals(Map.of(), config.variables());
        assertEquals(Optional.empty(), config.reports());
        assertEquals(Optional.empty(), config.timeout());
    }

    @Test
    void whatIsConfiguredIsRead() {
        TestingConfig config = Settings.of(
                "command", "./mvnw, -B, -Dlist=a\\,b",
                "environment", "PATH,M2_HOME",
                "variables.AWS_REGION", "eu-west-1",
                "reports", "target/**/TEST-*.{xml\\,XML}",
                "timeout", "90s");

        assertEquals(Optional.of(List.of("./mvnw", "-B", "-Dlist=a,b")), config.command());
        assertEquals(Optional.of(List.of("PATH", "M2_HOME")), config.environment());
        assertEquals(Map.of("AWS_REGION", "eu-west-1"), config.variables());
        assertTrue(config.reports().orElseThrow().get(0).matches("target/a/TEST-b.XML"));
        assertEquals(Optional.of(Duration.ofSeconds(90)), config.timeout());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACEHOOK_WEBHOOK_SECRET",
                "tracehook_webhook_secret",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_LAMBDA_RUNTIME_API",
                "LAMBDA_TASK_ROOT",
                "_HANDLER",
                "_AWS_XRAY_DAEMON_PORT",
                "A=B",
                "1A"
            })
    void variablesThatMustNotBeSharedAreFaults(String name) {
        Settings.read(false, faults, "environment", "PATH," + name);

        assertEquals(List.of("tracehook.testing.environment"), properties());
        assertTrue(faults.all().get(0).problem().contains(name), faults.message());
    }

    @ParameterizedTest
    @CsvSource({
        "command, 'a, ,b', tracehook.testing.command",
        "environment, 'PATH, ,HOME', tracehook.testing.environment",
        "variables.A, 'a\0b', tracehook.testing.variables.A",
        "variables.A-B, x, tracehook.testing.variables.A-B",
        "reports, '[a].xml', tracehook.testing.reports",
        "reports, '../a.xml', tracehook.testing.reports",
        "reports, 'a/', tracehook.testing.reports",
        "timeout, soon, tracehook.testing.timeout",
        "timeout, 0s, tracehook.testing.timeout",
        "timeout, -1s, tracehook.testing.timeout"
    })
    void whatMeansNothingIsAFault(String name, String value, String property) {
        Settings.read(false, faults, name, value);

        assertEquals(List.of(property), properties());
    }

    @Test
    void onLambdaACommandIsAFaultThatSaysWhatToDo() {
        Settings.read(true, faults, "command", "make,test");

        assertEquals(List.of("tracehook.testing.command"), properties());
        assertTrue(faults.all().get(0).problem().contains("configure a remote agent named testing_agent"));
    }

    @Test
    void onLambdaANamedCommandIsAFaultToo() {
        Settings.read(true, faults, "command", "true", "commands.web.command", "true");

        assertEquals(List.of("tracehook.testing.command", "tracehook.testing.commands.web.command"), properties());
    }

    @Test
    void onLambdaNoCommandIsNoFault() {
        Settings.read(true, faults, "reports", "a.xml");

        assertEquals(List.of(), faults.all());
    }

    @Test
    void theConfiguredLimitHoldsWhereTheStepHasMore() {
        TimeBudget budget = TimeBudget.of(Optional.of(Duration.ofSeconds(5)), Deadline.in(Duration.ofHours(1)));

        assertEquals(new TimeBudget(Duration.ofSeconds(5), true), budget);
    }

    @Test
    void theStepsTimeHoldsWhereItIsShorterAndLeavesTimeToCleanUp() {
        TimeBudget budget = TimeBudget.of(Optional.of(Duration.ofHours(2)), Deadline.in(Duration.ofHours(1)));

        assertFalse(budget.isConfigured());
        assertTrue(budget.limit().compareTo(Duration.ofHours(1).minusMillis(400)) <= 0);
    }

    @Test
    void cleaningUpTakesAQuarterOfAShortStepAtMost() {
        TimeBudget budget = TimeBudget.of(Optional.empty(), Deadline.in(Duration.ofMillis(40)));

        assertTrue(budget.limit().compareTo(Duration.ofMillis(30)) <= 0);
        assertEquals(
                Duration.ZERO,
                TimeBudget.of(Optional.empty(), Deadline.in(Duration.ZERO)).limit());
    }

    private List<String> properties() {
        return faults.all().stream().map(Fault::property).toList();
    }
}
