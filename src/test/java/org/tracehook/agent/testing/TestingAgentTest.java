package org.tracehook.agent.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.testing.TestingAgent.Checkouts;
import org.tracehook.workspace.WorkspaceException;

class TestingAgentTest {

    private static final String REPORTS = "out/*.xml";
    private static final String FAILED =
            "<testcase classname='a.B' name='adds'><failure message='expected 3'/></testcase>";
    private static final String ERROR = "<testcase classname='a.B' name='opens'><error message='no file'/></testcase>";
    private static final String SKIPPED = "<testcase classname='a.B' name='later'><skipped/></testcase>";

    @TempDir
    Path directory;

    private TestRun run;

    @BeforeEach
    void emptyCheckout() {
        run = new TestRun(directory);
    }

    @Test
    void testsThatPassAreCounted() throws Exception {
        AgentOutcome outcome = writing(0, TestRun.passing(5)).outcome();

        assertEquals("Success: Status: PASS, Tests: 5/5", TestRun.text(outcome));
        assertEquals(5, TestRun.output(outcome, "tests").get("total").asInt());
        assertEquals(5, TestRun.output(outcome, "tests").get("passed").asInt());
        assertTrue(TestRun.output(outcome, "failures").isEmpty());
        assertEquals(TestRun.COMMIT, TestRun.output(outcome, "tested_commit").asText());
        assertEquals(0, TestRun.output(outcome, "exit_code").asInt());
        assertEquals(1, run.removals.get());
    }

    @Test
    void testsThatFailFailTheStep() throws Exception {
        AgentOutcome outcome = writing(1, FAILED, FAILED).outcome();

        assertEquals("Failure: Tests FAILED: 2 test(s) failed out of 2 (2 failures)", TestRun.text(outcome));
    }

    @Test
    void someThatPassAndSomeThatFailAreToldApart() throws Exception {
        AgentOutcome outcome = writing(1, TestRun.passing(1)[0], FAILED, ERROR, SKIPPED, TestRun.passing(2)[1])
                .outcome();

        assertEquals("Failure: Tests FAILED: 2 test(s) failed out of 5 (1 failures, 1 errors)", TestRun.text(outcome));
        JsonNode tests = TestRun.output(outcome, "tests");
        assertEquals("{\"total\":5,\"passed\":2,\"failed\":1,\"errors\":1,\"skipped\":1}", tests.toString());
        assertEquals(
                "[{\"class\":\"a.B\",\"name\":\"adds\",\"message\":\"expected 3\"},"
                        + "{\"class\":\"a.B\",\"name\":\"opens\",\"message\":\"no file\"}]",
                TestRun.output(outcome, "failures").toString());
    }

    @Test
    void failingTestsFailTheStepWhateverTheExitCode() throws Exception {
        AgentOutcome outcome = writing(
                        0, TestRun.passing(1)[0], FAILED, FAILED, TestRun.passing(2)[1], TestRun.passing(3)[2])
                .outcome();

        assertEquals("Failure: Tests FAILED: 2 test(s) failed out of 5 (2 failures)", TestRun.text(outcome));
    }

    @Test
    void skippedTestsAreTold() throws Exception {
        String[] cases = TestRun.passing(5);
        cases[2] = SKIPPED;

        assertEquals(
                "Success: Status: PASS, Tests: 4/5 (1 skipped)",
                TestRun.text(writing(0, cases).outcome()));
    }

    @Test
    void noTestThatRanIsAFailure() throws Exception {
        assertEquals(
                "Failure: Tests FAILED: no test ran, the test command ended with exit code 0",
                TestRun.text(writing(0).outcome()));
    }

    @Test
    void onlySkippedTestsAreAFailure() throws Exception {
        assertEquals(
                "Failure: Tests FAILED: no test ran (2 skipped), the test command ended with exit code 0",
                TestRun.text(writing(0, SKIPPED, SKIPPED).outcome()));
    }

    @Test
    void aCommandThatTakesTooLongIsEnded() throws Exception {
        AgentOutcome outcome =
                run.script("sleep 100000").with("timeout", "300ms").outcome();

        assertEquals("Failure: Timed out after 0.3 s (tracehook.testing.timeout)", TestRun.text(outcome));
        assertEquals(AgentOutcome.Failure.Kind.TIMED_OUT, ((AgentOutcome.Failure) outcome).kind());
        assertNull(TestRun.output(outcome, "exit_code"));
        assertEquals(1, run.removals.get());
    }

    @Test
    void aCommandThatCrashesFailsWithItsSignal() throws Exception {
        AgentOutcome outcome = run.script("kill -KILL $$").outcome();

        assertEquals(
                "Failure: Tests FAILED: the test command ended with exit code 137 (signal 9)", TestRun.text(outcome));
    }

    @Test
    void aCrashAfterPassingTestsIsAFailure() throws Exception {
        AgentOutcome outcome = writing(139, TestRun.passing(2)).outcome();

        assertEquals(
                "Failure: Tests FAILED: no test failed out of 2, but the test command ended with exit code 139 "
                        + "(signal 11)",
                TestRun.text(outcome));
        assertEquals(2, TestRun.output(outcome, "tests").get("passed").asInt());
    }

    @Test
    void noReportIsAFailureThatNamesWhatWasLookedFor() throws Exception {
        AgentOutcome outcome = run.script("exit 2")
                .with("reports", "target/surefire-reports/*.xml,TEST-*.xml")
                .outcome();

        assertEquals(
                "Failure: Tests FAILED: the test command wrote no report that matches "
                        + "target/surefire-reports/*.xml, TEST-*.xml, it ended with exit code 2",
                TestRun.text(outcome));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<testsuite><testcase name='a'/>                     | is no well-formed XML",
                "''                                                  | is no well-formed XML",
                "<html/>                                             | is no JUnit XML: its root is neither testsuites nor testsuite"
            })
    void aMalformedReportIsAFailureThatNamesIt(String content, String problem) throws Exception {
        AgentOutcome outcome = run.file("bad", content)
                .script("mkdir out", "cp bad out/a.xml")
                .with("reports", REPORTS)
                .outcome();

        assertEquals(
                "Failure: Tests FAILED: the report out/a.xml " + problem + "; the test command ended with exit code 0",
                TestRun.text(outcome));
    }

    @Test
    void withoutACommandThePropertyIsNamedAndNothingIsCheckedOut() throws Exception {
        Checkouts none = request -> {
            throw new AssertionError("checked out");
        };

        assertEquals(
                "Failure: Agent failed: there is no test command: set tracehook.testing.command "
                        + "(TRACEHOOK_TESTING_COMMAND), or bind testing_agent to a remote agent",
                TestRun.text(run.agent(none).execute(run.request())));
    }

    @Test
    void withoutReportsTheExitCodeDecides() throws Exception {
        assertEquals("Success: Status: PASS", TestRun.text(run.script("exit 0").outcome()));
    }

    @Test
    void anExitCodeIsTold() throws Exception {
        assertEquals(
                "Failure: Tests FAILED: the test command ended with exit code 3",
                TestRun.text(run.script("exit 3").outcome()));
    }

    @Test
    void aTriggerRuleChoosesTheCommandWithItsReports() throws Exception {
        run.script("exit 9").with("commands.api.command", Settings.list("sh", "-c", "exit 3"));
        run.with("commands.web.command", Settings.list("sh", "-c", "mkdir out; cp ready.xml out/a.xml"));
        run.with("commands.web.reports", REPORTS).file("ready.xml", TestRun.report(TestRun.passing(2)));

        assertEquals(
                "Success: Status: PASS, Tests: 2/2",
                TestRun.text(run.rule("test", "web").outcome()));
        assertEquals(
                "Failure: Tests FAILED: the test command ended with exit code 3",
                TestRun.text(run.rule("test", "api").outcome()));
    }

    @Test
    void aTicketChoosesNoCommand() throws Exception {
        run.script("exit 9").with("commands.web.command", "true").ticket(Map.of("test", TextNode.valueOf("web")));

        assertEquals("Failure: Tests FAILED: the test command ended with exit code 9", TestRun.text(run.outcome()));
    }

    @Test
    void aCommandHasItsOwnTimeLimit() throws Exception {
        run.script("exit 0").with("timeout", "1h");
        run.with("commands.web.command", "sleep,60")
                .with("commands.web.timeout", "50ms")
                .rule("test", "web");

        assertEquals(
                "Failure: Timed out after 0.1 s (tracehook.testing.commands.web.timeout)", TestRun.text(run.outcome()));
    }

    /** As after a rerun of a trace whose command is gone. */
    @Test
    void aCommandThatIsNotThereIsSaidWithThoseThatAre() throws Exception {
        run.script("exit 0").with("commands.web.command", "true").with("commands.api.command", "true");

        assertEquals(
                "Failure: Agent failed: context.test of the trigger rule: there is no test command 'wbe': use one of api,"
                        + " web, or define it under tracehook.testing.commands",
                TestRun.text(run.rule("test", "wbe").outcome()));
        assertEquals(0, run.removals.get());
    }

    @Test
    void aProgramOfANamedCommandThatCannotBeRunIsNamedWithIt() throws Exception {
        run.with("commands.web.command", "no-such-program-anywhere").rule("test", "web");

        assertTrue(TestRun.text(run.outcome())
                .contains("'no-such-program-anywhere' of tracehook.testing.commands.web.command cannot be run"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-program-anywhere", "./no-such-file", "./data.txt", "."})
    void aProgramThatCannotBeRunIsNamed(String program) throws Exception {
        AgentOutcome outcome = run.file("data.txt", "text")
                .command(program, "--secret-argument")
                .outcome();

        assertEquals(
                "Failure: Agent failed: the program '" + program + "' of tracehook.testing.command cannot be run: "
                        + "it must be in the checkout or in PATH, and executable",
                TestRun.text(outcome));
        assertEquals(1, run.removals.get());
    }

    @Test
    void aProgramOfTheCheckoutIsRunWithItsArgumentsAsTheyAre() throws Exception {
        run.file("check.sh", "#!/bin/sh\n[ \"$#\" = 2 ] && [ \"$1\" = 'a $(exit 1) b' ] && [ \"$2\" = ';c,d' ]\n");
        assertTrue(directory.resolve("check.sh").toFile().setExecutable(true));

        assertEquals(
                "Success: Status: PASS",
                TestRun.text(run.command("./check.sh", "a $(exit 1) b", ";c,d").outcome()));
    }

    @Test
    void aCheckoutThatFailsSaysWhy() throws Exception {
        Checkouts failing = request -> {
            throw new WorkspaceException("the branch 'main' does not exist");
        };

        assertEquals(
                "Failure: Agent failed: the branch 'main' does not exist",
                TestRun.text(run.script("exit 0").agent(failing).execute(run.request())));
    }

    @Test
    void anInterruptedCheckoutIsInterrupted() {
        Checkouts interrupted = request -> {
            throw new InterruptedException();
        };

        assertThrows(
                InterruptedException.class,
                () -> run.script("exit 0").agent(interrupted).execute(run.request()));
    }

    @Test
    void onlyTheFirstFailuresAreHandedOn() throws Exception {
        String[] cases = new String[25];
        Arrays.setAll(
                cases,
                at -> "<testcase name='t" + at + "'><failure message='"
                        + "x&#9;&#133;&#8238;[31m".repeat(at == 1 ? 300 : 100) + "'/></testcase>");
        AgentOutcome outcome = writing(1, cases).outcome();

        JsonNode failures = TestRun.output(outcome, "failures");
        assertEquals(10, failures.size());
        assertEquals("t0", failures.get(0).get("name").asText());
        String message = failures.get(0).get("message").asText();
        assertTrue(message.startsWith("x \uFFFD\uFFFD[31mx \uFFFD\uFFFD[31m"), message);
        assertEquals(800, message.length());
        assertEquals("(2400 characters)", failures.get(1).get("message").asText());
        assertTrue(message.chars().noneMatch(sign -> Character.isISOControl(sign) || sign == 0x202e));
    }

    @Test
    void aFailureSaysWhereItIs() throws Exception {
        AgentOutcome outcome = writing(
                        1,
                        "<testcase classname='C' name='a' file='src/C.py'><failure message='m'/></testcase>",
                        "<testcase classname='C' name='b' file='" + directory
                                + "/src/C.php'><failure message='m'/></testcase>",
                        "<testcase classname='C' name='c'><error message='m'/></testcase>")
                .outcome();

        assertEquals("""
                [{"class":"C","name":"a","message":"m","file":"src/C.py"},\
                {"class":"C","name":"b","message":"m","file":"src/C.php"},\
                {"class":"C","name":"c","message":"m"}]""", TestRun.output(outcome, "failures").toString());
    }

    @Test
    void ofALongMessageTheFirstLineIsShown() throws Exception {
        AgentOutcome outcome = writing(
                        1,
                        "<testcase name='a'><failure message='expected 1 but was 2&#10;" + "x".repeat(2_000)
                                + "'/></testcase>")
                .outcome();

        assertEquals(
                "expected 1 but was 2",
                TestRun.output(outcome, "failures").at("/0/message").asText());
    }

    @Test
    void secretsOfThisProcessAreNeitherHandedOverNorTold() throws Exception {
        String canary = "canary-7f3a9";
        AgentOutcome outcome = run.environment(Map.of(
                        "PATH", System.getenv("PATH"),
                        "TRACEHOOK_WEBHOOK_SECRET", canary,
                        "AWS_SECRET_ACCESS_KEY", canary,
                        "AWS_SESSION_TOKEN", canary,
                        "_HANDLER", canary,
                        "JAVA_TOOL_OPTIONS", canary,
                        "GIT_PASSWORD", canary))
                .with("variables.GREETING", "hello, world")
                .script("env > \"$0.env\"; cat /proc/self/environ > \"$0.proc\" 2>/dev/null", "env; env >&2; exit 1")
                .outcome();

        assertFalse((TestRun.text(outcome) + outcome.outputs()).contains(canary));
        Map<String, String> seen = variables(Files.readString(directory.resolve("sh.env")));
        assertFalse(seen.toString().contains(canary), seen.toString());
        assertFalse(Files.readString(directory.resolve("sh.proc")).contains(canary));
        assertEquals("true", seen.get("CI"));
        assertEquals("staging", seen.get("TEST_ENVIRONMENT"));
        assertEquals("hello, world", seen.get("GREETING"));
        seen.keySet().removeAll(List.of("CI", "TEST_ENVIRONMENT", "GREETING", "PATH"));
        seen.keySet().removeAll(List.of("PWD", "OLDPWD", "SHLVL", "_"));
        assertEquals(Map.of(), seen);
    }

    private TestRun writing(int exitCode, String... testCases) throws IOException {
        return run.file("prepared", TestRun.report(testCases))
                .script("mkdir out", "cp prepared out/TEST-a.xml", "exit " + exitCode)
                .with("reports", REPORTS);
    }

    private static Map<String, String> variables(String lines) {
        Map<String, String> variables = new TreeMap<>();
        lines.lines()
                .forEach(line ->
                        variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return variables;
    }
}
