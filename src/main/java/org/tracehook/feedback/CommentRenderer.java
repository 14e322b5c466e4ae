package org.tracehook.feedback;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.Scrubber;

/** Renders a comment so that its first two lines say what became of the pipeline; what they say is said once. */
final class CommentRenderer {

    /** The last ones: where it stopped is among them. */
    private static final int MOST_STEPS = 20;

    /** In UTF-16 units, of each text of a comment that does not fit with whole texts. */
    private static final int SHORTENED_TEXT = 1_000;

    private final CommentContent content;
    private final ExecutionTrace trace;
    private final Cap cap;
    private final CommentWriter writer;

    private CommentRenderer(CommentContent content, Cap cap, CommentWriter writer) {
        this.content = content;
        this.trace = content.trace();
        this.cap = cap;
        this.writer = writer;
    }

    /**
     * The last steps in at most that many characters, {@link CommentContent#SHORTEST} or more: when they do not fit, again
     * and again with half the steps and texts of half the length.
     */
    static <W extends CommentWriter> W within(int longest, CommentContent content, Supplier<W> blank) {
        W writer = rendered(content, new Cap(MOST_STEPS, Integer.MAX_VALUE), blank);
        Cap cap = new Cap(MOST_STEPS, SHORTENED_TEXT);
        while (writer.length() > longest) {
            writer = rendered(content, cap, blank);
            cap = cap.half();
        }
        return writer;
    }

    private static <W extends CommentWriter> W rendered(CommentContent content, Cap cap, Supplier<W> blank) {
        W writer = blank.get();
        new CommentRenderer(content, cap, writer).render();
        return writer;
    }

    private void render() {
        writer.headline(trace.pipelineStatus(), text(trace.intentType()), after(trace.duration()));
        stop();
        if (cap.steps() > 0 && trace.executionPlanSummary() != null) {
            writer.paragraph("Plan", text(trace.executionPlanSummary()));
        }
        int steps = trace.steps().size();
        if (steps > cap.steps()) {
            writer.note("Of " + steps + " steps " + cap.steps() + " are shown.");
        }
        trace.steps().subList(Math.max(0, steps - cap.steps()), steps).forEach(this::step);
        if (cap.textLength() <= SHORTENED_TEXT) {
            writer.note("Shortened to what Jira takes.");
        }
        if (cap.steps() > 0 && content.logsUrl() != null) {
            writer.link("Logs", content.logsUrl());
        }
        if (content.nextRunAt() != null) {
            writer.note("No further run of this issue begins before " + content.nextRunAt()
                    + ": it had all that tracehook.limits.runs-per-issue-per-hour allows.");
        }
        writer.note(Marker.lastLine(trace.traceId()));
    }

    /** Where it stopped; the final error too, unless that step says the same. */
    private void stop() {
        if (!trace.pipelineStatus().isTerminal() || trace.pipelineStatus() == PipelineStatus.SUCCESS) {
            return;
        }
        Optional<ExecutionStep> last = trace.steps().stream().reduce((first, second) -> second);
        boolean said = last.filter(step -> Objects.equals(step.errorMessage(), trace.finalError()))
                        .isPresent()
                && cap.steps() > 0;
        String error = said ? "" : text(trace.finalError());
        writer.stop(
                last.map(step -> "Stopped at step " + step.stepNumber()).orElse("No step began"),
                last.map(step -> text(step.agentName())).orElse(""),
                error);
    }

    private void step(ExecutionStep step) {
        writer.step(step, text(step.agentName()), step.status() + after(step.duration()));
        detail("Task", step.agentTask());
        detail("Result", step.outputSummary());
        detail("Error", step.errorMessage());
    }

    private void detail(String label, String text) {
        String told = text(text);
        if (!told.isEmpty()) {
            writer.detail(label, told);
        }
    }

    private String text(String text) {
        return oneLine(text, cap.textLength());
    }

    /** The text on one line, what cannot be seen spelled out, in that many UTF-16 units at most; empty for null. */
    static String oneLine(String text, int longest) {
        if (text == null) {
            return "";
        }
        // First the length, then what is spelled out: markup is made of the result, so that markup is never cut.
        String start = Scrubber.capped(text.strip(), longest);
        return Scrubber.capped(Scrubber.visible(start).strip(), longest);
    }

    private static String after(Optional<Duration> duration) {
        return duration.map(time -> ", " + words(time)).orElse("");
    }

    /** To the millisecond below a minute, as the log lines have it. */
    private static String words(Duration time) {
        long millis = time.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%d.%03d s", millis / 1_000, millis % 1_000);
        }
        return millis / 60_000 + " min " + millis / 1_000 % 60 + " s";
    }

    /**
     * How much is said.
     *
     * @param steps how many of the last steps; with none of them, neither plan nor link are given
     * @param textLength of each text, in UTF-16 units
     */
    private record Cap(int steps, int textLength) {

        Cap half() {
            return new Cap(steps / 2, textLength / 2);
        }
    }
}
