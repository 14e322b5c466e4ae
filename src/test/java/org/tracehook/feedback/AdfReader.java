package org.tracehook.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the part of the Atlassian Document Format that comments of ours are made of, and refuses the rest of it. */
public final class AdfReader {

    private static final Set<String> PANELS = Set.of("info", "success", "warning", "error");
    private static final Set<String> COLORS = Set.of("blue", "green", "yellow", "red");

    private final List<String> lines = new ArrayList<>();

    private AdfReader() {}

    /** What a person reads, a line for each paragraph; fails at what is not a comment of ours. */
    public static List<String> lines(JsonNode document) {
        members(document, "type", "version", "content");
        assertEquals("doc", document.path("type").textValue());
        assertTrue(document.path("version").isInt() && document.path("version").intValue() == 1);
        AdfReader reader = new AdfReader();
        reader.blocks(document);
        return reader.lines;
    }

    private void blocks(JsonNode document) {
        for (JsonNode block : content(document)) {
            switch (block.path("type").asText()) {
                case "panel" -> panel(block);
                case "bulletList" -> list(block);
                default -> paragraph(block);
            }
        }
    }

    private void panel(JsonNode panel) {
        members(panel, "type", "attrs", "content");
        members(panel.path("attrs"), "panelType");
        assertTrue(PANELS.contains(panel.at("/attrs/panelType").textValue()), panel::toString);
        content(panel).forEach(this::paragraph);
    }

    private void list(JsonNode list) {
        members(list, "type", "content");
        for (JsonNode item : content(list)) {
            members(item, "type", "content");
            assertEquals("listItem", item.path("type").textValue());
            assertEquals(1, content(item).size());
            paragraph(item.path("content").path(0));
        }
    }

    private void paragraph(JsonNode paragraph) {
        members(paragraph, "type", "content");
        assertEquals("paragraph", paragraph.path("type").textValue());
        StringBuilder line = new StringBuilder();
        content(paragraph).forEach(inline -> line.append(inline(inline)));
        lines.add(line.toString());
    }

    private static String inline(JsonNode inline) {
        return switch (inline.path("type").asText()) {
            case "status" -> lozenge(inline);
            case "text" -> text(inline);
            default -> fail("an inline node that we do not use: " + inline);
        };
    }

    private static String lozenge(JsonNode status) {
        members(status, "type", "attrs");
        members(status.path("attrs"), "text", "color");
        assertTrue(COLORS.contains(status.at("/attrs/color").textValue()), status::toString);
        return notEmpty(status.at("/attrs/text"));
    }

    private static String text(JsonNode node) {
        if (!node.has("marks")) {
            members(node, "type", "text");
            return notEmpty(node.path("text"));
        }
        members(node, "type", "text", "marks");
        assertEquals(1, node.path("marks").size(), node::toString);
        JsonNode mark = node.path("marks").path(0);
        if (mark.path("type").asText().equals("link")) {
            members(mark, "type", "attrs");
            members(mark.path("attrs"), "href");
            assertTrue(mark.at("/attrs/href").asText().startsWith("https://logs.example/"), mark::toString);
            return notEmpty(node.path("text")) + " <" + mark.at("/attrs/href").textValue() + ">";
        }
        members(mark, "type");
        assertEquals("strong", mark.path("type").textValue());
        return notEmpty(node.path("text"));
    }

    private static String notEmpty(JsonNode text) {
        assertTrue(text.isTextual(), text::toString);
        assertFalse(text.textValue().isEmpty(), "Jira answers 400 to an empty text");
        text.textValue().chars().forEach(c -> assertFalse(Character.isISOControl(c), () -> "control character " + c));
        return text.textValue();
    }

    private static JsonNode content(JsonNode node) {
        assertTrue(node.path("content").isArray() && !node.path("content").isEmpty(), node::toString);
        return node.path("content");
    }

    private static void members(JsonNode node, String... names) {
        Set<String> found = new TreeSet<>();
        node.fieldNames().forEachRemaining(found::add);
        assertEquals(new TreeSet<>(Set.of(names)), found, node::toString);
    }
}
