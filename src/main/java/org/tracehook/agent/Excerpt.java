package org.tracehook.agent;

/** The beginning of a text of any size, so that one long line or path cannot fill a trace. */
public final class Excerpt {

    private Excerpt() {}

    /** The text itself when it has at most {@code limit} code points, else as many of them with an ellipsis last. */
    public static String of(String text, int limit) {
        if (text.length() <= limit || text.codePointCount(0, text.length()) <= limit) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, limit - 1)) + "…";
    }
}
