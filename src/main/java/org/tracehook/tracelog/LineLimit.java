package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps a line under the size at which Lambda's log pipeline cuts it: a cut line is no JSON any more.
 *
 * <p>Lists lose their last items until the line fits, and the line then says {@code truncated}.
 */
final class LineLimit {

    /** In UTF-16 units; a message is words for people, everything in it is in the fields too. */
    static final int LONGEST_MESSAGE = 1_000;

    /** 250 KB: CloudWatch takes more, Lambda's way there was seen to cut at 256 KB. Some are left for the message. */
    private static final int BYTES = 250_000 - 10_000;

    private LineLimit() {}

    /** Shortens the line where it must be: what is longest first. */
    static void fit(ObjectNode line) {
        if (atMost(line) <= BYTES) {
            return;
        }
        Optional<ArrayNode> longest = longest(line);
        while (size(line) > BYTES && longest.isPresent()) {
            line.put(LineKey.TRUNCATED.wire, true);
            halve(longest.get());
            longest = longest(line);
        }
    }

    private static void halve(ArrayNode list) {
        int kept = list.size() / 2;
        while (list.size() > kept) {
            list.remove(list.size() - 1);
        }
    }

    private static Optional<ArrayNode> longest(ObjectNode line) {
        return Stream.of(
                        line.path(LineKey.VERDICTS.wire),
                        line.path(LineKey.IGNORED_CONTEXT.wire),
                        line.path(LineKey.REASONS.wire),
                        line.path(LineKey.TRACE.wire).path("steps"))
                .filter(list -> list.isArray() && !list.isEmpty())
                .map(ArrayNode.class::cast)
                .max(Comparator.comparingLong(LineLimit::atMost));
    }

    /** An upper bound of the size in bytes that costs no writing: three bytes a UTF-16 unit. */
    private static long atMost(JsonNode node) {
        long bytes = 8 + 3L * node.asText().length();
        for (JsonNode child : node) {
            bytes += 64 + atMost(child);
        }
        return bytes;
    }

    private static int size(ObjectNode line) {
        return line.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
