package org.tracehook.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import org.tracehook.agent.OneLine;
import org.tracehook.agent.WholeText;

/** A run of the tests as what later steps get of it; never anything that the command printed. */
final class TestOutputs {

    private TestOutputs() {}

    /** What every run has. */
    static Map<String, JsonNode> of(String commit, TestCommand.Run run) {
        Map<String, JsonNode> outputs = new HashMap<>();
        outputs.put("tested_commit", TextNode.valueOf(commit));
        outputs.put("duration_ms", LongNode.valueOf(run.duration().toMillis()));
        run.exitCode().ifPresent(code -> outputs.put("exit_code", IntNode.valueOf(code)));
        return outputs;
    }

    /** What reports add. */
    static Map<String, JsonNode> of(TestTally tally) {
        ArrayNode failures = JsonNodeFactory.instance.arrayNode();
        tally.failures().forEach(failure -> failures.add(json(failure)));
        return Map.of("tests", counts(tally), "failures", failures);
    }

    private static ObjectNode counts(TestTally tally) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("total", tally.total())
                .put("passed", tally.count(TestCase.Result.PASSED))
                .put("failed", tally.count(TestCase.Result.FAILED))
                .put("errors", tally.count(TestCase.Result.ERROR))
                .put("skipped", tally.count(TestCase.Result.SKIPPED));
    }

    private static ObjectNode json(TestCase failure) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("test", line(failure.name()))
                .put("class", line(failure.className()))
                .put("message", line(failure.message()));
    }

    private static String line(String text) {
        return OneLine.of(WholeText.of(text));
    }
}
