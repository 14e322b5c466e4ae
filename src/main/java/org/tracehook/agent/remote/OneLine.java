package org.tracehook.agent.remote;

/** Another program's text as one short line that shows what it is. */
final class OneLine {

    /** The longest text that comes out, in UTF-16 units. */
    static final int LONGEST = 500;

    /** Joins emoji into one; harmless alone. */
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private OneLine() {}

    /**
     * The text with each run of white space as one space, a replacement character for each control, format and
     * bidirectional character, and an ellipsis where it is longer than {@link #LONGEST}; never empty.
     */
    static String of(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().takeWhile(c -> line.length() <= LONGEST).forEach(c -> append(line, c));
        String stripped = line.toString().strip();
        return stripped.isEmpty() ? "(blank)" : capped(stripped);
    }

    private static void append(StringBuilder line, int c) {
        if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
            line.appendCodePoint(isHidden(c) ? '\uFFFD' : c);
        } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
            line.append(' ');
        }
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE -> true;
            case Character.FORMAT -> c != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }

    private static String capped(String line) {
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = LONGEST - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
