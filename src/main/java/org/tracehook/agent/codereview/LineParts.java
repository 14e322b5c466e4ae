package org.tracehook.agent.codereview;

import java.util.Iterator;
import java.util.Locale;
import org.tracehook.agent.codereview.SourceFile.SourceLine;

/**
 * Lines, and those apart that a language takes for several: a comment ends at each of these ends, and what follows is code.
 * The ends are CR, U+0085, U+2028, U+2029, and in Java the escapes of CR and LF. All parts have the number of their line:
 * git hosts and editors do not count these ends. (Editors do count a CR, of which git knows nothing.)
 */
final class LineParts implements Iterator<SourceLine> {

    private final Iterator<SourceLine> lines;
    private final boolean java;
    private SourceLine line;

    /** Where the next part begins in the line. */
    private int begin;

    LineParts(Iterator<SourceLine> lines, String plainPath) {
        this.lines = lines;
        java = plainPath.toLowerCase(Locale.ROOT).endsWith(".java");
    }

    @Override
    public boolean hasNext() {
        return line != null || lines.hasNext();
    }

    @Override
    public SourceLine next() {
        if (line == null) {
            line = lines.next();
            begin = 0;
        }
        String text = line.text();
        int end = begin > 0 || hasEnd(text) ? endFrom(text, begin) : text.length();
        SourceLine part = new SourceLine(line.number(), text.substring(begin, end));
        begin = end < text.length() ? end + lengthOfEnd(text, end) : end;
        if (begin == text.length()) {
            line = null;
        }
        return part;
    }

    /** Most lines have none, and this finds out in a fraction of the time. */
    private boolean hasEnd(String text) {
        return text.indexOf('\r') >= 0
                || text.indexOf('\u0085') >= 0
                || text.indexOf('\u2028') >= 0
                || text.indexOf('\u2029') >= 0
                || (java && text.contains("\\u"));
    }

    private int endFrom(String text, int from) {
        int at = from;
        while (at < text.length() && lengthOfEnd(text, at) == 0) {
            at += java && text.startsWith("\\\\", at) ? 2 : 1;
        }
        return at;
    }

    /** How many characters the end of a part has that is there; 0 if none is. */
    private int lengthOfEnd(String text, int at) {
        return switch (text.charAt(at)) {
            case '\r', '\u0085', '\u2028', '\u2029' -> 1;
            case '\\' -> java ? lengthOfEscape(text, at) : 0;
            default -> 0;
        };
    }

    /** {@code \\u000a}, with any number of {@code u}. */
    private static int lengthOfEscape(String text, int backslash) {
        int digits = backslash + 1;
        while (digits < text.length() && text.charAt(digits) == 'u') {
            digits++;
        }
        boolean ends = text.regionMatches(true, digits, "000a", 0, 4) || text.regionMatches(true, digits, "000d", 0, 4);
        return ends && digits > backslash + 1 ? digits + 4 - backslash : 0;
    }
}
