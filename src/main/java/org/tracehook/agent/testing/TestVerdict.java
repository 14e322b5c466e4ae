package org.tracehook.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;

/**
 * What a test run came to.
 *
 * @param passed whether the tests passed
 * @param text the whole text that the trace shows
 * @param results what the reports say, where there are some
 */
record TestVerdict(boolean passed, String text, Optional<TestResults> results) {

    private static final String FAILED = "Tests FAILED: ";

    /** Without reports the exit code is all there is. */
    static TestVerdict of(int exitCode) {
        return exitCode == 0
                ? new TestVerdict(true, "Status: PASS", Optional.empty())
                : failed("the test command ended with exit code " + exitCode);
    }

    /** With reports both must say that the tests passed, and at least one must have run. */
    static TestVerdict of(int exitCode, TestResults results) {
        if (results.failed() > 0) {
            return new TestVerdict(false, FAILED + failures(results), Optional.of(results));
        }
        if (exitCode != 0) {
            return new TestVerdict(
                    false,
                    FAILED + "the test command ended with exit code " + exitCode
                            + ", though its reports have no failure",
                    Optional.of(results));
        }
        if (results.passed() == 0) {
            return new TestVerdict(false, FAILED + "no test ran", Optional.of(results));
        }
        String skipped = results.skipped() == 0 ? "" : " (" + results.skipped() + " skipped)";
        return new TestVerdict(
                true,
                "Status: PASS, Tests: " + results.passed() + "/" + results.total() + skipped,
                Optional.of(results));
    }

    /** A run that has no result; {@code why} is for people. */
    static TestVerdict failed(String why) {
        return new TestVerdict(false, FAILED + why, Optional.empty());
    }

    private static String failures(TestResults results) {
        List<String> kinds = new ArrayList<>();
        if (results.failures() > 0) {
            kinds.add(results.failures() + " failures");
        }
        if (results.errors() > 0) {
            kinds.add(results.errors() + " errors");
        }
        return results.failed() + " test(s) failed out of " + results.total() + " (" + String.join(", ", kinds) + ")";
    }

    /** The step's outcome; the commit tested is among its outputs. */
    AgentOutcome outcome(String commit) {
        Map<String, JsonNode> outputs = new HashMap<>();
        outputs.put("commit", TextNode.valueOf(commit));
        results.ifPresent(all -> outputs.putAll(outputs(all)));
        return passed ? new Success(text, outputs) : new Failure(text, outputs);
    }

    private static Map<String, JsonNode> outputs(TestResults results) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ArrayNode failures = json.arrayNode();
        results.firstFailures().forEach(failed -> failures.addObject()
                .put("suite", failed.suite())
                .put("test", failed.test())
                .put("message", failed.message()));
        return Map.of(
                "tests",
                json.objectNode()
                        .put("total", results.total())
                        .put("passed", results.passed())
                        .put("failures", results.failures())
                        .put("errors", results.errors())
                        .put("skipped", results.skipped()),
                "failures",
                failures);
    }

    /** Says whether the tests passed, never what they wrote. */
    @Override
    public String toString() {
        return "TestVerdict[" + (passed ? "passed" : "failed") + "]";
    }
}
