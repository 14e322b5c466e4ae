package org.tracehook.insights;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a query, read one after another; what is not of the known kinds is refused. */
final class Tokens {

    /** A name with other characters than these has to stand in backticks. */
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:#[^\\n]*\\s*)*(?:"
                    + "(?<text>\"[^\"]*\")|(?<regex>/(?:[^/\\\\]|\\\\.)+/)|(?<quoted>`[^`]+`)"
                    + "|(?<name>[@A-Za-z_][@A-Za-z0-9_.]*)|(?<number>\\d+(?:\\.\\d+)?[mhd]?)|(?<sign>!=|<=|>=|[|()\\[\\],=<>*]))");

    private final List<String> words = new ArrayList<>();
    private int next;

    Tokens(String query) {
        Matcher token = TOKEN.matcher(query);
        int end = 0;
        String text = query.stripTrailing();
        while (end < text.length()) {
            if (!token.find(end) || token.start() != end) {
                throw new IllegalArgumentException("Not understood: " + text.substring(end));
            }
            words.add(token.group().replaceFirst("^\\s*(?:#[^\\n]*\\s*)*", ""));
            end = token.end();
        }
    }

    boolean atEnd() {
        return next == words.size();
    }

    String peek() {
        return atEnd() ? "" : words.get(next);
    }

    String take() {
        if (atEnd()) {
            throw new IllegalArgumentException("The query ends too early: " + String.join(" ", words));
        }
        return words.get(next++);
    }

    /** Takes the next word if it is that one; keywords may be written in any case. */
    boolean takeIf(String word) {
        boolean there = peek().toLowerCase(Locale.ROOT).equals(word);
        next += there ? 1 : 0;
        return there;
    }

    void expect(String word) {
        if (!takeIf(word)) {
            throw new IllegalArgumentException("Expected " + word + ", found " + peek());
        }
    }

    String name() {
        String word = take();
        if (word.startsWith("`")) {
            return word.substring(1, word.length() - 1);
        }
        if (!word.matches("[@A-Za-z_].*")) {
            throw new IllegalArgumentException("Expected a name, found " + word);
        }
        return word;
    }
}
