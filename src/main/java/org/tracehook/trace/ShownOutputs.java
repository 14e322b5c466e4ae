package org.tracehook.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the outputs of a step fit for traces and logs: without secrets, and at most 16 KB of JSON.
 *
 * <p>Larger ones lose the ends of their lists, then the ends of long texts, then whole members, the largest first. Wherever
 * something was left out or cut, they say {@code truncated}.
 */
final class ShownOutputs {

    /** What says that something is missing; no output has this name. */
    static final String TRUNCATED = "truncated";

    /** Bytes of JSON, all members together. */
    static final int LARGEST = 16_000;

    /** Bytes of one list or object that are looked at; more of it could not be shown, not even shortened. */
    private static final int MOST_READ = 4 * LARGEST;

    /** In UTF-16 units, of a text or a name. */
    static final int LONGEST_TEXT = 1_000;

    /** Bytes of the member that says that something is missing. */
    private static final int MARK = ",\"truncated\":true".length();

    /** Lists lose no more, in items, while long texts can be shortened. */
    private static final int SHORT_LIST = 10;

    /** In UTF-16 units; longer than ids, paths and names usually are. */
    private static final int SHORT_TEXT = 256;

    /** Levels of objects and lists. */
    private static final int DEEPEST = 8;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Scrubber scrubber;
    private boolean isCut;

    private ShownOutputs(Scrubber scrubber) {
        this.scrubber = scrubber;
    }

    /** A copy of the outputs as a trace shows them, sorted by name. */
    static ObjectNode of(ObjectNode outputs, Scrubber scrubber) {
        return new ShownOutputs(scrubber).shown(outputs);
    }

    private ObjectNode shown(ObjectNode outputs) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        outputs.properties().forEach(output -> sorted.put(output.getKey(), output.getValue()));
        sorted.remove(TRUNCATED);
        ObjectNode clean = JSON.objectNode();
        sorted.forEach((name, value) -> put(clean, name, value, 1));
        ObjectNode shown = fits(clean) ? clean : fitting(clean);
        return isCut || shown != clean ? shown.put(TRUNCATED, true) : shown;
    }

    /** Puts the value under its name without secrets, and says how many bytes it takes. */
    private int put(ObjectNode object, String name, JsonNode value, int depth) {
        String key = text(name);
        JsonNode clean = clean(value, depth);
        if (clean == null) {
            isCut = true;
            return 0;
        }
        object.set(key, isSecret(key, clean) ? TextNode.valueOf(Scrubber.REPLACEMENT) : clean);
        return key.length() + bytes(clean);
    }

    /** Whether a name such as {@code password} says it of its value. */
    private boolean isSecret(String name, JsonNode value) {
        return (value.isTextual() || value.isNumber()) && scrubber.findsSecret(name + "=0000");
    }

    /** The value without secrets; null for what is too deep, and for what is no JSON. */
    private JsonNode clean(JsonNode value, int depth) {
        return switch (value.getNodeType()) {
            case STRING -> TextNode.valueOf(text(value.textValue()));
            case NUMBER -> isShown(value) ? value : null;
            case BOOLEAN, NULL -> value;
            case ARRAY -> depth < DEEPEST ? list(value, depth + 1) : null;
            case OBJECT -> depth < DEEPEST ? object(value, depth + 1) : null;
            default -> null;
        };
    }

    private String text(String text) {
        String clean = scrubber.line(text, LONGEST_TEXT);
        isCut |= clean.endsWith("…") && !text.endsWith("…");
        return clean;
    }

    private boolean isShown(JsonNode number) {
        String text = number.asText();
        boolean isFinite = !(number.isDouble() || number.isFloat()) || Double.isFinite(number.doubleValue());
        return isFinite && text.length() <= LONGEST_TEXT && !scrubber.findsSecret(text);
    }

    private ArrayNode list(JsonNode items, int depth) {
        ArrayNode list = JSON.arrayNode();
        int bytes = 0;
        for (JsonNode item : items) {
            JsonNode clean = bytes > MOST_READ ? null : clean(item, depth);
            if (clean == null) {
                isCut = true;
            } else {
                list.add(clean);
                bytes += bytes(clean);
            }
        }
        return list;
    }

    private ObjectNode object(JsonNode members, int depth) {
        ObjectNode object = JSON.objectNode();
        int bytes = 0;
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (bytes > MOST_READ) {
                isCut = true;
                break;
            }
            bytes += put(object, member.getKey(), member.getValue(), depth);
        }
        return object;
    }

    private static ObjectNode fitting(ObjectNode all) {
        int items = SHORT_LIST;
        for (int tooMany = LARGEST; items + 1 < tooMany; ) {
            int middle = (items + tooMany) / 2;
            if (fits(cut(all, middle, LONGEST_TEXT))) {
                items = middle;
            } else {
                tooMany = middle;
            }
        }
        ObjectNode small = (ObjectNode) cut(all, items, LONGEST_TEXT);
        if (!fits(small)) {
            small = (ObjectNode) cut(all, items, SHORT_TEXT);
        }
        while (!fits(small)) {
            small.remove(largest(small));
        }
        return small;
    }

    private static String largest(ObjectNode object) {
        return object.properties().stream()
                .max(Comparator.comparingInt(member -> bytes(member.getValue())))
                .orElseThrow()
                .getKey();
    }

    /** A copy with no more items in any list, and no longer texts. */
    private static JsonNode cut(JsonNode node, int items, int length) {
        if (node.isTextual()) {
            return TextNode.valueOf(Scrubber.capped(node.textValue(), length));
        }
        if (node.isArray()) {
            ArrayNode list = JSON.arrayNode();
            for (int i = 0; i < Math.min(items, node.size()); i++) {
                list.add(cut(node.get(i), items, length));
            }
            return list;
        }
        if (node.isObject()) {
            ObjectNode object = JSON.objectNode();
            node.properties().forEach(member -> object.set(member.getKey(), cut(member.getValue(), items, length)));
            return object;
        }
        return node;
    }

    private static boolean fits(JsonNode outputs) {
        return bytes(outputs) <= LARGEST - MARK;
    }

    private static int bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
