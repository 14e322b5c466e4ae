package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tracehook.trace.Scrubber;

/**
 * Keeps a line under the size at which Lambda's log pipeline cuts it: a cut line is no JSON any more.
 *
 * <p>Long texts are cut first, then what steps say of themselves, then lists lose items of their middle, until the line
 * fits; it then says {@code truncated}. Ids, names, statuses, times and numbers are never touched.
 */
final class LineLimit {

    /** In UTF-16 units; a message is words for people, everything in it is in the fields too. */
    static final int LONGEST_MESSAGE = 1_000;

    /** 250 KB: CloudWatch takes more, Lambda's way there was seen to cut at 256 KB. Some are left for the message. */
    static final int BYTES = 250_000 - 10_000;

    /** In UTF-16 units; longer than any id, issue key, status or configured name. */
    private static final int SHORTEST_CUT = 256;

    private static final int LONGEST_CUT = 1_024;

    /** The ends of a list say more than its middle: how it began, and why it ended. */
    private static final int SHORTEST_LIST = 2;

    private static final Set<String> DETAILS = Set.of("agent_task", "output_summary", "error_message");

    private LineLimit() {}

    /** Shortens the line where it must be. */
    static void fit(ObjectNode line) {
        if (!isTooLong(line)) {
            return;
        }
        line.put(LineKey.TRUNCATED.wire, true);
        int longestText = longestText(line);
        for (int longest = LONGEST_CUT; longest >= SHORTEST_CUT; longest /= 2) {
            if (longestText > longest) {
                cutTexts(line, longest, name -> true);
                if (!isTooLong(line)) {
                    return;
                }
            }
        }
        cutDetails(line.path(LineKey.TRACE.wire).path("steps"));
        while (isTooLong(line)) {
            Optional<ArrayNode> list = longestList(line);
            if (list.isEmpty()) {
                return;
            }
            thin(list.get());
        }
    }

    private static boolean isTooLong(ObjectNode line) {
        return JsonSize.atMost(line) > BYTES && JsonSize.of(line) > BYTES;
    }

    private static int longestText(JsonNode node) {
        int longest = node.isTextual() ? node.textValue().length() : 0;
        for (JsonNode child : node) {
            longest = Math.max(longest, longestText(child));
        }
        return longest;
    }

    private static void cutTexts(JsonNode node, int longest, Predicate<String> named) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (isLonger(member.getValue(), longest) && named.test(member.getKey())) {
                member.setValue(cut(member.getValue(), longest));
            }
        }
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                if (isLonger(list.get(i), longest)) {
                    list.set(i, cut(list.get(i), longest));
                }
            }
        }
        for (JsonNode child : node) {
            if (child.isContainerNode()) {
                cutTexts(child, longest, named);
            }
        }
    }

    private static boolean isLonger(JsonNode node, int longest) {
        return node.isTextual() && node.textValue().length() > longest;
    }

    private static JsonNode cut(JsonNode text, int longest) {
        return TextNode.valueOf(Scrubber.capped(text.textValue(), longest));
    }

    /** The last step is the one that ended the pipeline: it keeps its reason. */
    private static void cutDetails(JsonNode steps) {
        for (int i = 0; i < steps.size() - 1; i++) {
            cutTexts(steps.get(i), 1, DETAILS::contains);
        }
    }

    private static void thin(ArrayNode list) {
        int kept = Math.max(SHORTEST_LIST, list.size() / 4 * 3);
        while (list.size() > kept) {
            list.remove(list.size() / 2);
        }
    }

    private static Optional<ArrayNode> longestList(ObjectNode line) {
        List<ArrayNode> lists = new ArrayList<>();
        collectLists(line, lists);
        return lists.stream().max(Comparator.comparingLong(JsonSize::of));
    }

    /** Those that can lose items. CloudWatch reads the lists of metrics. */
    private static void collectLists(JsonNode node, List<ArrayNode> lists) {
        if (node instanceof ArrayNode list && list.size() > SHORTEST_LIST) {
            lists.add(list);
        }
        JsonNode metrics = node.get("_aws");
        for (JsonNode child : node) {
            if (child.isContainerNode() && child != metrics) {
                collectLists(child, lists);
            }
        }
    }
}
