package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** Writes the one line of a delivery that ran no pipeline, or none yet: why, from where, how large. */
public final class DeliveryLines {

    private final Lines lines;
    private final Consumer<LogLine> out;

    /** The lines of that delivery, written to {@code out}; its id is null when Jira sent none. */
    public DeliveryLines(InvocationContext invocation, String deliveryId, Consumer<LogLine> out) {
        this.lines = new Lines(invocation, deliveryId);
        this.out = out;
    }

    /** Nothing was to be done about the delivery; {@code reasons} is an array of verdicts. */
    public void ignored(Origin origin, ArrayNode reasons, Instant at) {
        write("ignored", First.NONE, origin, reasons, at);
    }

    /** Nothing was done about the delivery, since its issue had too many runs; {@code reasons} is an array of verdicts. */
    public void limited(Origin origin, ArrayNode reasons, Instant at) {
        ObjectNode line = lines.begin("webhook.ignored", null, origin.issueKey(), null);
        line.set(LineKey.REASONS.wire, reasons);
        finish(line, "limited", origin, at);
        out.accept(new LogLine(message("limited", origin, reasons), line));
    }

    /** The delivery was refused; {@code reasons} is an array of verdicts. */
    public void rejected(Origin origin, ArrayNode reasons, Instant at) {
        write("rejected", First.NONE, origin, reasons, at);
    }

    /** The delivery came before; {@code reasons} is an array of verdicts. */
    public void duplicate(First first, Origin origin, ArrayNode reasons, Instant at) {
        write("duplicate", first, origin, reasons, at);
    }

    /** The delivery will be run by an invocation of its own. */
    public void acknowledged(Promised run, Origin origin, Instant at) {
        First first = run.first();
        ObjectNode line = lines.begin("webhook.acknowledged", first.traceId(), origin.issueKey(), first.intentType());
        if (run.retryOf() != null) {
            line.put(LineKey.RETRY_OF.wire, run.retryOf());
        }
        line.set(LineKey.VERDICTS.wire, run.verdicts());
        finish(line, "acknowledged", origin, at);
        out.accept(new LogLine(subject(origin) + " acknowledged: an invocation of its own runs it", line));
    }

    private void write(String outcome, First first, Origin origin, ArrayNode reasons, Instant at) {
        ObjectNode line = lines.begin("webhook." + outcome, first.traceId(), origin.issueKey(), first.intentType());
        line.set(LineKey.REASONS.wire, reasons);
        finish(line, outcome, origin, at);
        out.accept(new LogLine(message(outcome, origin, reasons), line));
    }

    private void finish(ObjectNode line, String outcome, Origin origin, Instant at) {
        line.put(LineKey.SOURCE_ADDRESS.wire, origin.sourceAddress());
        line.put(LineKey.SIZE.wire, origin.size());
        line.put(LineKey.CLAIMED_ISSUE_KEY.wire, origin.claimedIssueKey());
        line.put(LineKey.OUTCOME.wire, outcome);
        lines.metrics(line, at).by(LineKey.OUTCOME).one("webhooks_total");
    }

    private static String message(String outcome, Origin origin, ArrayNode reasons) {
        StringJoiner message = new StringJoiner("; ", subject(origin) + " " + outcome + ": ", "");
        reasons.forEach(reason -> message.add(words(reason)));
        return message.toString();
    }

    private static String subject(Origin origin) {
        if (origin.issueKey() != null) {
            return origin.issueKey();
        }
        return origin.claimedIssueKey() == null ? "A delivery" : "A delivery that claims " + origin.claimedIssueKey();
    }

    private static String words(JsonNode reason) {
        String rule = reason.path("rule").isNull() ? "" : reason.path("rule").asText() + ": ";
        String wanted = reason.path("expected").asText();
        return reason.path("actual").isNull()
                ? rule + reason.path("condition").asText() + ": " + wanted
                : rule + reason.path("condition").asText() + " wants " + wanted + ", found "
                        + reason.path("actual").asText();
    }

    /**
     * The run of a delivery that came before.
     *
     * @param traceId its trace
     * @param intentType a configured intent, or {@code unknown}
     */
    public record First(String traceId, String intentType) {

        private static final First NONE = new First(null, null);
    }

    /**
     * A run that will be.
     *
     * @param first its trace and intent
     * @param verdicts of the trigger rules asked, an array of objects
     * @param retryOf the trace of the delivery's last run, if that crashed or is to be tried again; else null
     */
    public record Promised(First first, ArrayNode verdicts, String retryOf) {}

    /**
     * Where a delivery came from.
     *
     * @param issueKey the issue of an authentic delivery; null when unknown
     * @param claimedIssueKey the issue that a delivery names which nobody vouches for; null unless it has the shape of
     *     an issue key
     * @param sourceAddress the sender's IP address; null when unknown
     * @param size the body's length in bytes
     */
    public record Origin(String issueKey, String claimedIssueKey, String sourceAddress, int size) {}
}
