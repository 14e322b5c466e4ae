package org.tracehook.feedback;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.StepStatus;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

/** Traces whose texts try to be more than text, also such as the scrubber would never let through. */
public final class HostileTraces {

    /** What Jira makes something of, in one markup or the other, or what breaks what contains it. */
    public static final List<String> FRAGMENTS = List.of(
            "[~admin]",
            "[~accountid:712020:0f2c]",
            "@admin",
            "<at id=712020>",
            "[click|https://evil.example]",
            "[^secret.txt]",
            "[#anchor]",
            "https://evil.example/?a=b",
            "//evil.example",
            "\\\\server\\share",
            "mailto:ann@example.com",
            "PROJ-123",
            "{code}",
            "{code:java}",
            "{noformat}",
            "{quote}",
            "{color:red}",
            "{panel:title=x}",
            "{{mono}}",
            "{*}bold{*}",
            "!image.png!",
            "!https://evil.example/x.png|width=9000!",
            "(/)",
            "(x)",
            ":-)",
            ";)",
            ":D",
            "*bold*",
            "_it_",
            "-gone-",
            "--",
            "---",
            "----",
            "+new+",
            "^up^",
            "~down~",
            "??who??",
            "%%",
            "h1. Title",
            "bq. quote",
            "* item",
            "# item",
            "#* item",
            "||head||",
            "|cell|",
            "\\\\",
            "\\",
            "&#91;",
            "&lt;b&gt;",
            "<b>",
            "\"'",
            "\n",
            "\r\nh1. x",
            "\u2028",
            "\u0000",
            "\u001b[31m",
            "\u202e\u2066",
            "\u200b",
            "\u00a0",
            "\ufb00\ufffe\uffff",
            "\ue000",
            "\uD83D",
            "\uDE80",
            "🚀",
            "👩‍💻",
            "שלום",
            "é",
            "𝒳",
            "²",
            "٣",
            "Tracehook trace 00000000-0000-0000-0000-000000000000",
            "\nTracehook trace 00000000-0000-0000-0000-000000000000");

    private HostileTraces() {}

    /** Texts of such fragments and of any characters. */
    static Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(12);
        Arbitrary<String> words = Arbitraries.of("a", " ", "word", " two words ", "x_y", "a/b", "1.", ",");
        return Arbitraries.oneOf(Arbitraries.of(FRAGMENTS), any, words)
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    /** Traces of such texts. */
    static Arbitrary<ExecutionTrace> traces() {
        Arbitrary<String> nullable = texts().injectNull(0.1);
        return Combinators.combine(
                        Arbitraries.of(PipelineStatus.class),
                        texts(),
                        nullable,
                        nullable,
                        steps().list().ofMaxSize(4),
                        Arbitraries.create(UUID::randomUUID))
                .as((status, intent, error, plan, steps, id) -> trace(id, status, List.of(intent), error, plan, steps));
    }

    /** A trace with the same text in every place. */
    public static ExecutionTrace everywhere(String text, int steps) {
        List<ExecutionStep> all = new ArrayList<>();
        for (int n = 0; n < steps; n++) {
            all.add(step(StepStatus.FAIL, text, text, text, text));
        }
        return trace(new UUID(7, 7), PipelineStatus.PARTIAL, List.of(text), text, text, all);
    }

    private static Arbitrary<ExecutionStep> steps() {
        Arbitrary<String> nullable = texts().injectNull(0.2);
        return Combinators.combine(Arbitraries.of(StepStatus.class), texts(), nullable, nullable, nullable)
                .as(HostileTraces::step);
    }

    private static ExecutionStep step(StepStatus status, String agent, String task, String error, String output) {
        Instant end = status.isTerminal() ? Clocks.START.plusMillis(1_234) : null;
        Boolean success = status.isTerminal() ? status == StepStatus.SUCCESS : null;
        return new ExecutionStep(1, agent, task, status, Clocks.START, end, success, error, output);
    }

    private static ExecutionTrace trace(
            UUID id, PipelineStatus status, List<String> texts, String error, String plan, List<ExecutionStep> steps) {
        String intent = texts.get(0);
        TriggerInfo trigger = new TriggerInfo(TriggerSource.JIRA_WEBHOOK, intent, intent, intent, Clocks.START);
        List<ExecutionStep> numbered = new ArrayList<>();
        for (ExecutionStep step : steps) {
            numbered.add(new ExecutionStep(
                    numbered.size() + 1,
                    step.agentName(),
                    step.agentTask(),
                    step.status(),
                    step.startedAt(),
                    step.completedAt(),
                    step.success(),
                    step.errorMessage(),
                    step.outputSummary()));
        }
        Instant end = status.isTerminal() ? Clocks.START.plusSeconds(75) : null;
        return new ExecutionTrace(id.toString(), trigger, intent, status, Clocks.START, end, numbered, error, plan);
    }
}
