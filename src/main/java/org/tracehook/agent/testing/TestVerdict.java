package org.tracehook.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.agent.OneLine;
import org.tracehook.agent.WholeText;
import org.tracehook.agent.testing.TestCase.TestStatus;
import org.tracehook.agent.testing.TestCommand.CommandResult;
import org.tracehook.agent.testing.TestReports.BadReportException;
import org.tracehook.deadline.Seconds;
import org.tracehook.workspace.Checkout;

/**
 * Turns the result of the test command into the outcome of the step. Tests passed only if both the reports and the exit code
 * say so. The outputs never hold anything that the command printed.
 */
final class TestVerdict {

    private static final int SIGNALS = 128;
    private static final int HIGHEST_SIGNAL = 64;

    private final Checkout checkout;
    private final CommandResult result;
    private final Map<String, JsonNode> outputs = new HashMap<>();

    TestVerdict(Checkout checkout, CommandResult result) {
        this.checkout = checkout;
        this.result = result;
        outputs.put("tested_commit", TextNode.valueOf(checkout.commit()));
        outputs.put("duration_ms", LongNode.valueOf(result.duration().toMillis()));
        result.exitCode().ifPresent(code -> outputs.put("exit_code", IntNode.valueOf(code)));
    }

    /** The outcome where no reports are configured. */
    AgentOutcome byExitCode() {
        return exitCode() == 0 ? passed("") : failed("the test command " + ending());
    }

    /** The outcome where the command wrote no report that matches the globs. */
    AgentOutcome withoutReport(String globs) {
        return failed("the test command wrote no report that matches " + globs + ", it " + ending());
    }

    /** The outcome where a report cannot be read. */
    AgentOutcome withBadReport(BadReportException why) {
        return failed(why.getMessage() + "; the test command " + ending());
    }

    /** The outcome where the reports have those tests. */
    AgentOutcome byReports(TestTally tally) {
        outputs.put("tests", counts(tally));
        outputs.put("failures", failures(tally));
        if (tally.bad() > 0) {
            return failed(tally.bad() + " test(s) failed out of " + tally.total() + " (" + kinds(tally) + ")");
        }
        int skipped = tally.count(TestStatus.SKIPPED);
        int passed = tally.count(TestStatus.PASSED);
        String andSkipped = skipped == 0 ? "" : " (" + skipped + " skipped)";
        if (passed == 0) {
            return failed("no test ran" + andSkipped + ", the test command " + ending());
        }
        return exitCode() == 0
                ? passed(", Tests: " + passed + "/" + tally.total() + andSkipped)
                : failed("no test failed out of " + tally.total() + ", but the test command " + ending());
    }

    /** The outcome where the command took longer than the operator allows with that property. */
    AgentOutcome timedOut(Duration limit, String property) {
        return new Failure(
                "Timed out after " + Seconds.of(limit) + " s (" + property + ")", outputs, Failure.Kind.TIMED_OUT);
    }

    /** The outcome where processes of the command could not be ended. */
    AgentOutcome withSurvivors() {
        return failed(result.survivors() + " process(es) of the test command could not be ended");
    }

    private AgentOutcome passed(String tests) {
        return new Success("Status: PASS" + tests, outputs);
    }

    private AgentOutcome failed(String what) {
        return new Failure("Tests FAILED: " + what, outputs);
    }

    private int exitCode() {
        return result.exitCode().orElseThrow();
    }

    private String ending() {
        int signal = exitCode() - SIGNALS;
        String meaning = signal > 0 && signal <= HIGHEST_SIGNAL ? " (signal " + signal + ")" : "";
        return "ended with exit code " + exitCode() + meaning;
    }

    private static String kinds(TestTally tally) {
        int errors = tally.count(TestStatus.ERROR);
        int failures = tally.count(TestStatus.FAILED);
        if (errors == 0) {
            return failures + " failures";
        }
        return failures == 0 ? errors + " errors" : failures + " failures, " + errors + " errors";
    }

    private static ObjectNode counts(TestTally tally) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("total", tally.total())
                .put("passed", tally.count(TestStatus.PASSED))
                .put("failed", tally.count(TestStatus.FAILED))
                .put("errors", tally.count(TestStatus.ERROR))
                .put("skipped", tally.count(TestStatus.SKIPPED));
    }

    private ArrayNode failures(TestTally tally) {
        ArrayNode failures = JsonNodeFactory.instance.arrayNode();
        for (TestCase failure : tally.failures()) {
            ObjectNode json = failures.addObject()
                    .put("class", line(failure.className()))
                    .put("name", line(failure.name()))
                    .put("message", line(shortest(failure.message())));
            if (!failure.file().isEmpty()) {
                json.put("file", line(inCheckout(failure.file())));
            }
        }
        return failures;
    }

    /** Of a message that is too long to be shown the first line, which often is not. */
    private static String shortest(String message) {
        return WholeText.of(message).equals(message)
                ? message
                : message.lines().findFirst().orElse("");
    }

    /** The path without the directory of this machine in which the tests ran. */
    private String inCheckout(String file) {
        String directory = checkout.directory() + "/";
        return file.startsWith(directory) ? file.substring(directory.length()) : file;
    }

    private static String line(String text) {
        return OneLine.of(WholeText.of(text));
    }
}
