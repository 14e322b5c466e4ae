package org.tracehook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tracehook.trace.SecretPatterns.SecretPattern;

/** A shape is looked for only where one of its hints is: that must change nothing. */
class SecretPatternsPropertyTest {

    /** Pieces of every shape, and what may stand between, before and after them. */
    private static final List<String> PIECES = List.of(
            "-----BEGIN RSA PRIVATE KEY-----",
            "-----END RSA PRIVATE KEY-----",
            "https://user:pass",
            "@",
            "host.example",
            "Authorization",
            "AUTHORIZATION: ",
            "bearer ",
            "BASIC  ",
            "QWxhZGRpbjpvcGVu=",
            "Password",
            "passwd=",
            "PassPhrase: ",
            "pwd=",
            "SECRET=",
            "my-token: ",
            "api_key=",
            "apikey:",
            "Access-Key = ",
            "ACCOUNT_KEY=",
            "'four'",
            "\"quoted text\"",
            "AKIAABCDEFGHIJKLMNOP",
            "ASIA0123456789ABCDEF",
            "ghp_",
            "ghs_",
            "github_pat_",
            "glpat-",
            "xoxb-",
            "ATATT3",
            "npm_",
            "sk_live_",
            "0123456789abcdef",
            "AIza",
            "zyxwvutsrqponmlkjihgfedcba_0123",
            "eyJhbGciOiJ",
            ".eyJzdWIiOiIx",
            ".signature",
            "sha256=",
            "0123456789abcdef0123456789abcdef",
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            "a@b.example",
            " ",
            "\n",
            ":",
            "=",
            "[",
            ",",
            "é",
            "ſ",
            "\u212A",
            "😀");

    @Property(tries = 3_000)
    void hintsChangeNothing(@ForAll("texts") String text) {
        assertHintsChangeNothing(text);
    }

    /** Two of the pieces make every alternative of nearly every shape. */
    @Example
    void hintsChangeNothingInAnyPair() {
        PIECES.forEach(first -> PIECES.forEach(second -> assertHintsChangeNothing(first + second)));
    }

    private static void assertHintsChangeNothing(String text) {
        for (SecretPattern shape : SecretPatterns.ALL) {
            assertEquals(shape.pattern().matcher(text).find(), shape.isIn(text), () -> shape.pattern()
                    .pattern());
            assertEquals(
                    shape.pattern().matcher(text).replaceAll(shape.replacement()),
                    shape.replaceIn(text),
                    () -> shape.pattern().pattern());
        }
    }

    @Property(tries = 3_000)
    void aTextWithoutAnyHintHasNoShape(@ForAll("texts") String text) {
        String clean = text;
        for (SecretPattern shape : SecretPatterns.ALL) {
            clean = shape.pattern().matcher(clean).replaceAll(shape.replacement());
        }

        assertEquals(clean, SecretPatterns.without(text));
    }

    /** Otherwise the properties would say nothing of some. */
    @Example
    void everyShapeIsMadeOfThePieces() {
        Random random = new Random(1);
        Set<SecretPattern> seen = new HashSet<>();
        for (int i = 0; i < 20_000 && seen.size() < SecretPatterns.ALL.size(); i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 12; j++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            SecretPatterns.ALL.stream()
                    .filter(shape -> shape.pattern().matcher(text).find())
                    .forEach(seen::add);
        }

        assertTrue(seen.containsAll(SecretPatterns.ALL), () -> seen.size() + " of " + SecretPatterns.ALL.size());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(16).map(pieces -> String.join("", pieces));
    }
}
