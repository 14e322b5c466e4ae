package org.tracehook.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.tracehook.trace.ExecutionTrace;

/**
 * The last line of every comment of ours. It stays the same when Jira turns one markup into the other: letters, digits,
 * blanks, and hyphens within a word. A person's comment counts as ours only if it ends with the line while it is unknown which
 * account is ours.
 */
final class Marker {

    private static final String PREFIX = "Tracehook trace ";

    private Marker() {}

    /** The line for the trace of that id, a UUID. */
    static String lastLine(String traceId) {
        if (!ExecutionTrace.isId(traceId)) {
            throw new IllegalArgumentException("not the id of a trace: " + traceId);
        }
        return PREFIX + traceId;
    }

    /** The trace that a comment is about, from the comment's text or wiki markup, which may be null; empty if it is not ours. */
    static Optional<String> traceId(String comment) {
        if (comment == null) {
            return Optional.empty();
        }
        String text = comment.stripTrailing();
        String line = text.substring(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
        return Optional.of(line.replace('\u00a0', ' ').replace("\\", "").strip())
                .filter(last -> last.startsWith(PREFIX))
                .map(last -> last.substring(PREFIX.length()))
                .filter(ExecutionTrace::isId);
    }

    /** The same of a comment's body as REST gives it: a document in v3, wiki markup in v2. */
    static Optional<String> traceId(JsonNode body) {
        return traceId(body.isObject() ? lastText(body.path("content")) : body.textValue());
    }

    /** An editor of Jira's may have left empty paragraphs at the end. */
    private static String lastText(JsonNode blocks) {
        for (int at = blocks.size() - 1; at >= 0; at--) {
            StringBuilder text = new StringBuilder();
            blocks.path(at).path("content").forEach(inline -> text.append(words(inline)));
            if (!text.toString().isBlank()) {
                return text.toString();
            }
        }
        return null;
    }

    private static String words(JsonNode inline) {
        return inline.path("type").asText().equals("hardBreak")
                ? "\n"
                : inline.path("text").asText();
    }
}
