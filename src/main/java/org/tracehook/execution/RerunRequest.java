package org.tracehook.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.tracehook.intent.CodeFrom;
import org.tracehook.intent.Intent;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TraceJson;

/**
 * What is needed to run a pipeline again, or why it was not kept.
 *
 * @param intentType names the execution plan
 * @param issueKey such as {@code PROJ-123}; null when unknown
 * @param issueStatus of the first run; null when unknown
 * @param settings the operator's values of the first run; null when not kept
 * @param codeFrom where the code of the run may come from
 * @param context what came from the ticket or the body; null when not kept
 * @param fields what the delivery had of the ticket's fields; null when not kept: then Jira is asked again
 * @param issue the issue's key in the ledger
 * @param refusal why settings and context were not kept; null when they were
 */
public record RerunRequest(
        String intentType,
        String issueKey,
        String issueStatus,
        Map<String, String> settings,
        CodeFrom codeFrom,
        Map<String, JsonNode> context,
        Map<String, JsonNode> fields,
        String issue,
        String refusal) {

    /** In bytes of UTF-8; DynamoDB takes items of up to 400 KB. */
    private static final int LONGEST = 350_000;

    /** Of an intent whose run holds that issue. */
    public static RerunRequest of(Intent intent, String issue, Scrubber scrubber) {
        RerunRequest request = new RerunRequest(
                intent.type(),
                intent.issueKey(),
                intent.issueStatus(),
                intent.settings(),
                intent.codeFrom(),
                intent.context(),
                intent.fields(),
                issue,
                null);
        boolean fieldsAreKept = !request.isTooLong() && !holdsSecret(intent.fields(), scrubber);
        RerunRequest kept = fieldsAreKept ? request : request.withoutFields();
        if (kept.isTooLong()) {
            return kept.refused("what it ran with has more than " + LONGEST / 1_000 + " KB");
        }
        return kept.texts().anyMatch(scrubber::findsSecret)
                ? kept.refused("what it ran with holds something that looks like a secret")
                : kept;
    }

    private boolean isTooLong() {
        return TraceJson.write(this).getBytes(StandardCharsets.UTF_8).length > LONGEST;
    }

    private static boolean holdsSecret(Map<String, JsonNode> fields, Scrubber scrubber) {
        return fields.values().stream().flatMap(RerunRequest::texts).anyMatch(scrubber::findsSecret);
    }

    /** Without the ticket's fields: unlike the rest, they can be read again. */
    private RerunRequest withoutFields() {
        return new RerunRequest(intentType, issueKey, issueStatus, settings, codeFrom, context, null, issue, null);
    }

    private RerunRequest refused(String why) {
        return new RerunRequest(intentType, issueKey, issueStatus, null, codeFrom, null, null, issue, why);
    }

    private Stream<String> texts() {
        return Stream.of(
                        settings.values().stream(),
                        context.keySet().stream(),
                        context.values().stream().flatMap(RerunRequest::texts))
                .flatMap(texts -> texts);
    }

    private static Stream<String> texts(JsonNode node) {
        Stream<JsonNode> children = StreamSupport.stream(node.spliterator(), false);
        return Stream.of(
                        Stream.of(node.asText()),
                        node.propertyStream().map(Map.Entry::getKey),
                        children.flatMap(RerunRequest::texts))
                .flatMap(texts -> texts);
    }

    Intent intent() {
        return new Intent(intentType, issueKey, issueStatus, settings, codeFrom, context, fields);
    }

    /** Shows intent and issue, never settings, context or fields. */
    @Override
    public String toString() {
        return "RerunRequest[" + intentType + ", " + issueKey + "]";
    }
}
