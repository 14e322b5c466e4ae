package org.tracehook.tracelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.RunFacts;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

/** However many steps and whatever texts, also such as the scrubber would never let through. */
class LineLimitPropertyTest {

    private static final Set<String> TEXTS = Set.of(
            "agent_task",
            "output_summary",
            "error_message",
            "final_error",
            "execution_plan_summary",
            "issue_status",
            "rule",
            "condition",
            "expected",
            "actual");

    @Property(tries = 25)
    void everyLineOfATraceStaysUnderTheLimitAndTrue(
            @ForAll @IntRange(max = 1_500) int steps,
            @ForAll @Size(4) List<@From("texts") String> texts,
            @ForAll @IntRange(min = 1, max = 200) int nameLength) {
        ExecutionTrace trace = trace(steps, texts, "x".repeat(nameLength));
        List<LogLine> lines = new ArrayList<>();
        TraceLines listener = new TraceLines(SampleLines.INVOCATION, "delivery-1", Set.of("intent"), lines::add);

        listener.pipelineStarted(trace, new RunFacts(verdicts(steps, texts.get(0)), verdicts(0, ""), null, null));
        listener.pipelineCompleted(trace);
        trace.steps().stream().limit(2).forEach(step -> listener.stepCompleted(trace, step, StepOutcome.success("")));

        lines.forEach(LineContract::check);
        JsonNode written = lines.get(1).fields().path("trace");
        assertSame(TraceJson.tree(trace), written);
        assertTrue(written.path("steps").size() >= Math.min(2, steps));
        if (steps > 0) {
            assertEquals(
                    steps,
                    written.path("steps")
                            .get(written.path("steps").size() - 1)
                            .path("step_number")
                            .asInt());
        }
    }

    @Property(tries = 300)
    void aLineThatFitsIsNotTouched(@ForAll @Size(5) List<@From("texts") String> texts) {
        ExecutionTrace trace = trace(4, texts, "agent");
        List<LogLine> lines = new ArrayList<>();

        new TraceLines(SampleLines.INVOCATION, null, Set.of(), lines::add).pipelineCompleted(trace);

        ObjectNode line = lines.get(0).fields();
        if (TraceJson.tree(trace).toString().getBytes(StandardCharsets.UTF_8).length < LineLimit.BYTES - 1_000) {
            assertEquals(TraceJson.tree(trace), line.path("trace"));
            assertTrue(line.path("truncated").isMissingNode());
        } else {
            assertTrue(line.path("truncated").asBoolean());
        }
    }

    /** Equal but for the texts, which may be cut, and the steps, of which there may be fewer. */
    private static void assertSame(JsonNode before, JsonNode after) {
        after.properties().forEach(member -> {
            JsonNode old = before.path(member.getKey());
            if (member.getKey().equals("steps")) {
                member.getValue()
                        .forEach(step ->
                                assertSame(old.get(step.path("step_number").asInt() - 1), step));
            } else if (member.getValue().isObject()) {
                assertSame(old, member.getValue());
            } else if (!member.getValue().equals(old)) {
                assertTrue(TEXTS.contains(member.getKey()), member::toString);
                String cut = member.getValue().asText();
                assertTrue(old.asText().startsWith(cut.substring(0, cut.length() - 1)) && cut.endsWith("…"), cut);
            }
        });
        assertEquals(before.size(), after.size());
    }

    private static ExecutionTrace trace(int steps, List<String> texts, String name) {
        TriggerInfo trigger = new TriggerInfo(TriggerSource.TEST, "PROJ-1", texts.get(0), "intent", Clocks.START);
        ExecutionTrace trace =
                ExecutionTrace.started("00000000-0000-0000-0000-000000000001", trigger, texts.get(1), Clocks.START);
        List<ExecutionStep> all = new ArrayList<>();
        Instant at = Clocks.START;
        for (int i = 1; i <= steps; i++) {
            StepOutcome end = i < steps ? StepOutcome.success(texts.get(2)) : StepOutcome.fail(texts.get(3));
            all.add(ExecutionStep.started(i, name, texts.get(i % 4), at).ended(end, at));
        }
        return new ExecutionTrace(
                trace.traceId(),
                trigger,
                "intent",
                steps == 0 ? PipelineStatus.FAILED : PipelineStatus.PARTIAL,
                at,
                at,
                all,
                texts.get(3),
                texts.get(1));
    }

    private static ArrayNode verdicts(int rules, String text) {
        ArrayNode verdicts = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < rules; i++) {
            verdicts.addObject()
                    .put("rule", "rule " + i)
                    .put("condition", "labels")
                    .put("expected", text)
                    .put("actual", text);
        }
        return verdicts;
    }

    /** Characters that take one to six bytes, up to more of them than any line holds. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> parts = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.of(
                        "x",
                        "€",
                        "é",
                        "\u0000",
                        "\"",
                        "\\",
                        "\n",
                        "😀",
                        "👩‍💻",
                        "\ud83d",
                        "\u202e",
                        "}",
                        "\u001b[31m"));
        Arbitrary<Integer> times = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, Arbitraries.integers().between(0, 200)),
                net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(200, 2_000)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(2_000, 100_000)));
        return Combinators.combine(parts, times).as(String::repeat);
    }
}
