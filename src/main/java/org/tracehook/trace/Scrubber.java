package org.tracehook.trace;

import java.util.Collection;

/** Makes free text fit for traces and logs: one line, capped, without secrets, addresses or invisible characters. */
public final class Scrubber {

    /** The longest text that comes out, in UTF-16 units; longer ones end with an ellipsis. */
    public static final int LONGEST = 2_000;

    /** Stands for what was taken out. */
    static final String REPLACEMENT = "[secret]";

    /** More than any secret has that a pattern finds, in UTF-16 units. */
    private static final int LONGEST_SECRET = 16_000;

    /** How many times as long a secret is with each character written as an escape, and broken into lines. */
    private static final int LONGER_WRITTEN = 8;

    /** Joins emoji into one; harmless alone. */
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private final KnownSecrets known = new KnownSecrets();

    /**
     * A scrubber that also takes out those secrets: as they are, in Base64 alone or in a longer text, escaped as in URLs or
     * JSON, and broken into lines.
     */
    public Scrubber(Collection<String> secrets) {
        secrets.forEach(known::add);
    }

    /** Takes out that secret too from now on, in every spelling. */
    public void learn(String secret) {
        known.add(secret);
    }

    /** The text as one line of at most {@link #LONGEST} UTF-16 units; null stays null. */
    public String line(String text) {
        return line(text, LONGEST);
    }

    /** The text as one line of at most that many UTF-16 units; null stays null. It is cut after secrets are out, never before. */
    public String line(String text, int longest) {
        return text == null ? null : capped(visible(withoutSecrets(text, 2 * longest)), longest);
    }

    /** The text without secrets. Of a huge text only the beginning is read, and its end left out: half a secret may be there. */
    private String withoutSecrets(String text, int wanted) {
        int unsure = Math.max(LONGEST_SECRET, LONGER_WRITTEN * known.longest());
        if (text.length() <= wanted + unsure) {
            return SecretPatterns.without(known.without(text));
        }
        String clean = SecretPatterns.without(known.without(text.substring(0, wanted + unsure)));
        return capped(clean, Math.max(1, clean.length() - unsure));
    }

    /** Whether a configured secret, or what looks like one, is in the text. */
    public boolean findsSecret(String text) {
        return findsKnownSecret(text) || SecretPatterns.findsSecret(text);
    }

    /** Whether a configured secret is in the text, in any spelling. */
    public boolean findsKnownSecret(String text) {
        return !known.without(text).equals(text);
    }

    /** The text, cut between characters and ended with an ellipsis where it is longer than that many, one or more, UTF-16 units. */
    public static String capped(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** The text as one line without blanks around it, in which control and format characters are spelled out. */
    public static String visible(String text) {
        if (isPlain(text)) {
            return text.strip();
        }
        StringBuilder line = new StringBuilder(text.length());
        text.strip().codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                line.append(' ');
            } else if (isHidden(c)) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    /** Most texts are printable ASCII: nothing to be made visible, so nothing to be made at all. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Control and format characters (ANSI escapes, bidirectional overrides, zero widths) and lone surrogates. */
    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE -> true;
            case Character.FORMAT -> c != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
