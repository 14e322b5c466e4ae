package org.tracehook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubberTest {

    private static final String KNOWN = "correct horse/battery+staple";

    private final Scrubber scrubber = new Scrubber(List.of(KNOWN, " "));

    /** Put together here, so that no scanner takes the test for a leak. */
    static Stream<Arguments> secrets() {
        return Stream.of(
                Arguments.of("key " + "AK" + "IAABCDEFGHIJKLMNOP used", "key [secret] used"),
                Arguments.of("gh" + "p_abcdefghijklmnopqrstuvwxyz0123456789", "[secret]"),
                Arguments.of("xo" + "xb-1234567890-abcdefghij", "[secret]"),
                Arguments.of("Authorization: Bearer abcdefghijklmnop", "Authorization: [secret]"),
                Arguments.of("with Bearer abcdefghijklmnop", "with Bearer [secret]"),
                Arguments.of(
                        "clone https://user:pass@git.example.com/x.git",
                        "clone https://[secret]@git.example.com/x.git"),
                Arguments.of("password=hunter22 failed", "password=[secret] failed"),
                Arguments.of("{\"api_key\": \"abcd1234\"}", "{\"api_key\": [secret]}"),
                Arguments.of("ey" + "JhbGciOiJI.eyJzdWIiOiIx.abc", "[secret]"),
                Arguments.of("-----BEGIN RSA PRIVATE" + " KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "[secret]"),
                Arguments.of("-----BEGIN PRIVATE" + " KEY-----\nMIIE cut", "[secret]"),
                Arguments.of("mail ann.example@example.com now", "mail [email] now"),
                Arguments.of("密钥" + "AK" + "IAABCDEFGHIJKLMNOP", "密钥[secret]"),
                Arguments.of("id_" + "AK" + "IAABCDEFGHIJKLMNOP", "id_[secret]"),
                Arguments.of("令牌gh" + "p_abcdefghijklmnopqrstuvwxyz0123456789", "令牌[secret]"),
                Arguments.of("密码password=hunter2hunter", "密码password=[secret]"),
                Arguments.of("мойBearer abcdefghijklmnop", "мойBearer [secret]"),
                Arguments.of("トークン" + "ey" + "JhbGciOiJI.eyJzdWIiOiIx.abc", "トークン[secret]"),
                Arguments.of("password='has a space'", "password=[secret]"),
                Arguments.of("Authorization: Token abcdefghijklmnop", "Authorization: [secret]"),
                Arguments.of(
                        "-----BEGIN PGP PRIVATE" + " KEY BLOCK-----\nMII\n-----END PGP PRIVATE KEY BLOCK----- x",
                        "[secret] x"),
                Arguments.of("known " + KNOWN, "known [secret]"),
                Arguments.of("b64 " + Base64.getEncoder().encodeToString(KNOWN.getBytes()), "b64 [secret]"),
                Arguments.of("url correct+horse%2Fbattery%2Bstaple", "url [secret]"),
                Arguments.of("url correct%20horse%2Fbattery%2Bstaple", "url [secret]"));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void secretsAndAddressesAreTakenOut(String text, String clean) {
        assertEquals(clean, scrubber.line(text));
    }

    /** How somebody else may write the known secret. */
    static Stream<String> spellings() {
        String base64 = base64(KNOWN);
        return Stream.of(
                "correct%20horse%2fbattery%2bstaple",
                "correct+horse%2fbattery%2bstaple",
                "%63orrect%20horse/battery%2Bstapl%65",
                "correct horse\\/battery+staple",
                "correct horse/battery\\u002Bstaple",
                "correct\\u0020horse\\u002fbattery\\u002bstaple",
                "correct\\nhorse\\/battery+staple",
                "correct horse/bat\ntery+staple",
                "correct horse/bat\r\n  tery+sta\rple",
                "correct horse/bat tery+staple",
                "correct horse/bat\uFFFDtery+staple",
                "correct%0D%0Ahorse/battery+staple",
                base64,
                base64.substring(0, 11) + "\r\n" + base64.substring(11),
                base64.replace("=", "%3D"));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void aKnownSecretIsTakenOutHoweverItIsSpelled(String spelling) {
        assertEquals("a [secret] b", scrubber.line("a " + spelling + " b"));
        assertTrue(scrubber.findsSecret("a " + spelling + " b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "u:", "user:", "x-access-token:", "{\"token\": \""})
    void aKnownSecretIsTakenOutOfLongerTextsInBase64(String before) {
        for (String after : List.of("", "\n", "\"}", "&more")) {
            String whole = base64(before + KNOWN + after);
            String clean = scrubber.line(whole);

            assertTrue(clean.contains("[secret]"), clean);
            assertEquals(
                    "",
                    partOf(
                            whole,
                            base64(before).length(),
                            whole.length() - base64(after).length(),
                            clean));
        }
    }

    /** A part of eight characters or more that is still there; empty when there is none. */
    private static String partOf(String whole, int from, int to, String clean) {
        for (int i = from; i + 8 <= to; i++) {
            if (clean.contains(whole.substring(i, i + 8))) {
                return whole.substring(i, i + 8);
            }
        }
        return "";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What looks like an escape may be the secret's own. */
    @ParameterizedTest
    @ValueSource(strings = {"a\\nb%41c\\\\d-12", "100%25 \\u0041 \\\\ me", "q\"50%41x\\/y\\", "пароль\\n\uD83D\uDE00%"})
    void aSecretThatHoldsEscapesIsTakenOut(String odd) {
        Scrubber odds = new Scrubber(List.of(odd));
        String url = URLEncoder.encode(odd, StandardCharsets.UTF_8);

        for (String spelling : List.of(
                odd,
                new String(JsonStringEncoder.getInstance().quoteAsString(odd)),
                url,
                url.replace("+", "%20"),
                base64(odd))) {
            assertTrue(odds.line("C:\\" + spelling).contains("[secret]"), spelling);
        }
    }

    @Test
    void secretsThatOverlapAreBothTakenOut() {
        Scrubber two = new Scrubber(List.of("wxyzabcdefgh", "abcdefgh12345678", "abcd"));

        assertEquals("[secret]!", two.line("wxyzabcdefgh12345678!"));
        assertEquals("[secret][secret] [secret]", two.line("abcdabcd abcdefgh12345678"));
    }

    @Test
    void whatIsLearnedLaterIsTakenOutToo() {
        assertEquals("later-secret", scrubber.line("later-secret"));
        scrubber.learn("later-secret");
        assertEquals("[secret]", scrubber.line("later-secret"));
    }

    @Test
    void ordinaryTextStaysAsItIs() {
        String text = "Code review BLOCKED: BLOCK: Code violates architecture rules. Issues: é 👩‍💻 (src/app.py:2)";

        assertEquals(text, scrubber.line(text));
        assertNull(scrubber.line(null));
    }

    @Test
    void textBecomesOneLineAndInvisibleCharactersAreShown() {
        assertEquals("a b  c d", scrubber.line(" a\nb\r\nc\td\n"));
        assertEquals("\\u001b[31mred", scrubber.line("\u001b[31mred"));
        assertEquals("\\u202eevil\\u2066", scrubber.line("\u202eevil\u2066"));
        assertEquals("lone \\ud83d end", scrubber.line("lone \ud83d end"));
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        String cut = scrubber.line("x".repeat(Scrubber.LONGEST - 2) + "👩".repeat(10));

        assertTrue(cut.length() <= Scrubber.LONGEST);
        assertTrue(cut.endsWith("x…"));
    }

    @Test
    void aSecretAcrossTheCutIsTakenOutWhole() {
        String clean = scrubber.line("x".repeat(Scrubber.LONGEST - 5) + " AK" + "IAABCDEFGHIJKLMNOP");

        assertFalse(clean.contains("AK" + "IA"));
    }

    @Test
    void aSecretAtTheEndOfWhatIsLookedAtIsTakenOutWhole() {
        String shrinking = ("gh" + "p_" + "a".repeat(36) + " ").repeat(90);
        String clean = scrubber.line(shrinking + "y".repeat(2 * Scrubber.LONGEST - shrinking.length() - 5) + KNOWN);

        assertFalse(clean.contains("corr"), clean);
    }

    @Test
    void aLongKeyAndRepeatedHalfTokensAreRead() {
        String key = "-----BEGIN PRIVATE" + " KEY-----\n" + "M".repeat(7_000) + "\n-----END PRIVATE KEY----- end";
        assertEquals("[secret] end", scrubber.line(key, 20_000));
        assertEquals(20_000, scrubber.line("ey" + "J-".repeat(20_000), 20_000).length());
        assertEquals(20_000, scrubber.line("eyJ-".repeat(10_000), 20_000).length());
    }

    @Test
    void ofATextThatIsNotReadToItsEndTheRestIsLeftOut() {
        String clean = scrubber.line("gh" + "p_" + "a".repeat(36) + " " + "x y ".repeat(100_000), 100);

        assertTrue(clean.startsWith("[secret] x y x y") && clean.endsWith("…"), clean);
        assertEquals(100, clean.length());
        assertEquals("…", scrubber.line("\n".repeat(20_100) + "x".repeat(90_000), 100));
    }

    @Property
    void whateverTheTextOneLineWithoutControlCharactersComesOut(@ForAll String text) {
        String line = scrubber.line(text);

        assertTrue(line.length() <= Scrubber.LONGEST);
        assertTrue(line.codePoints().noneMatch(Character::isISOControl));
    }
}
