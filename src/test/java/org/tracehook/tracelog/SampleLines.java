package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tracehook.deadline.Deadline;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.RunFacts;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.trace.TraceStart;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

/** A line of every event. */
final class SampleLines {

    static final InvocationContext INVOCATION =
            new InvocationContext("request-1", null, true, Deadline.in(Duration.ofMinutes(1)));

    private SampleLines() {}

    static List<LogLine> all() {
        List<LogLine> lines = new ArrayList<>();
        ofATrace(lines);
        DeliveryLines deliveries = new DeliveryLines(INVOCATION, "delivery-1", lines::add);
        deliveries.acknowledged(
                new DeliveryLines.LoggedRun(
                        "00000000-0000-0000-0000-000000000001", "review_code", "00000000-0000-0000-0000-000000000002"),
                reasons(),
                new DeliveryLines.LoggedDelivery("PROJ-1", null, "192.0.2.1", 7),
                Clocks.START);
        deliveries.ignored(new DeliveryLines.LoggedDelivery("PROJ-1", null, "192.0.2.1", 7), reasons(), Clocks.START);
        deliveries.duplicate(
                new DeliveryLines.LoggedRun("00000000-0000-0000-0000-000000000001", "review_code", null),
                new DeliveryLines.LoggedDelivery("PROJ-1", null, "192.0.2.1", 7),
                reasons(),
                Clocks.START);
        for (DeliveryLines.Refusal refusal : DeliveryLines.Refusal.values()) {
            deliveries.rejected(
                    refusal, new DeliveryLines.LoggedDelivery(null, "PROJ-1", "192.0.2.1", 7), reasons(), Clocks.START);
        }
        DeliveryLines.LoggedRun run =
                new DeliveryLines.LoggedRun("00000000-0000-0000-0000-000000000001", "review_code", null);
        deliveries.feedback(run, "PROJ-1", told("created", "made", "Done"), Duration.ofMillis(7));
        deliveries.feedback(run, "PROJ-1", told(null, null, null, "comment: why not"), Duration.ofMillis(7));
        return lines;
    }

    private static ObjectNode told(String comment, String transition, String status, String... problems) {
        ObjectNode told = JsonNodeFactory.instance
                .objectNode()
                .put("comment", comment)
                .put("comment_id", comment == null ? null : "10034")
                .put("transition", transition)
                .put("issue_status", status);
        ArrayNode all = told.putArray("problems");
        List.of(problems).forEach(all::add);
        return told;
    }

    private static void ofATrace(List<LogLine> lines) {
        TraceRecorder recorder = new TraceRecorder(
                Clocks.ticking(),
                Clocks.counting(),
                new Scrubber(List.of()),
                List.of(new TraceLines(INVOCATION, "delivery-1", Set.of("review_code"), lines::add)));
        TriggerInfo trigger = new TriggerInfo(TriggerSource.TEST, "PROJ-1", null, "review_code", Clocks.START);
        RunFacts facts = new RunFacts(reasons(), reasons().removeAll(), "none", null);
        ExecutionTrace trace = recorder.start(
                new TraceStart("00000000-0000-0000-0000-000000000001", Clocks.START, facts), trigger, "a");
        trace = recorder.stepStarted(trace, "a", "task");
        trace = recorder.stepCompleted(trace, StepOutcome.fail("no").withOutputs(outputs()));
        recorder.complete(trace, PipelineStatus.PARTIAL, "no");
    }

    private static Map<String, JsonNode> outputs() {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        outputs.putObject("tests")
                .put("total", 2)
                .put("passed", 1)
                .put("failed", 1)
                .put("errors", 0)
                .put("skipped", 0);
        outputs.putArray("failures")
                .addObject()
                .put("class", "C")
                .put("name", "t")
                .put("message", "no")
                .put("file", "C.java");
        outputs.putObject("usage").put("input_tokens", 7).put("cost_usd", 0.5);
        outputs.put("of_ones_own", "anything");
        Map<String, JsonNode> byName = new HashMap<>();
        outputs.properties().forEach(output -> byName.put(output.getKey(), output.getValue()));
        return byName;
    }

    private static ArrayNode reasons() {
        ArrayNode reasons = JsonNodeFactory.instance.arrayNode();
        reasons.addObject()
                .put("rule", "a rule")
                .put("condition", "projects")
                .put("expected", "one of: A")
                .put("actual", "B");
        return reasons;
    }
}
