package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a document in the Atlassian Document Format, which REST v3 uses, as a simple Markdown. Nodes that it does not know are
 * written as what they contain.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/">The format</a>
 */
final class AdfText {

    private final StringBuilder out = new StringBuilder();
    private final int longest;

    /** Begins the next line in place of its indentation: the sign of a list's item. */
    private String marker;

    private AdfText(int longest) {
        this.longest = longest;
    }

    /**
     * The text of a document; nothing is added once it is longer than that, so that a small document cannot become a long one.
     *
     * @param document nested at most as deep as {@link JiraEvent#parse} lets pass
     */
    static String of(JsonNode document, int longest) {
        AdfText text = new AdfText(longest);
        text.blocks(document, "");
        return text.out.toString().strip();
    }

    private void blocks(JsonNode parent, String indent) {
        for (JsonNode node : content(parent)) {
            if (out.length() > longest) {
                return;
            }
            block(node, indent);
            if (indent.isEmpty()) {
                out.append('\n');
            }
        }
    }

    private void block(JsonNode node, String indent) {
        switch (type(node)) {
            case "paragraph" -> write(indent, inline(node));
            case "heading" -> write(indent, "#".repeat(bounded(attribute(node, "level"))) + " " + inline(node));
            case "bulletList", "decisionList" -> items(node, indent, "- ");
            case "orderedList" -> items(node, indent, "1. ");
            case "taskList" -> items(node, indent, null);
            case "codeBlock" -> code(node, indent);
            case "blockquote", "panel" -> blocks(node, indent + "> ");
            case "expand", "nestedExpand" -> {
                write(indent, strong(attribute(node, "title")));
                blocks(node, indent);
            }
            case "table" -> table(node, indent);
            case "rule" -> write(indent, "---");
            default -> other(node, indent);
        }
    }

    /** A node that holds blocks, or one that stands in a line and here stands alone. */
    private void other(JsonNode node, String indent) {
        if (hasBlocks(node)) {
            blocks(node, indent);
            return;
        }
        StringBuilder line = new StringBuilder();
        inline(node, line);
        if (line.length() > 0) {
            write(indent, line.toString());
        }
    }

    private static boolean hasBlocks(JsonNode node) {
        return content(node).iterator().hasNext()
                && !type(content(node).iterator().next()).equals("text");
    }

    /** The items of a list; those of a task list, which has no sign of its own, say whether they are done. */
    private void items(JsonNode list, String indent, String sign) {
        for (JsonNode item : content(list)) {
            String own = sign != null ? sign : attribute(item, "state").equals("DONE") ? "- [x] " : "- [ ] ";
            if (out.length() > longest) {
                return;
            }
            if (type(item).equals("taskItem") || type(item).equals("decisionItem")) {
                write(indent, own + inline(item));
            } else if (type(item).equals("listItem")) {
                marker = indent + own;
                blocks(item, indent + " ".repeat(own.length()));
                marker = null;
            } else {
                block(item, indent + "  ");
            }
        }
    }

    private void code(JsonNode node, String indent) {
        String code = inline(node);
        String fence = code.contains("```") ? "~~~~" : "```";
        write(indent, fence + oneLine(attribute(node, "language")) + "\n" + code + "\n" + fence);
    }

    private void table(JsonNode table, String indent) {
        boolean first = true;
        for (JsonNode row : content(table)) {
            List<String> cells = new ArrayList<>();
            for (JsonNode cell : content(row)) {
                cells.add(oneLine(inline(cell)));
            }
            write(indent, "| " + String.join(" | ", cells) + " |");
            if (first) {
                write(indent, "|" + "---|".repeat(cells.size()));
            }
            first = false;
            if (out.length() > longest) {
                return;
            }
        }
    }

    /** Writes lines, each behind the indentation; the first behind the sign of its item, if it has one. */
    private void write(String indent, String text) {
        for (String line : text.split("\n", -1)) {
            out.append(marker == null ? indent : marker).append(line).append('\n');
            marker = null;
            if (out.length() > longest) {
                return;
            }
        }
    }

    private String inline(JsonNode parent) {
        StringBuilder line = new StringBuilder();
        content(parent).forEach(node -> inline(node, line));
        return line.toString();
    }

    private void inline(JsonNode node, StringBuilder line) {
        if (line.length() > longest) {
            return;
        }
        switch (type(node)) {
            case "text" -> line.append(marked(node));
            case "hardBreak" -> line.append('\n');
            case "mention" -> line.append(mention(node));
            case "emoji" -> line.append(either(attribute(node, "text"), attribute(node, "shortName")));
            case "status" -> line.append('[').append(attribute(node, "text")).append(']');
            case "date" -> line.append(date(attribute(node, "timestamp")));
            case "inlineCard", "blockCard", "embedCard" -> line.append(attribute(node, "url"));
            case "media", "mediaInline" -> {
                String name = attribute(node, "alt");
                line.append(name.isEmpty() ? "(attachment)" : "(attachment: " + name + ")");
            }
            case "paragraph", "heading", "listItem", "tableCell" -> {
                content(node).forEach(child -> inline(child, line));
                line.append(' ');
            }
            default -> content(node).forEach(child -> inline(child, line));
        }
    }

    private static String marked(JsonNode node) {
        String text = node.path("text").asText();
        JsonNode marks = node.path("marks");
        for (JsonNode mark : marks.isArray() ? marks : List.<JsonNode>of()) {
            text = switch (type(mark)) {
                case "strong" -> strong(text);
                case "em" -> "*" + text + "*";
                case "code" -> "`" + text + "`";
                case "strike" -> "~~" + text + "~~";
                case "link" -> "[" + text + "](" + attribute(mark, "href") + ")";
                default -> text;
            };
        }
        return text;
    }

    private static String strong(String text) {
        return text.isEmpty() ? "" : "**" + text + "**";
    }

    private static String mention(JsonNode node) {
        String name = attribute(node, "text").replaceFirst("^@", "");
        String id = attribute(node, "id");
        String person = MailAddresses.looksLikeOne(name) || name.isEmpty() ? id : name + " (" + id + ")";
        return MailAddresses.looksLikeOne(person) ? "@somebody" : "@" + person;
    }

    private static String date(String millis) {
        return millis.matches("[0-9]{1,14}")
                ? Instant.ofEpochMilli(Long.parseLong(millis))
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .toString()
                : "";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static int bounded(String level) {
        return level.matches("[1-6]") ? Integer.parseInt(level) : 1;
    }

    private static String either(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    private static String attribute(JsonNode node, String name) {
        return node.path("attrs").path(name).asText("");
    }

    private static String type(JsonNode node) {
        return node.path("type").asText("");
    }

    /** An object in place of the array would be walked by its values: only arrays are content. */
    private static Iterable<JsonNode> content(JsonNode node) {
        JsonNode content = node.path("content");
        return content.isArray() ? content : List.of();
    }
}
