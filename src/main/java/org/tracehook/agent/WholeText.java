package org.tracehook.agent;

/**
 * Puts texts of unknown origin into messages and outputs whole or not at all. A shortened text could end with half a secret,
 * which would not be recognised. The trace removes secrets first and shortens texts then.
 */
public final class WholeText {

    /** In code points; more than names and messages that people write. */
    static final int LONGEST = 1_000;

    private WholeText() {}

    /** The text if it has at most 1,000 code points, else only their number. */
    public static String of(String text) {
        int length = text.length() <= LONGEST ? text.length() : text.codePointCount(0, text.length());
        return length <= LONGEST ? text : "(" + length + " characters)";
    }
}
