package org.tracehook.feedback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tracehook.feedback.CommentRenderer.CommentContent;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.PipelineStatus;

/**
 * A comment in the Atlassian Document Format, which REST v3 takes. Texts are text nodes, in which nothing is interpreted.
 * Whether Jira counts the markup is not documented, so all of the document's JSON is counted.
 */
final class AdfComment implements CommentRenderer.Markup {

    private final ObjectNode document = node("doc").put("version", 1);
    private final ArrayNode blocks = document.putArray("content");
    private ArrayNode panel;
    private ArrayNode details;

    private AdfComment() {}

    /** The comment in at most that many characters, {@link CommentContent#SHORTEST} or more. */
    static ObjectNode document(CommentContent content, int longest) {
        return CommentRenderer.within(longest, content, AdfComment::new).document;
    }

    @Override
    public void headline(PipelineStatus status, String intent, String rest) {
        ObjectNode box = node("panel");
        box.putObject("attrs").put("panelType", panelType(status));
        panel = box.putArray("content");
        blocks.add(box);
        Paragraph.in(panel)
                .lozenge(status.name(), color(status))
                .text(" ")
                .strong(intent)
                .text(rest);
    }

    @Override
    public void stop(String before, String name, String text) {
        Paragraph.in(panel)
                .text(name.isEmpty() ? before : before + ", ")
                .strong(name)
                .text(text.isEmpty() ? "" : ": " + text);
    }

    @Override
    public void paragraph(String label, String text) {
        Paragraph.in(blocks).strong(label).text(" " + text);
    }

    @Override
    public void step(ExecutionStep step, String agent, String rest) {
        Paragraph.in(blocks)
                .text(step.stepNumber() + ". " + step.status().pictogram() + " ")
                .strong(agent)
                .text(" " + rest);
        details = null;
    }

    @Override
    public void detail(String label, String text) {
        if (details == null) {
            ObjectNode list = node("bulletList");
            details = list.putArray("content");
            blocks.add(list);
        }
        ObjectNode item = node("listItem");
        Paragraph.in(item.putArray("content")).strong(label).text(" " + text);
        details.add(item);
    }

    @Override
    public void note(String words) {
        Paragraph.in(blocks).text(words);
    }

    @Override
    public void link(String label, String url) {
        Paragraph.in(blocks).link(label, url);
    }

    @Override
    public int length() {
        return document.toString().length();
    }

    private static ObjectNode node(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static String panelType(PipelineStatus status) {
        return switch (status) {
            case RUNNING -> "info";
            case SUCCESS -> "success";
            case PARTIAL -> "warning";
            case FAILED -> "error";
        };
    }

    private static String color(PipelineStatus status) {
        return switch (status) {
            case RUNNING -> "blue";
            case SUCCESS -> "green";
            case PARTIAL -> "yellow";
            case FAILED -> "red";
        };
    }

    /** A paragraph of an Atlassian document. Texts may be empty: they add nothing then, Jira refuses a document with one. */
    private static final class Paragraph {

        private final ArrayNode inlines;

        private Paragraph(ArrayNode inlines) {
            this.inlines = inlines;
        }

        /** A new paragraph at the end of those blocks. */
        static Paragraph in(ArrayNode blocks) {
            ObjectNode paragraph = node("paragraph");
            blocks.add(paragraph);
            return new Paragraph(paragraph.putArray("content"));
        }

        Paragraph text(String text) {
            if (!text.isEmpty()) {
                inlines.add(textNode(text));
            }
            return this;
        }

        Paragraph strong(String text) {
            if (!text.isEmpty()) {
                ObjectNode bold = textNode(text);
                bold.putArray("marks").addObject().put("type", "strong");
                inlines.add(bold);
            }
            return this;
        }

        Paragraph link(String label, String url) {
            ObjectNode link = textNode(label);
            link.putArray("marks")
                    .addObject()
                    .put("type", "link")
                    .putObject("attrs")
                    .put("href", url);
            inlines.add(link);
            return this;
        }

        Paragraph lozenge(String text, String color) {
            ObjectNode lozenge = node("status");
            lozenge.putObject("attrs").put("text", text).put("color", color);
            inlines.add(lozenge);
            return this;
        }

        private static ObjectNode textNode(String text) {
            return node("text").put("text", text);
        }
    }
}
