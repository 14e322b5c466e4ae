package org.tracehook.trace;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Makes free text fit for traces and logs: one line, capped, without secrets, addresses or invisible characters. */
public final class Scrubber {

    /** The longest text that comes out, in UTF-16 units; longer ones end with an ellipsis. */
    public static final int LONGEST = 2_000;

    /** Stands for what was taken out. */
    static final String GONE = "[secret]";

    /**
     * More than any secret has that is recognised by its shape, in UTF-16 units: of a text of which only the beginning is
     * looked at, so much is left out at the end of that, where half a secret may be.
     */
    private static final int LONGEST_SECRET = 16_000;

    /** How much longer a secret is with each character written as an escape, and broken into lines. */
    private static final int LONGER_WRITTEN = 8;

    /** Joins emoji into one; harmless alone. */
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private final Set<String> secrets = new LinkedHashSet<>();

    /** Null until it is needed again: secrets are learned one by one. */
    private volatile KnownSecrets known;

    /**
     * A scrubber that also takes out those secrets: as they are, in Base64 alone or in a longer text, escaped as in URLs or
     * JSON, and broken into lines.
     */
    public Scrubber(Collection<String> secrets) {
        secrets.forEach(this::learn);
    }

    /** Takes out that secret too from now on, in every spelling. */
    public synchronized void learn(String secret) {
        if (!secret.isBlank() && secrets.add(secret)) {
            known = null;
        }
    }

    private KnownSecrets known() {
        KnownSecrets all = known;
        return all == null ? remembered() : all;
    }

    private synchronized KnownSecrets remembered() {
        if (known == null) {
            known = new KnownSecrets(secrets);
        }
        return known;
    }

    /** The text as one line of at most {@link #LONGEST} UTF-16 units; null stays null. */
    public String line(String text) {
        return line(text, LONGEST);
    }

    /** The text as one line of at most that many UTF-16 units; null stays null. It is cut after secrets are out, never before. */
    public String line(String text, int longest) {
        return text == null ? null : capped(visible(withoutSecrets(text, 2 * longest)), longest);
    }

    /** The text without secrets; of a huge one the beginning, at least about so much unless it is mostly secrets. */
    private String withoutSecrets(String text, int wanted) {
        KnownSecrets all = known();
        int unsure = Math.max(LONGEST_SECRET, LONGER_WRITTEN * all.longest());
        if (text.length() <= wanted + unsure) {
            return SecretPatterns.without(all.without(text));
        }
        String clean = SecretPatterns.without(all.without(text.substring(0, wanted + unsure)));
        return capped(clean, Math.max(1, clean.length() - unsure));
    }

    /** Whether a configured secret, or what has the shape of one, is in the text. */
    public boolean findsSecret(String text) {
        return known().isIn(text) || SecretPatterns.findsSecret(text);
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
