package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** Writes the one line about what was written back into Jira for a run, or why not. */
public final class FeedbackLines {

    private final Lines lines;
    private final Consumer<LogLine> out;

    /** The lines of that delivery, written to {@code out}; its id is null when Jira sent none. */
    public FeedbackLines(InvocationContext invocation, String deliveryId, Consumer<LogLine> out) {
        this.lines = new Lines(invocation, deliveryId);
        this.out = out;
    }

    /**
     * Jira was told, or was not.
     *
     * @param feedback with {@code comment comment_id transition issue_status problems}
     * @param duration of all calls
     */
    public void told(Run run, ObjectNode feedback, Duration duration) {
        boolean failed = !feedback.path("problems").isEmpty();
        ObjectNode line = lines.begin(
                failed ? "feedback.failed" : "feedback.completed", run.traceId(), run.issueKey(), run.intentType());
        if (run.retryOf() != null) {
            line.put(LineKey.RETRY_OF.wire, run.retryOf());
        }
        line.put(LineKey.DURATION_MS.wire, duration.toMillis());
        line.set(LineKey.FEEDBACK.wire, feedback);
        out.accept(new LogLine(run.intentType() + " " + run.issueKey() + ": " + words(feedback), line));
    }

    private static String words(JsonNode feedback) {
        StringJoiner words = new StringJoiner("; ");
        if (feedback.path("comment").isTextual()) {
            words.add("comment " + feedback.path("comment").asText());
        }
        if (feedback.path("transition").isTextual()) {
            words.add("transition "
                    + feedback.path("transition").asText().replace('_', ' ') + ", now "
                    + feedback.path("issue_status").asText());
        }
        feedback.path("problems").forEach(problem -> words.add(problem.asText()));
        return words.toString();
    }

    /**
     * The run that Jira is told about.
     *
     * @param traceId its trace
     * @param issueKey such as {@code PROJ-123}
     * @param intentType a configured intent, or {@code unknown}
     * @param retryOf the trace of the run before; null for a first run
     */
    public record Run(String traceId, String issueKey, String intentType, String retryOf) {}
}
