package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tracehook.trace.Scrubber;

/**
 * Keeps a line under the size at which Lambda's log pipeline cuts it: a cut line is no JSON any more.
 *
 * <p>A longer line says {@code truncated}: its texts are shortened, then its lists, such as a trace's steps, lose items of
 * their middle until it fits. Ids, names, statuses, times and numbers are never touched.
 */
final class LineLimit {

    /** In UTF-16 units; a message is words for people, everything in it is in the fields too. */
    static final int LONGEST_MESSAGE = 1_000;

    /** 250 KB, less 10 KB for the message. CloudWatch takes more, but Lambda cuts lines at 256 KB. */
    static final int BYTES = 250_000 - 10_000;

    /** In UTF-16 units; longer than any id, issue key, status or configured name. */
    private static final int LONGEST_TEXT = 256;

    /** A character as {@code \\u001f}, the most bytes that JSON takes for one. */
    private static final int LONGEST_ESCAPE = 6;

    /** Quotes or brackets, and what separates from the next. */
    private static final int PUNCTUATION = 3;

    /** The ends of a list say more than its middle: how it began, and why it ended. */
    private static final int SHORTEST_LIST = 2;

    private LineLimit() {}

    /** Shortens the line where it must be. */
    static void fit(ObjectNode line) {
        if (!isTooLong(line)) {
            return;
        }
        line.put("truncated", true);
        shortenTexts(line);
        List<ArrayNode> lists = new ArrayList<>();
        collectLists(line, lists);
        while (isTooLong(line) && lists.stream().anyMatch(list -> list.size() > SHORTEST_LIST)) {
            lists.stream().max(Comparator.comparingInt(ArrayNode::size)).ifPresent(LineLimit::leaveOutOfTheMiddle);
        }
    }

    /** Writes the line only where its size is in doubt: most lines are far below the limit, some too large for the memory. */
    private static boolean isTooLong(ObjectNode line) {
        long most = bytesAtMost(line);
        long least = most / LONGEST_ESCAPE;
        return least > BYTES || most > BYTES && line.toString().getBytes(StandardCharsets.UTF_8).length > BYTES;
    }

    private static long bytesAtMost(JsonNode node) {
        long bytes = (long) LONGEST_ESCAPE * node.asText().length() + PUNCTUATION;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            bytes += (long) LONGEST_ESCAPE * member.getKey().length() + PUNCTUATION;
        }
        for (JsonNode child : node) {
            bytes += bytesAtMost(child);
        }
        return bytes;
    }

    private static void shortenTexts(JsonNode node) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            member.setValue(shortened(member.getValue()));
        }
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, shortened(list.get(i)));
            }
        }
    }

    private static JsonNode shortened(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(Scrubber.capped(node.textValue(), LONGEST_TEXT));
        }
        shortenTexts(node);
        return node;
    }

    /** Those that may lose items, which the metrics may not: CloudWatch reads them. */
    private static void collectLists(ObjectNode node, List<ArrayNode> lists) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getValue() instanceof ArrayNode list) {
                lists.add(list);
            } else if (member.getValue() instanceof ObjectNode object
                    && !member.getKey().equals("_aws")) {
                collectLists(object, lists);
            }
        }
    }

    private static void leaveOutOfTheMiddle(ArrayNode list) {
        int kept = Math.max(SHORTEST_LIST, list.size() / 4 * 3);
        while (list.size() > kept) {
            list.remove(list.size() / 2);
        }
    }
}
