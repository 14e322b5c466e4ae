package org.tracehook.agent;

/**
 * Texts of any size as they go into messages and outputs: whole or not at all. What is cut here could be half a secret, which
 * nobody recognises any more; the trace cuts what it writes, after secrets are out of it.
 */
public final class WholeText {

    /** In code points; longer than what people name and say. */
    static final int LONGEST = 1_000;

    private WholeText() {}

    /** The text itself when it has at most 1,000 code points, else how many it has. */
    public static String of(String text) {
        int length = text.length() <= LONGEST ? text.length() : text.codePointCount(0, text.length());
        return length <= LONGEST ? text : "(" + length + " characters)";
    }
}
