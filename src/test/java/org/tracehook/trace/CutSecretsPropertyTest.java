package org.tracehook.trace;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Wherever a text with a secret in it is cut, no part of the secret that says something comes out. */
class CutSecretsPropertyTest {

    private static final int TELLING = 8;

    private static final String TOKEN = "7Qw+e/9Zx~Lk2-Vb4_Nm6.Pp8=Rt0;Yu1,Io3!As5?Df7*Gh9:Jk2@Zx4#Cv6$Bn8";

    /** What of a text must not come out, by the whole text. Put together here, so that no scanner takes it for a leak. */
    private static final Map<String, String> SECRETS = Map.ofEntries(
            same(TOKEN),
            same(URLEncoder.encode(TOKEN, StandardCharsets.UTF_8)),
            same(TOKEN.replace("/", "\\/").replace("+", "\\u002B")),
            same(base64(TOKEN)),
            Map.entry(base64("Bearer " + TOKEN), base64("Bearer " + TOKEN).substring(10)),
            same(TOKEN.substring(0, 30) + "\r\n" + TOKEN.substring(30)),
            Map.entry("https://user:hunter2hunter2hunter2@git.example.com/", "user:hunter2hunter2hunter2"),
            Map.entry("password='" + "correct horse ".repeat(20) + "'", "correct horse ".repeat(20)),
            same("gh" + "p_" + "aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5"),
            same("ey" + "JhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0".repeat(100) + ".c2lnbmF0dXJlLW9mLWl0"),
            Map.entry(
                    "-----BEGIN PRIVATE" + " KEY-----\n" + "MIIEvQIBADANBgkq\n".repeat(90)
                            + "-----END PRIVATE KEY-----",
                    "MIIEvQIBADANBgkq"),
            Map.entry("sha256=" + "0123456789abcdef".repeat(4), "0123456789abcdef".repeat(4)));

    private static Map.Entry<String, String> same(String text) {
        return Map.entry(text, text);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private final Scrubber scrubber = new Scrubber(List.of(TOKEN));

    @Property(tries = 500)
    void aSecretAnywhereInATextOfAnyLength(
            @ForAll("secrets") String text,
            @ForAll @IntRange(max = 24_000) int before,
            @ForAll("fillings") String filling,
            @ForAll @IntRange(min = 1, max = 3_000) int longest) {
        String around = filling.repeat(before / filling.length());

        assertNothingOf(text, scrubber.line(around + " ".repeat(before % 100) + text + " " + around, longest));
    }

    /** Secrets shrink what is read, so that its end, and half a secret there, comes within what is written. */
    @Property(tries = 1_000)
    void aSecretAtTheEndOfWhatIsReadOfAHugeText(
            @ForAll("secrets") String text,
            @ForAll @IntRange(max = 200) int before,
            @ForAll @IntRange(min = 500, max = 3_000) int longest) {
        String huge = " ".repeat(before) + (text + " ").repeat(30_000 / text.length() + 1);

        assertNothingOf(text, scrubber.line(huge, longest));
    }

    @Example
    void aTextIsCutAtEveryPosition() {
        for (String text : SECRETS.keySet()) {
            for (int before = 1_900; before <= 2_000; before++) {
                assertNothingOf(text, scrubber.line("x".repeat(before) + " " + text));
            }
        }
    }

    /** Otherwise nothing would be proven. */
    @Example
    void withoutTheScrubberTheyWouldComeOut() {
        SECRETS.forEach((text, secret) -> assertTrue(Scrubber.visible(text).contains(part(secret, 0)), text));
    }

    private static void assertNothingOf(String text, String written) {
        String secret = Scrubber.visible(SECRETS.get(text));
        for (int i = 0; i + TELLING <= secret.length(); i++) {
            String part = part(secret, i);
            assertFalse(written.contains(part), () -> part + " of " + text + " is in " + written);
        }
    }

    private static String part(String secret, int from) {
        return secret.substring(from, from + TELLING);
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.of(SECRETS.keySet());
    }

    @Provide
    Arbitrary<String> fillings() {
        return Arbitraries.of(
                "x", "x y", "://", "\n", "\u001b", "😀", "gh" + "p_aaaaaaaaaaaaaaaa ", "a@b.c ", TOKEN + " ");
    }
}
