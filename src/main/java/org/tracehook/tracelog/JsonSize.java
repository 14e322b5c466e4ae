package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** How long JSON is in bytes of UTF-8, counted without writing it: at most a little more than what is written. */
final class JsonSize {

    /** An escape such as {@code \\u001f} is the most that a character can take. */
    private static final int LONGEST_UNIT = 6;

    private static final int QUOTES = 2;
    private static final int BRACKETS = 2;
    private static final int SEPARATOR = 1;

    private JsonSize() {}

    static long of(JsonNode node) {
        return of(node, true);
    }

    /** What it is at most, told without a look at each character. */
    static long atMost(JsonNode node) {
        return of(node, false);
    }

    private static long of(JsonNode node, boolean exactly) {
        if (node.isTextual()) {
            return text(node.textValue(), exactly);
        }
        if (node.isContainerNode()) {
            return BRACKETS + (node.isObject() ? members(node, exactly) : items(node, exactly));
        }
        return node.asText().length();
    }

    private static long members(JsonNode object, boolean exactly) {
        long bytes = 0;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            bytes += text(member.getKey(), exactly) + SEPARATOR + of(member.getValue(), exactly) + SEPARATOR;
        }
        return bytes;
    }

    private static long items(JsonNode array, boolean exactly) {
        long bytes = 0;
        for (JsonNode item : array) {
            bytes += of(item, exactly) + SEPARATOR;
        }
        return bytes;
    }

    private static long text(String text, boolean exactly) {
        return QUOTES + (exactly ? units(text) : (long) LONGEST_UNIT * text.length());
    }

    private static long units(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            bytes += unit(text.charAt(i));
        }
        return bytes;
    }

    /** Jackson escapes what it must, RFC 8259, section 7: quotes, backslashes, control characters. */
    private static int unit(char unit) {
        if (unit < ' ') {
            return "\b\f\n\r\t".indexOf(unit) < 0 ? 6 : 2;
        }
        if (unit < 0x80) {
            return unit == '"' || unit == '\\' ? 2 : 1;
        }
        // Two units of two bytes make the four of a character beyond the first plane.
        return unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
    }
}
