package org.tracehook.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes configured secrets out of texts: as they are, in Base64, escaped as in JSON or URLs, and broken into lines. */
final class KnownSecrets {

    /** Fewer characters of Base64 could be those of another text. */
    private static final int SHORTEST_PART = 8;

    /** Spellings are looked up by the lowest bits of their first code point. */
    private static final int SLOTS = 128;

    private static final Spelling[] NONE = {};

    private final Set<String> secrets = new HashSet<>();
    private volatile Spelling[][] byFirst = new Spelling[SLOTS][];

    /** Whether a spelling begins with two code points, each by its lowest bits. */
    private volatile boolean[] begins = new boolean[SLOTS * SLOTS];

    private volatile int longest;

    /** Adds a secret, unless it is blank. */
    synchronized void add(String secret) {
        if (secret.isBlank() || !secrets.add(secret)) {
            return;
        }
        Spelling[][] more = byFirst.clone();
        boolean[] moreBegins = begins.clone();
        for (String text : spellings(secret)) {
            Spelling spelling = Spelling.of(text);
            if (spelling.characters.length > 0) {
                int slot = spelling.characters[0] % SLOTS;
                Spelling[] others = more[slot] == null ? NONE : more[slot];
                more[slot] = Arrays.copyOf(others, others.length + 1);
                more[slot][others.length] = spelling;
                if (spelling.characters.length > 1) {
                    moreBegins[slot * SLOTS + spelling.characters[1] % SLOTS] = true;
                } else {
                    Arrays.fill(moreBegins, slot * SLOTS, (slot + 1) * SLOTS, true);
                }
            }
        }
        begins = moreBegins;
        longest = Math.max(longest, secret.length());
        byFirst = more;
    }

    private static Set<String> spellings(String secret) {
        Set<String> texts = new LinkedHashSet<>();
        texts.add(secret);
        texts.add(secret.replace(' ', '+'));
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        texts.add(Base64.getEncoder().encodeToString(bytes));
        for (Base64.Encoder base64 : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            texts.add(base64.withoutPadding().encodeToString(bytes));
            for (int before = 0; before < 3; before++) {
                addPart(bytes, before, base64, texts);
            }
        }
        return texts;
    }

    /**
     * Adds the characters that are the same whatever stands around the secret in an encoded text, such as {@code Bearer} or a
     * user name.
     *
     * @param before how many bytes stand before the secret, modulo 3
     */
    private static void addPart(byte[] secret, int before, Base64.Encoder base64, Set<String> texts) {
        byte[] shifted = new byte[before + secret.length];
        System.arraycopy(secret, 0, shifted, before, secret.length);
        int start = (before * 8 + 5) / 6;
        int end = shifted.length * 8 / 6;
        if (end - start >= SHORTEST_PART) {
            texts.add(base64.encodeToString(shifted).substring(start, end));
        }
    }

    /** The length of the longest secret in UTF-16 units; 0 when there is none. */
    int longest() {
        return longest;
    }

    /** The text with {@link Scrubber#REPLACEMENT} in the place of each secret; two that overlap become one. */
    String without(String text) {
        Spelling[][] known = byFirst;
        boolean[] pairs = begins;
        Unescaped reader = new Unescaped(text);
        StringBuilder clean = null;
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            int end = mayBegin(pairs, text, i) ? end(known, reader, i) : -1;
            if (end > done) {
                clean = clean == null ? new StringBuilder() : clean;
                if (i >= done) {
                    clean.append(text, done, i).append(Scrubber.REPLACEMENT);
                }
                done = end;
            }
        }
        return clean == null ? text : clean.append(text, done, text.length()).toString();
    }

    /** Most characters begin nothing, and need not be read more closely: another one follows them than in a secret. */
    private static boolean mayBegin(boolean[] pairs, String text, int index) {
        char first = text.charAt(index);
        char second = index + 1 < text.length() ? text.charAt(index + 1) : 0;
        return !isPlain(first) || !isPlain(second) || pairs[first * SLOTS + second];
    }

    /** Whether the character is printable ASCII, no gap, and begins no escape. */
    private static boolean isPlain(char c) {
        return c > ' ' && c < 0x7F && c != '\\' && c != '%';
    }

    /** The index after the longest secret that begins at that one; -1 when none does. */
    private static int end(Spelling[][] known, Unescaped reader, int start) {
        reader.read(start);
        int written = reader.written();
        int meant = reader.character();
        int end = end(known[written % SLOTS], reader, start);
        return written == meant ? end : Math.max(end, end(known[meant % SLOTS], reader, start));
    }

    private static int end(Spelling[] spellings, Unescaped reader, int start) {
        int end = -1;
        for (Spelling spelling : spellings == null ? NONE : spellings) {
            end = Math.max(end, spelling.endIn(reader, start, 0));
        }
        return end;
    }

    /** One way to write a secret: its code points without gaps, which a text may have anywhere. */
    private record Spelling(int[] characters) {

        static Spelling of(String text) {
            return new Spelling(
                    text.codePoints().filter(c -> !Unescaped.isGap(c)).toArray());
        }

        /** The index after the code points from number {@code taken} on if they begin at {@code start}, else -1. */
        int endIn(Unescaped text, int start, int taken) {
            int index = start;
            for (int i = taken; i < characters.length; index = text.end()) {
                if (!text.read(index)) {
                    return -1;
                }
                if (text.isEscape() && text.written() == characters[i]) {
                    // The backslash or percent sign may also be the secret's own.
                    int end = endIn(text, index + 1, i + 1);
                    if (end > 0) {
                        return end;
                    }
                    text.read(index);
                }
                if (text.character() == characters[i]) {
                    i++;
                } else if (!Unescaped.isGap(text.character())) {
                    return -1;
                }
            }
            return index;
        }
    }
}
