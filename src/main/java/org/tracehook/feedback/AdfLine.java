package org.tracehook.feedback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A paragraph of an Atlassian document. Texts may be empty: they add nothing then, Jira refuses a document with one. */
final class AdfLine {

    private final ArrayNode inlines;

    private AdfLine(ArrayNode inlines) {
        this.inlines = inlines;
    }

    /** A new paragraph at the end of those blocks. */
    static AdfLine in(ArrayNode blocks) {
        ObjectNode paragraph = node("paragraph");
        blocks.add(paragraph);
        return new AdfLine(paragraph.putArray("content"));
    }

    /** A node of that type. */
    static ObjectNode node(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    AdfLine text(String text) {
        if (!text.isEmpty()) {
            inlines.add(textNode(text));
        }
        return this;
    }

    AdfLine strong(String text) {
        if (!text.isEmpty()) {
            ObjectNode bold = textNode(text);
            bold.putArray("marks").addObject().put("type", "strong");
            inlines.add(bold);
        }
        return this;
    }

    AdfLine link(String label, String url) {
        ObjectNode link = textNode(label);
        link.putArray("marks")
                .addObject()
                .put("type", "link")
                .putObject("attrs")
                .put("href", url);
        inlines.add(link);
        return this;
    }

    AdfLine lozenge(String text, String color) {
        ObjectNode lozenge = node("status");
        lozenge.putObject("attrs").put("text", text).put("color", color);
        inlines.add(lozenge);
        return this;
    }

    private static ObjectNode textNode(String text) {
        return node("text").put("text", text);
    }
}
