package org.tracehook.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.deadline.Seconds;

/** Says what a run of the test command came to: tests passed only if both its reports and its exit code say so. */
final class TestVerdict {

    private static final int SIGNALS = 128;
    private static final int HIGHEST_SIGNAL = 64;

    private final TestCommand.Run run;
    private final Map<String, JsonNode> outputs;

    /** Hands those outputs on, however it ends. */
    TestVerdict(TestCommand.Run run, Map<String, JsonNode> outputs) {
        this.run = run;
        this.outputs = outputs;
    }

    /** What a run without any reports came to. */
    AgentOutcome byExitCode() {
        return exitCode() == 0 ? passed("") : failed("the test command " + ending());
    }

    /** What a run came to whose command wrote none of the reports that it should. */
    AgentOutcome withoutReport(ReportGlobs globs) {
        return failed("the test command wrote no report that matches " + globs + ", it " + ending());
    }

    /** What a run came to with a report that is no use. */
    AgentOutcome withBadReport(BadReportException why) {
        return failed(why.getMessage() + "; the test command " + ending());
    }

    /** What a run came to whose reports have those tests. */
    AgentOutcome byReports(TestTally tally) {
        int skipped = tally.count(TestCase.Result.SKIPPED);
        int passed = tally.count(TestCase.Result.PASSED);
        if (tally.bad() > 0) {
            return failed(tally.bad() + " test(s) failed out of " + tally.total() + " (" + kinds(tally) + ")");
        }
        String andSkipped = skipped == 0 ? "" : " (" + skipped + " skipped)";
        if (passed == 0) {
            return failed("no test ran" + andSkipped + ", the test command " + ending());
        }
        return exitCode() == 0
                ? passed(", Tests: " + passed + "/" + tally.total() + andSkipped)
                : failed("no test failed out of " + tally.total() + ", but the test command " + ending());
    }

    /** What a run came to that took longer than the operator allows. */
    AgentOutcome ended(TimeBudget budget) {
        return new Failure(
                "Timed out after " + Seconds.of(budget.limit()) + " s (" + TestSettings.TIMEOUT + ")", outputs);
    }

    /** What a run came to of which processes are left; empty when none is. */
    Optional<AgentOutcome> withSurvivors() {
        return Optional.of(run.survivors())
                .filter(survivors -> survivors > 0)
                .map(survivors -> failed(survivors + " process(es) of the test command could not be ended"));
    }

    private AgentOutcome passed(String tests) {
        return new Success("Status: PASS" + tests, outputs);
    }

    private AgentOutcome failed(String what) {
        return new Failure("Tests FAILED: " + what, outputs);
    }

    private int exitCode() {
        return run.exitCode().orElseThrow();
    }

    private String ending() {
        int signal = exitCode() - SIGNALS;
        String meaning = signal > 0 && signal <= HIGHEST_SIGNAL ? " (signal " + signal + ")" : "";
        return "ended with exit code " + exitCode() + meaning;
    }

    private static String kinds(TestTally tally) {
        int errors = tally.count(TestCase.Result.ERROR);
        int failures = tally.count(TestCase.Result.FAILED);
        if (errors == 0) {
            return failures + " failures";
        }
        return failures == 0 ? errors + " errors" : failures + " failures, " + errors + " errors";
    }
}
