package org.tracehook.feedback;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;

/** Tells a story so that its first two lines say what became of the pipeline; what they say is said once. */
final class Telling {

    private final Story story;
    private final ExecutionTrace trace;
    private final Cut cut;
    private final Page page;

    private Telling(Story story, Cut cut, Page page) {
        this.story = story;
        this.trace = story.trace();
        this.cut = cut;
        this.page = page;
    }

    /** The story on a page of at most that many characters, {@link Story#SHORTEST} or more, with the deepest cut it needs. */
    static <P extends Page> P within(int longest, Story story, Supplier<P> blank) {
        P page = null;
        for (Cut cut : Cut.DEEPER) {
            page = blank.get();
            new Telling(story, cut, page).tell();
            if (page.length() <= longest) {
                return page;
            }
        }
        return page;
    }

    private void tell() {
        page.headline(trace.pipelineStatus(), cut.text(trace.intentType()), after(trace.duration()));
        stop();
        if (cut.plan() && trace.executionPlanSummary() != null) {
            page.paragraph("Plan", cut.text(trace.executionPlanSummary()));
        }
        List<ExecutionStep> told = cut.steps(trace);
        if (told.size() < trace.steps().size()) {
            page.note("Of " + trace.steps().size() + " steps " + told.size() + " are shown.");
        }
        told.forEach(this::step);
        if (cut != Cut.NOTHING) {
            page.note("Shortened to what Jira takes.");
        }
        if (cut.plan() && story.logsUrl() != null) {
            page.link("Logs", story.logsUrl());
        }
        page.note(Marker.lastLine(trace.traceId()));
    }

    /** Where it stopped; the final error too, unless that step says the same. */
    private void stop() {
        if (!trace.pipelineStatus().isTerminal() || trace.pipelineStatus() == PipelineStatus.SUCCESS) {
            return;
        }
        Optional<ExecutionStep> last = trace.steps().stream().reduce((first, second) -> second);
        boolean said = last.filter(step -> Objects.equals(step.errorMessage(), trace.finalError()))
                        .isPresent()
                && cut.mostSteps() > 0;
        String error = said ? "" : cut.text(trace.finalError());
        page.stop(
                last.map(step -> "Stopped at step " + step.stepNumber()).orElse("No step began"),
                last.map(step -> cut.text(step.agentName())).orElse(""),
                error);
    }

    private void step(ExecutionStep step) {
        page.step(step, cut.text(step.agentName()), step.status() + after(step.duration()));
        detail("Task", step.agentTask());
        detail("Result", step.outputSummary());
        detail("Error", step.errorMessage());
    }

    private void detail(String label, String text) {
        String told = cut.text(text);
        if (!told.isEmpty()) {
            page.detail(label, told);
        }
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
}
