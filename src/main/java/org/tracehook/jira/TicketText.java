package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the fields of an issue, as Jira sends them, for agents: wiki markup and ADF as a simple Markdown, options by their
 * values, other things by their names, people as {@code account_id} and {@code display_name}, never with a mail address.
 */
public final class TicketText {

    /** The longest field, in bytes of UTF-8. */
    static final int LONGEST_FIELD = 32 << 10;

    /** All fields together, in bytes of UTF-8. */
    static final int LONGEST = 200 << 10;

    private static final String CUT = "\n… (cut)";

    /** A cut goes through white space that is this near, so that it leaves no part of a word. */
    private static final int LONGEST_WORD = 1_000;

    /** Markup may be longer than its text. */
    private static final int LONGEST_MARKUP = 2 * LONGEST_FIELD;

    /** Fields in wiki markup, beside those of a site's own; others, such as the summary, are as people wrote them. */
    private static final Set<String> WIKI = Set.of("description", "environment", "comment");

    private int left;
    private int leftOfField;

    private TicketText(int left) {
        this.left = left;
    }

    /**
     * Those of the fields that are there, in the order asked for; null, as JSON has it, for an empty one.
     *
     * @param fields Jira's {@code fields}: the shape of REST v2 or v3
     * @param ids Jira's ids
     */
    public static Map<String, JsonNode> of(JsonNode fields, Collection<String> ids) {
        return of(fields, ids, Map.of());
    }

    /** The same, where those before count against the size of all. */
    public static Map<String, JsonNode> of(JsonNode fields, Collection<String> ids, Map<String, JsonNode> before) {
        TicketText text = new TicketText(
                LONGEST - before.values().stream().mapToInt(TicketText::size).sum());
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (String id : ids) {
            if (fields.has(id)) {
                values.put(id, text.field(id, fields.get(id)));
            }
        }
        return values;
    }

    private static int size(JsonNode value) {
        if (value.isContainerNode()) {
            int size = 0;
            for (JsonNode child : value) {
                size += size(child);
            }
            return size;
        }
        return bytes(value.asText());
    }

    private JsonNode field(String id, JsonNode field) {
        leftOfField = Math.max(0, Math.min(LONGEST_FIELD, left));
        int before = leftOfField;
        JsonNode value = value(field, WIKI.contains(id) || id.startsWith("customfield_"));
        left -= before - leftOfField;
        return value;
    }

    private JsonNode value(JsonNode value, boolean wiki) {
        if (value.isTextual()) {
            return text(wiki ? markup(value.textValue()) : value.textValue());
        }
        if (value.isObject()) {
            return object(value);
        }
        if (value.isArray()) {
            return list(value, wiki);
        }
        return value.isNumber() || value.isBoolean() ? value : NullNode.getInstance();
    }

    /** What the rest would have become is unknown: the remark stands even where its text has room. */
    private static String markup(String text) {
        if (text.length() <= LONGEST_MARKUP) {
            return WikiText.of(text);
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_MARKUP - 1)) ? LONGEST_MARKUP - 1 : LONGEST_MARKUP;
        return (WikiText.of(text.substring(0, end)) + CUT).strip();
    }

    private JsonNode list(JsonNode list, boolean wiki) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : list) {
            if (leftOfField <= 0) {
                return values.add(CUT.strip());
            }
            JsonNode value = value(element, wiki);
            if (!value.isNull()) {
                values.add(value);
                // Whatever it is, it takes some room in the request.
                leftOfField -= 4;
            }
        }
        return values;
    }

    private JsonNode object(JsonNode object) {
        if (object.path("type").asText().equals("doc")) {
            return text(AdfText.of(object, LONGEST_FIELD + CUT.length()));
        }
        if (Stream.of("accountId", "displayName", "emailAddress").anyMatch(object::has)) {
            return person(object);
        }
        if (object.has("value")) {
            JsonNode child = object.path("child").path("value");
            String value = object.path("value").asText();
            return text(child.isTextual() ? value + " / " + child.textValue() : value);
        }
        return text(Stream.of("name", "key")
                .map(object::path)
                .filter(JsonNode::isTextual)
                .findFirst()
                .map(JsonNode::textValue)
                .orElse(""));
    }

    /** On Data Center a person has no account id but a name and a key; both it and the display name may be a mail address. */
    private JsonNode person(JsonNode person) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.set("account_id", identity(person, "accountId", "name", "key"));
        written.set("display_name", identity(person, "displayName"));
        return written;
    }

    private JsonNode identity(JsonNode person, String... members) {
        return Stream.of(members)
                .map(member -> JiraValues.text(person.path(member)))
                .filter(text -> text != null && !MailAddresses.looksLikeOne(text))
                .findFirst()
                .map(this::text)
                .orElse(NullNode.getInstance());
    }

    /** The text within what the field has left; null, as JSON has it, for a blank one. */
    private JsonNode text(String text) {
        if (text.isBlank()) {
            return NullNode.getInstance();
        }
        String written = cut(text, leftOfField);
        leftOfField -= bytes(written);
        return TextNode.valueOf(written);
    }

    private static String cut(String text, int limit) {
        if (bytes(text) <= limit) {
            return text;
        }
        int end = 0;
        int size = bytes(CUT);
        while (end < text.length()) {
            int character = text.codePointAt(end);
            size += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (size > limit) {
                break;
            }
            end += Character.charCount(character);
        }
        for (int at = end; at > Math.max(0, end - LONGEST_WORD); at--) {
            if (Character.isWhitespace(text.charAt(at - 1))) {
                end = at - 1;
                break;
            }
        }
        return (text.substring(0, end) + CUT).strip();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
