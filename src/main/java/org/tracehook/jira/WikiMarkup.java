package org.tracehook.jira;

import java.util.Map;
import java.util.stream.Stream;

/** Finds code macros in Jira's wiki markup, in one pass over the text: a pattern could be made to backtrack. */
final class WikiMarkup {

    private static final String MACRO = "{code";
    private static final String END = "{code}";
    private static final String TITLE = "title=";

    private final String text;

    WikiMarkup(String text) {
        this.text = text;
    }

    void collect(Map<String, String> blocks) {
        int open = text.indexOf(MACRO);
        while (open >= 0) {
            int brace = closingBrace(open + MACRO.length());
            open = brace < 0 ? text.indexOf(MACRO, open + 1) : collectBlock(open, brace, blocks);
        }
    }

    /** Takes the block whose opening macro ends at {@code brace}; returns where the next macro opens, or -1. */
    private int collectBlock(int open, int brace, Map<String, String> blocks) {
        int end = text.indexOf(END, brace);
        if (end < 0) {
            return -1;
        }
        String path = title(text.substring(open + MACRO.length(), brace));
        if (CodeBlocks.isPath(path)) {
            blocks.put(path, withoutFirstLineBreak(text.substring(brace + 1, end)));
        }
        return text.indexOf(MACRO, end + END.length());
    }

    /** Where the macro's parameters end, or -1 if it is none: they stay on one line and have no further brace. */
    private int closingBrace(int from) {
        if (from < text.length() && text.charAt(from) != ':' && text.charAt(from) != '}') {
            return -1;
        }
        for (int at = from; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '}':
                    return at;
                case '{', '\r', '\n':
                    return -1;
                default:
            }
        }
        return -1;
    }

    /** The title among parameters such as {@code :python|title=src/app.py}, or an empty text. */
    private static String title(String parameters) {
        return Stream.of(parameters.substring(Math.min(1, parameters.length())).split("\\|"))
                .map(String::strip)
                .filter(parameter -> parameter.startsWith(TITLE))
                .map(parameter -> parameter.substring(TITLE.length()).strip())
                .findFirst()
                .orElse("");
    }

    private static String withoutFirstLineBreak(String content) {
        if (content.startsWith("\r\n")) {
            return content.substring(2);
        }
        return content.startsWith("\n") ? content.substring(1) : content;
    }
}
