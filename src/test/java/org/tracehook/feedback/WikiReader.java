package org.tracehook.feedback;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the part of Jira's wiki markup that comments of ours are made of, character by character, and refuses every
 * other character that the notation gives a meaning to, wherever it stands.
 */
public final class WikiReader {

    /** Where a line may begin with markup: an item, a step's number, a sign. */
    private static final Pattern BEGINNING = Pattern.compile("(\\* |[0-9]+\\. )?(\\([/x!i-]\\) )?(.*)");

    private static final Pattern LINK = Pattern.compile("\\[Logs\\|(https://logs\\.example/[^\\s\\[\\]|{}\\\\^]*)]");
    private static final Pattern MARKER = Pattern.compile("Tracehook trace [0-9a-f-]{36}");
    private static final Pattern ENTITY = Pattern.compile("&#([0-9]{2,7});");

    private static final Map<String, String> SIGNS =
            Map.of("(/) ", "✅ ", "(x) ", "❌ ", "(-) ", "🚫 ", "(i) ", "⏳ ", "(!) ", "");

    private final String line;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private boolean strong;

    private WikiReader(String line) {
        this.line = line;
    }

    /** What a person reads, without blank lines; fails at what is not a comment of ours. */
    public static List<String> lines(String markup) {
        assertFalse(markup.contains("\r"), markup);
        List<String> lines = new ArrayList<>();
        for (String line : markup.split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(line(line));
            }
        }
        return lines;
    }

    private static String line(String line) {
        Matcher link = LINK.matcher(line);
        if (link.matches()) {
            return "Logs <" + link.group(1) + ">";
        }
        if (MARKER.matcher(line).matches()) {
            return line;
        }
        Matcher parts = BEGINNING.matcher(line);
        assertTrue(parts.matches(), line);
        boolean item = "* ".equals(parts.group(1));
        assertFalse(item && parts.group(2) != null, line);
        String number = parts.group(1) == null || item ? "" : parts.group(1);
        String sign = parts.group(2) == null ? "" : parts.group(2);
        // The sign of a pipeline is not said in words.
        String shown = number.isEmpty() ? "" : SIGNS.get(sign);
        return number + shown + new WikiReader(parts.group(3)).read();
    }

    private String read() {
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '*') {
                strong();
            } else if (c == '&') {
                entity();
            } else {
                plain(c);
            }
        }
        assertFalse(strong, line);
        return text.toString();
    }

    /** Bold begins after a blank or the line's beginning and before no blank, and ends the other way round. */
    private void strong() {
        String edge = strong ? after(at) : before(at);
        assertTrue(edge.isEmpty() || !Character.isLetterOrDigit(edge.charAt(0)), line);
        String inside = strong ? before(at) : after(at);
        assertTrue(!inside.isBlank() && !inside.equals("*"), line);
        strong = !strong;
        at++;
    }

    private void entity() {
        Matcher entity = ENTITY.matcher(line).region(at, line.length());
        if (!entity.lookingAt()) {
            fail("a bare ampersand in " + line);
        }
        text.appendCodePoint(Integer.parseInt(entity.group(1)));
        at = entity.end();
    }

    private void plain(char c) {
        boolean within = (c == '_' || c == '/') && isWord(before(at)) && isWord(after(at));
        assertFalse(Character.isSurrogate(c), line);
        assertTrue(
                Character.isLetterOrDigit(c)
                        || Character.getType(c) == Character.NON_SPACING_MARK
                        || Character.getType(c) == Character.COMBINING_SPACING_MARK
                        || c == ' '
                        || c == ','
                        || c == '.'
                        || within,
                () -> "'" + c + "' at " + at + " in " + line);
        text.append(c);
        at++;
    }

    private static boolean isWord(String c) {
        return c.matches("[A-Za-z0-9]");
    }

    private String before(int index) {
        return index == 0 ? "" : line.substring(index - 1, index);
    }

    private String after(int index) {
        return index + 1 >= line.length() ? "" : line.substring(index + 1, index + 2);
    }
}
