package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads single JSON values: null, another type than asked for and blank (an unresolved smart value) count as absent. */
final class Lenient {

    private Lenient() {}

    /** A string as it is, or null. */
    static String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }

    /** An id as text, or null: webhooks send ids as strings, Jira Automation as numbers. */
    static String id(JsonNode node) {
        return node.isIntegralNumber() ? node.asText() : text(node);
    }

    /** Whether a text consists of ASCII digits, at least one. */
    static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    /** The strings of an array, without its other elements. */
    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        if (array.isArray()) {
            array.forEach(element -> texts.add(text(element)));
        }
        texts.removeIf(Objects::isNull);
        return texts;
    }
}
