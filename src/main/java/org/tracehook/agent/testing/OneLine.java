package org.tracehook.agent.testing;

import java.time.Duration;
import java.util.Locale;

/** Text of unknown origin as one short line. */
final class OneLine {

    private OneLine() {}

    /** At most {@code limit} code points, the last an ellipsis if some are left out; what is no visible sign is a blank. */
    static String of(String text, int limit) {
        StringBuilder line = new StringBuilder();
        int length = 0;
        boolean blank = false;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int sign = text.codePointAt(at);
            if (isBlank(sign)) {
                blank = length > 0;
                continue;
            }
            int needed = blank ? 2 : 1;
            if (length + needed > limit) {
                return cut(line, limit);
            }
            line.append(blank ? " " : "").appendCodePoint(sign);
            length += needed;
            blank = false;
        }
        return line.toString();
    }

    /** {@code 1.5} for 1500 ms. */
    static String seconds(Duration duration) {
        String text = String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String cut(StringBuilder line, int limit) {
        if (line.codePointCount(0, line.length()) == limit) {
            line.setLength(line.offsetByCodePoints(line.length(), -1));
        }
        return line.append('…').toString();
    }

    private static boolean isBlank(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
