package org.tracehook.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
 * @param context what came from the ticket or the body; null when not kept
 * @param issue the issue's key in the ledger
 * @param refusal why settings and context were not kept; null when they were
 */
public record RerunRequest(
        String intentType,
        String issueKey,
        String issueStatus,
        Map<String, String> settings,
        Map<String, JsonNode> context,
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
                intent.context(),
                issue,
                null);
        if (TraceJson.write(request).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return request.refused("what it ran with has more than " + LONGEST / 1_000 + " KB");
        }
        return request.texts().anyMatch(scrubber::findsSecret)
                ? request.refused("what it ran with holds something that looks like a secret")
                : request;
    }

    private RerunRequest refused(String why) {
        return new RerunRequest(intentType, issueKey, issueStatus, null, null, issue, why);
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
        return new Intent(intentType, issueKey, issueStatus, settings, context);
    }

    /** Shows intent and issue, never settings or context. */
    @Override
    public String toString() {
        return "RerunRequest[" + intentType + ", " + issueKey + "]";
    }
}
