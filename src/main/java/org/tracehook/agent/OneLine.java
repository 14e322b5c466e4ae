package org.tracehook.agent;

/** Makes one line without hidden characters of a text of unknown origin. */
public final class OneLine {

    /** Joins emoji into one; harmless alone. */
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private static final int REPLACEMENT = 0xFFFD;

    private OneLine() {}

    /**
     * The text with each run of white space as one space and a replacement character for each control, format and
     * bidirectional character. It is not shortened: see {@link WholeText}.
     */
    public static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(line, c));
        return line.toString().strip();
    }

    private static void append(StringBuilder line, int c) {
        if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
            line.appendCodePoint(isHidden(c) ? REPLACEMENT : c);
        } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
            line.append(' ');
        }
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
            case Character.FORMAT -> c != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
