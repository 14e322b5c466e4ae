package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** Writes the lines of a delivery that are not those of its trace: why no pipeline ran, or what was written into Jira. */
public final class DeliveryLines {

    private final RootFields root;
    private final Consumer<LogLine> out;

    /** The lines of that delivery, written to {@code out}; its id is null when Jira sent none. */
    public DeliveryLines(InvocationContext invocation, String deliveryId, Consumer<LogLine> out) {
        this.root = new RootFields(invocation, deliveryId);
        this.out = out;
    }

    /** Nothing was to be done about the delivery; {@code reasons} is an array of verdicts. */
    public void ignored(LoggedDelivery delivery, ArrayNode reasons, Instant at) {
        write(begin("webhook.ignored", LoggedRun.NONE, delivery, reasons), "ignored", delivery, at);
    }

    /** Nothing was done about the delivery, since its issue had too many runs; {@code reasons} is an array of verdicts. */
    public void limited(LoggedDelivery delivery, ArrayNode reasons, Instant at) {
        write(begin("webhook.ignored", LoggedRun.NONE, delivery, reasons), "limited", delivery, at);
    }

    /** The delivery was refused, which counts as {@code refusal}; {@code reasons} is an array of verdicts. */
    public void rejected(Refusal refusal, LoggedDelivery delivery, ArrayNode reasons, Instant at) {
        ObjectNode line = begin("webhook.rejected", LoggedRun.NONE, delivery, reasons);
        finish(line, refusal.name().toLowerCase(Locale.ROOT), delivery, at);
        out.accept(new LogLine(message("rejected", delivery, line), line));
    }

    /** The delivery came before; {@code first} is its run of then, {@code reasons} an array of verdicts. */
    public void duplicate(LoggedRun first, LoggedDelivery delivery, ArrayNode reasons, Instant at) {
        write(begin("webhook.duplicate", first, delivery, reasons), "duplicate", delivery, at);
    }

    /** An invocation of its own will run the delivery; {@code verdicts} is an array of those of the trigger rules asked. */
    public void acknowledged(LoggedRun run, ArrayNode verdicts, LoggedDelivery delivery, Instant at) {
        ObjectNode line = root.begin("webhook.acknowledged", run.traceId(), delivery.issueKey(), run.intentType());
        putRetryOf(run, line);
        line.set("verdicts", verdicts);
        finish(line, "acknowledged", delivery, at);
        out.accept(new LogLine(subject(delivery) + " acknowledged: an invocation of its own runs it", line));
    }

    /**
     * The run was written into Jira, or was not.
     *
     * @param report with {@code comment comment_id transition issue_status problems}
     * @param duration of all calls
     */
    public void feedback(LoggedRun run, String issueKey, ObjectNode report, Duration duration) {
        String event = report.path("problems").isEmpty() ? "feedback.completed" : "feedback.failed";
        ObjectNode line = root.begin(event, run.traceId(), issueKey, run.intentType());
        putRetryOf(run, line);
        line.put("duration_ms", duration.toMillis());
        line.set("feedback", report);
        out.accept(new LogLine(run.intentType() + " " + issueKey + ": " + written(report), line));
    }

    private ObjectNode begin(String event, LoggedRun run, LoggedDelivery delivery, ArrayNode reasons) {
        ObjectNode line = root.begin(event, run.traceId(), delivery.issueKey(), run.intentType());
        line.set("reasons", reasons);
        return line;
    }

    private static void putRetryOf(LoggedRun run, ObjectNode line) {
        if (run.retryOf() != null) {
            line.put("retry_of", run.retryOf());
        }
    }

    private void write(ObjectNode line, String outcome, LoggedDelivery delivery, Instant at) {
        finish(line, outcome, delivery, at);
        out.accept(new LogLine(message(outcome, delivery, line), line));
    }

    private static String message(String what, LoggedDelivery delivery, ObjectNode line) {
        StringJoiner message = new StringJoiner("; ", subject(delivery) + " " + what + ": ", "");
        line.path("reasons").forEach(reason -> message.add(words(reason)));
        return message.toString();
    }

    private void finish(ObjectNode line, String outcome, LoggedDelivery delivery, Instant at) {
        line.put("source_address", delivery.sourceAddress());
        line.put("size", delivery.size());
        line.put("claimed_issue_key", delivery.claimedIssueKey());
        line.put("outcome", outcome);
        root.metrics(line, at).by("outcome").one("webhooks_total");
    }

    private static String subject(LoggedDelivery delivery) {
        if (delivery.issueKey() != null) {
            return delivery.issueKey();
        }
        return delivery.claimedIssueKey() == null
                ? "A delivery"
                : "A delivery that claims " + delivery.claimedIssueKey();
    }

    private static String words(JsonNode reason) {
        String rule = reason.path("rule").isNull() ? "" : reason.path("rule").asText() + ": ";
        String wanted = reason.path("expected").asText();
        return reason.path("actual").isNull()
                ? rule + reason.path("condition").asText() + ": " + wanted
                : rule + reason.path("condition").asText() + " wants " + wanted + ", found "
                        + reason.path("actual").asText();
    }

    private static String written(JsonNode report) {
        StringJoiner words = new StringJoiner("; ");
        if (report.path("comment").isTextual()) {
            words.add("comment " + report.path("comment").asText());
        }
        if (report.path("transition").isTextual()) {
            words.add("transition " + report.path("transition").asText().replace('_', ' ') + ", now "
                    + report.path("issue_status").asText());
        }
        report.path("problems").forEach(problem -> words.add(problem.asText()));
        return words.toString();
    }

    /** Whose fault a refusal is, so that an alarm on Tracehook's own does not ring for what others send. */
    public enum Refusal {
        /** The delivery is not to be taken, or not now. */
        REJECTED,
        /** Something that Tracehook needs does not answer. */
        UNAVAILABLE,
        /** Tracehook has a defect. */
        UNEXPECTED
    }

    /**
     * The run that a line is about.
     *
     * @param traceId its trace
     * @param intentType a configured intent, or {@code unknown}
     * @param retryOf the trace of the delivery's last run, if that crashed or is to be tried again; else null
     */
    public record LoggedRun(String traceId, String intentType, String retryOf) {

        private static final LoggedRun NONE = new LoggedRun(null, null, null);
    }

    /**
     * The delivery that a line is about.
     *
     * @param issueKey the issue of an authentic delivery; null when unknown
     * @param claimedIssueKey the issue that a delivery names which nobody vouches for; null unless it has the shape of
     *     an issue key
     * @param sourceAddress the sender's IP address; null when unknown
     * @param size the body's length in bytes
     */
    public record LoggedDelivery(String issueKey, String claimedIssueKey, String sourceAddress, int size) {}
}
