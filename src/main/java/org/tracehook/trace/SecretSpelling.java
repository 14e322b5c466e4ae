package org.tracehook.trace;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** One way to write a secret: itself or in Base64; escapes and line breaks in it are the reader's. */
final class SecretSpelling {

    /** Fewer characters could be those of another text. */
    private static final int SHORTEST_PART = 8;

    private final int[] characters;

    private SecretSpelling(String text) {
        characters = text.codePoints().filter(c -> !Unescaped.isGap(c)).toArray();
    }

    /** All of that secret. */
    static Stream<SecretSpelling> of(String secret) {
        Set<String> texts = new LinkedHashSet<>();
        texts.add(secret);
        texts.add(secret.replace(' ', '+'));
        addBase64(secret.getBytes(StandardCharsets.UTF_8), texts);
        return texts.stream().map(SecretSpelling::new).filter(spelling -> spelling.characters.length > 0);
    }

    private static void addBase64(byte[] secret, Set<String> texts) {
        texts.add(Base64.getEncoder().encodeToString(secret));
        texts.add(Base64.getEncoder().withoutPadding().encodeToString(secret));
        texts.add(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        for (int before = 0; before < 3; before++) {
            addPart(secret, before, Base64.getEncoder(), texts);
            addPart(secret, before, Base64.getUrlEncoder(), texts);
        }
    }

    /**
     * Adds what is the same whatever stands around the secret in an encoded text, such as {@code Bearer} or a user name.
     *
     * @param before how many bytes of it, modulo 3
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

    /** The first code point. */
    int first() {
        return characters[0];
    }

    /** The second code point, -1 when there is none. */
    int second() {
        return characters.length == 1 ? -1 : characters[1];
    }

    /** The index after the secret if it begins at that one, else -1. */
    int endIn(Unescaped text, int start) {
        return endIn(text, start, 0);
    }

    private int endIn(Unescaped text, int start, int taken) {
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
