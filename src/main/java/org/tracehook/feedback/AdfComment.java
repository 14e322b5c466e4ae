package org.tracehook.feedback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.PipelineStatus;

/**
 * A comment in the Atlassian Document Format, which REST v3 takes. Texts are text nodes, in which nothing is interpreted.
 * Whether Jira counts the markup is not documented, so all of the document's JSON is counted.
 */
final class AdfComment implements CommentWriter {

    private final ObjectNode document = AdfLine.node("doc").put("version", 1);
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
        Look look = Look.of(status);
        ObjectNode box = AdfLine.node("panel");
        box.putObject("attrs").put("panelType", look.panel);
        panel = box.putArray("content");
        blocks.add(box);
        AdfLine.in(panel)
                .lozenge(status.name(), look.color)
                .text(" ")
                .strong(intent)
                .text(rest);
    }

    @Override
    public void stop(String before, String name, String text) {
        AdfLine.in(panel)
                .text(name.isEmpty() ? before : before + ", ")
                .strong(name)
                .text(text.isEmpty() ? "" : ": " + text);
    }

    @Override
    public void paragraph(String label, String text) {
        AdfLine.in(blocks).strong(label).text(" " + text);
    }

    @Override
    public void step(ExecutionStep step, String agent, String rest) {
        AdfLine.in(blocks)
                .text(step.stepNumber() + ". " + step.status().pictogram() + " ")
                .strong(agent)
                .text(" " + rest);
        details = null;
    }

    @Override
    public void detail(String label, String text) {
        if (details == null) {
            ObjectNode list = AdfLine.node("bulletList");
            details = list.putArray("content");
            blocks.add(list);
        }
        ObjectNode item = AdfLine.node("listItem");
        AdfLine.in(item.putArray("content")).strong(label).text(" " + text);
        details.add(item);
    }

    @Override
    public void note(String words) {
        AdfLine.in(blocks).text(words);
    }

    @Override
    public void link(String label, String url) {
        AdfLine.in(blocks).link(label, url);
    }

    @Override
    public int length() {
        return document.toString().length();
    }

    /** The colours of a pipeline's status. */
    private enum Look {
        INFO("info", "blue"),
        GOOD("success", "green"),
        CAUTION("warning", "yellow"),
        BAD("error", "red");

        private final String panel;
        private final String color;

        Look(String panel, String color) {
            this.panel = panel;
            this.color = color;
        }

        private static Look of(PipelineStatus status) {
            return switch (status) {
                case RUNNING -> INFO;
                case SUCCESS -> GOOD;
                case PARTIAL -> CAUTION;
                case FAILED -> BAD;
            };
        }
    }
}
