package org.tracehook.feedback;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.Scrubber;

/** Writes a comment from top to bottom. Its first two lines say how the pipeline ended. */
final class CommentRenderer {

    /** The last ones: where it stopped is among them. */
    private static final int MOST_STEPS = 20;

    /** In UTF-16 units, of each text of a comment that does not fit with whole texts. */
    private static final int SHORTENED_TEXT = 1_000;

    private final CommentContent content;
    private final ExecutionTrace trace;
    private final int mostSteps;
    private final int longestText;
    private final Markup markup;

    private CommentRenderer(CommentContent content, int mostSteps, int longestText, Markup markup) {
        this.content = content;
        this.trace = content.trace();
        this.mostSteps = mostSteps;
        this.longestText = longestText;
        this.markup = markup;
    }

    /**
     * The comment in at most that many characters, {@link CommentContent#SHORTEST} or more. It shows the last steps; while they
     * do not fit, half as many steps, with texts of half the length.
     */
    static <M extends Markup> M within(int longest, CommentContent content, Supplier<M> blank) {
        M markup = blank.get();
        new CommentRenderer(content, MOST_STEPS, Integer.MAX_VALUE, markup).render();
        int steps = MOST_STEPS;
        for (int text = SHORTENED_TEXT; markup.length() > longest; text /= 2) {
            markup = blank.get();
            new CommentRenderer(content, steps, text, markup).render();
            steps /= 2;
        }
        return markup;
    }

    private void render() {
        markup.headline(trace.pipelineStatus(), text(trace.intentType()), after(trace.duration()));
        stop();
        if (mostSteps > 0 && trace.executionPlanSummary() != null) {
            markup.paragraph("Plan", text(trace.executionPlanSummary()));
        }
        int steps = trace.steps().size();
        if (steps > mostSteps) {
            markup.note("Of " + steps + " steps " + mostSteps + " are shown.");
        }
        trace.steps().subList(Math.max(0, steps - mostSteps), steps).forEach(this::step);
        if (longestText <= SHORTENED_TEXT) {
            markup.note("Shortened to what Jira takes.");
        }
        if (mostSteps > 0 && content.pullRequestUrl() != null) {
            markup.link("Pull request", content.pullRequestUrl());
        }
        if (mostSteps > 0 && content.logsUrl() != null) {
            markup.link("Logs", content.logsUrl());
        }
        if (content.nextRunAt() != null) {
            markup.note("No further run of this issue begins before " + content.nextRunAt()
                    + ": it had all that tracehook.limits.runs-per-issue-per-hour allows.");
        }
        markup.note(Marker.lastLine(trace.traceId()));
    }

    /** Where it stopped; the final error too, unless that step says the same. */
    private void stop() {
        if (!trace.pipelineStatus().isTerminal() || trace.pipelineStatus() == PipelineStatus.SUCCESS) {
            return;
        }
        Optional<ExecutionStep> last = trace.steps().stream().reduce((first, second) -> second);
        boolean isShown = last.filter(step -> Objects.equals(step.errorMessage(), trace.finalError()))
                        .isPresent()
                && mostSteps > 0;
        String error = isShown ? "" : text(trace.finalError());
        markup.stop(
                last.map(step -> "Stopped at step " + step.stepNumber()).orElse("No step began"),
                last.map(step -> text(step.agentName())).orElse(""),
                error);
    }

    private void step(ExecutionStep step) {
        markup.step(step, text(step.agentName()), step.status() + after(step.duration()));
        detail("Task", step.agentTask());
        detail("Result", step.outputSummary());
        detail("Error", step.errorMessage());
    }

    private void detail(String label, String text) {
        String line = text(text);
        if (!line.isEmpty()) {
            markup.detail(label, line);
        }
    }

    private String text(String text) {
        return oneLine(text, longestText);
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
     * What a comment says.
     *
     * @param trace finished or not
     * @param logsUrl where the trace's log lines are, as {@link LogsLink} made it; null without such a link
     * @param nextRunAt when the next run of the issue may begin, if the limit allows none until then; else null
     * @param pullRequestUrl of the pull request's page; null when there is none
     */
    record CommentContent(ExecutionTrace trace, String logsUrl, Instant nextRunAt, String pullRequestUrl) {

        /** The least that a comment may be limited to, in characters: its first and last line need about half. */
        static final int SHORTEST = 1_000;

        CommentContent(ExecutionTrace trace, String logsUrl) {
            this(trace, logsUrl, null, null);
        }

        CommentContent {
            Objects.requireNonNull(trace, "trace");
            if (logsUrl != null && !LogsLink.isPlain(logsUrl)) {
                throw new IllegalArgumentException("not a URL that can stand in a comment: " + logsUrl);
            }
            if (pullRequestUrl != null && !LogsLink.isPlain(pullRequestUrl)) {
                throw new IllegalArgumentException("not a URL that can stand in a comment: " + pullRequestUrl);
            }
        }
    }

    /** Writes the parts of a comment in one markup, from top to bottom. Texts are one line each and may contain anything. */
    interface Markup {

        /** The first line: the status, the intent in bold, and what follows it. */
        void headline(PipelineStatus status, String intent, String rest);

        /** A line that says why the pipeline stopped: the name in bold, which may be empty, before a text, which may be too. */
        void stop(String before, String name, String text);

        /** A paragraph with a label in bold. */
        void paragraph(String label, String text);

        /** A step's line: its sign, its agent in bold, and what follows the agent. Details come after it. */
        void step(ExecutionStep step, String agent, String rest);

        /** A detail of the last step, with a label in bold. */
        void detail(String label, String text);

        /** A line of our own words. */
        void note(String words);

        /** A link of that label. */
        void link(String label, String url);

        /** How much of what Jira takes is used, in characters as Java counts them. */
        int length();
    }
}
