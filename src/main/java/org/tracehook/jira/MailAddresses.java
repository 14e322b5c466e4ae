package org.tracehook.jira;

/** Recognises mail addresses in the names of people: Data Center lets them be user names. */
final class MailAddresses {

    private MailAddresses() {}

    /** Whether the text has an {@code @} within a word. */
    static boolean looksLikeOne(String text) {
        for (int at = text.indexOf('@', 1); at > 0; at = text.indexOf('@', at + 1)) {
            if (at + 1 < text.length()
                    && !Character.isWhitespace(text.charAt(at - 1))
                    && !Character.isWhitespace(text.charAt(at + 1))) {
                return true;
            }
        }
        return false;
    }
}
