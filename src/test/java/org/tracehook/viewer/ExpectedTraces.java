package org.tracehook.viewer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What lines say of their traces, in whatever order they come: the end where there is one, else what led there. */
final class ExpectedTraces {

    private static final List<String> STEP = List.of(
            "step_number",
            "agent_name",
            "agent_task",
            "status",
            "started_at",
            "completed_at",
            "success",
            "error_message",
            "output_summary");

    private ExpectedTraces() {}

    /** The traces of the lines by their ids; lines of deliveries that ran nothing have none. */
    static Map<String, Seen> of(Collection<ObjectNode> lines) {
        Map<String, List<ObjectNode>> byTrace = lines.stream()
                .filter(line -> line.path("event").asText().matches("(?:pipeline|step)\\..*"))
                .collect(Collectors.groupingBy(line -> line.path("trace_id").asText()));
        Map<String, Seen> traces = new TreeMap<>();
        byTrace.forEach((id, own) -> traces.put(id, seen(own)));
        return traces;
    }

    private static Seen seen(List<ObjectNode> lines) {
        Optional<JsonNode> end = of("pipeline.completed", lines).map(line -> line.path("trace"));
        return end.map(trace -> new Seen(trace.path("pipeline_status").asText(), false, trace))
                .orElseGet(() -> new Seen("RUNNING", true, soFar(lines)));
    }

    private static Optional<ObjectNode> of(String event, List<ObjectNode> lines) {
        return lines.stream()
                .filter(line -> line.path("event").asText().equals(event))
                .findFirst();
    }

    private static JsonNode soFar(List<ObjectNode> lines) {
        ObjectNode started = of("pipeline.started", lines).orElseThrow();
        ObjectNode trace = JsonNodeFactory.instance.objectNode();
        trace.set("trace_id", started.path("trace_id"));
        trace.set("trigger", started.path("trigger"));
        trace.set("intent_type", started.at("/trigger/intent_type"));
        trace.put("pipeline_status", "RUNNING");
        trace.set("started_at", started.path("started_at"));
        trace.putNull("completed_at");
        Map<Integer, ObjectNode> steps = new TreeMap<>();
        lines.stream()
                .filter(line -> line.path("event").asText().startsWith("step."))
                .sorted(Comparator.comparing(line -> line.path("event").asText(), Comparator.reverseOrder()))
                .forEach(line -> steps.put(line.path("step_number").asInt(), step(line)));
        trace.putArray("steps").addAll(steps.values());
        trace.putNull("final_error");
        trace.set("execution_plan_summary", started.path("execution_plan_summary"));
        return trace;
    }

    private static ObjectNode step(ObjectNode line) {
        ObjectNode step = JsonNodeFactory.instance.objectNode();
        for (String key : STEP) {
            step.set(key, line.has(key) ? line.path(key) : step.nullNode());
        }
        if (line.path("event").asText().equals("step.started")) {
            step.put("status", "STARTED");
        }
        return step;
    }

    /**
     * A trace as far as lines tell.
     *
     * @param rebuilt whether its end is missing
     * @param trace the whole document, or what is known of it
     */
    record Seen(String status, boolean rebuilt, JsonNode trace) {}
}
