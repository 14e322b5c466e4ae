package org.tracehook.feedback;

/**
 * Text that wiki markup shows as it is, after the beginning of a line. Letters, digits, blanks, commas and full stops stay;
 * the rest becomes HTML entities in decimal, which Jira's renderer (atlassian-renderer) hands through, and in which none of
 * its patterns finds anything. A backslash would not do: it escapes some characters only, and two of them break the line.
 */
final class WikiText {

    /** What may stand inside a word: Jira sees markup only at a word's edge. */
    private static final String WITHIN_WORDS = "_/";

    private WikiText() {}

    /** One line of text as markup. */
    static String escaped(String text) {
        StringBuilder markup = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            if (isPlain(c) || WITHIN_WORDS.indexOf(c) >= 0 && isWithinWord(text, at)) {
                markup.appendCodePoint(c);
            } else {
                markup.append("&#").append(c).append(';');
            }
        }
        return markup.toString();
    }

    /** Beyond the basic plane also letters become entities: not every database of Jira's can keep them. */
    private static boolean isPlain(int c) {
        return " ,.".indexOf(c) >= 0 || Character.isBmpCodePoint(c) && (Character.isLetterOrDigit(c) || isMark(c));
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isWithinWord(String text, int at) {
        return at > 0 && at + 1 < text.length() && isWord(text.charAt(at - 1)) && isWord(text.charAt(at + 1));
    }

    private static boolean isWord(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
