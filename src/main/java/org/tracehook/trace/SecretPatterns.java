package org.tracehook.trace;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Takes secrets and e-mail addresses that nobody configured out of texts, by what they look like. */
final class SecretPatterns {

    private static final String REPLACEMENT = Scrubber.REPLACEMENT;

    /**
     * Repetitions are bounded or end the text, which is untrusted. No word boundaries: what counts as a letter changed with
     * Java 19.
     */
    static final List<SecretPattern> ALL = List.of(
            pattern(
                    "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[\\s\\S]*?(?:-----END [A-Z0-9 ]{0,40}KEY(?: BLOCK)?-----|$)",
                    REPLACEMENT,
                    "-----BEGIN "),
            pattern("(?<=://)[^/\\s@]{1,400}@", REPLACEMENT + "@", "://"),
            pattern(
                    "(?i)(authorization[\"']?\\s{0,4}[:=]\\s{0,4}[\"']?)(?:[a-z]{1,20}\\s{1,4})?[^\\s\"',;]{4,}",
                    "$1" + REPLACEMENT,
                    "authorization"),
            pattern("(?i)(bearer|basic)\\s{1,4}[a-z0-9._~+/=-]{12,}", "$1 " + REPLACEMENT, "bearer", "basic"),
            pattern(
                    "(?i)((?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|account[_-]?key)"
                            + "[\"']?\\s{0,4}[=:]\\s{0,4})(?:\"[^\"]{4,400}\"|'[^']{4,400}'|(?!\\[)[^\\s\"',;]{4,})",
                    "$1" + REPLACEMENT,
                    "passw",
                    "passphrase",
                    "pwd",
                    "secret",
                    "token",
                    "key"),
            pattern("(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Z])", REPLACEMENT, "AKIA", "ASIA"),
            pattern(
                    "(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|ATATT3|npm_|sk_live_)[0-9A-Za-z_=-]{10,}",
                    REPLACEMENT,
                    "gh",
                    "git",
                    "glpat-",
                    "xox",
                    "ATATT3",
                    "npm_",
                    "sk_live_"),
            pattern("AIza[0-9A-Za-z_-]{30,}", REPLACEMENT, "AIza"),
            pattern(
                    "(?<![0-9A-Za-z_-])eyJ[0-9A-Za-z_-]{8,2000}\\.[0-9A-Za-z_-]{8,8000}(?:\\.[0-9A-Za-z_-]{0,2000})?",
                    REPLACEMENT,
                    "eyJ"),
            pattern("sha256=[0-9a-fA-F]{64}", "sha256=" + REPLACEMENT, "sha256="),
            pattern("[0-9A-Za-z_.+-]{1,64}@[0-9A-Za-z-]{1,63}(?:\\.[0-9A-Za-z-]{1,63}){1,8}", "[email]", "@"));

    private static final Hints HINTS =
            new Hints(ALL.stream().flatMap(one -> one.hints.all.stream()).toList());

    private SecretPatterns() {}

    /** Whether the text holds what looks like a secret; an e-mail address is none. */
    static boolean findsSecret(String text) {
        return HINTS.isAnyIn(text)
                && ALL.stream()
                        .filter(one -> one.replacement.contains(REPLACEMENT))
                        .anyMatch(one -> one.isIn(text));
    }

    /** The text without what looks like a secret or an e-mail address. */
    static String without(String text) {
        if (!HINTS.isAnyIn(text)) {
            return text;
        }
        String clean = text;
        for (SecretPattern one : ALL) {
            clean = one.replaceIn(clean);
        }
        return clean;
    }

    private static SecretPattern pattern(String pattern, String replacement, String... hints) {
        return new SecretPattern(Pattern.compile(pattern), replacement, new Hints(List.of(hints)));
    }

    /**
     * What one kind of secret looks like.
     *
     * @param hints one of them is in every text that the pattern finds something in
     */
    record SecretPattern(Pattern pattern, String replacement, Hints hints) {

        boolean isIn(String text) {
            return hints.isAnyIn(text) && pattern.matcher(text).find();
        }

        String replaceIn(String text) {
            return hints.isAnyIn(text) ? pattern.matcher(text).replaceAll(replacement) : text;
        }
    }

    /** Texts in ASCII that cost less to look for than a pattern. Most texts hold none of them. Letter case does not count. */
    static final class Hints {

        private static final int ASCII = 128;

        /** The bit by which upper and lower case letters of ASCII differ. */
        private static final int CASE = 0x20;

        private final List<String> all;

        /** The hints that begin with a character, at its number with {@link #CASE}. */
        private final String[][] byFirst = new String[ASCII][];

        private Hints(List<String> all) {
            this.all = all;
            for (String hint : all) {
                int first = hint.charAt(0) | CASE;
                String[] others = byFirst[first] == null ? new String[0] : byFirst[first];
                byFirst[first] = Arrays.copyOf(others, others.length + 1);
                byFirst[first][others.length] = hint;
            }
        }

        private boolean isAnyIn(String text) {
            for (int i = 0; i < text.length(); i++) {
                char first = text.charAt(i);
                if (first < ASCII && byFirst[first | CASE] != null && isAnyAt(i, text, byFirst[first | CASE])) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isAnyAt(int start, String text, String[] hints) {
            for (String hint : hints) {
                if (isAt(start, text, hint)) {
                    return true;
                }
            }
            return false;
        }

        /** The first character is known to be there. A little more than equal is found too, which the pattern then is not. */
        private static boolean isAt(int start, String text, String hint) {
            int i = 1;
            while (i < hint.length()
                    && start + i < text.length()
                    && (text.charAt(start + i) | CASE) == (hint.charAt(i) | CASE)) {
                i++;
            }
            return i == hint.length();
        }
    }
}
