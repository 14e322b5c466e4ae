package org.tracehook.trace;

import java.util.List;
import java.util.regex.Pattern;

/** What secrets and addresses look like that nobody configured. */
final class SecretPatterns {

    private static final String GONE = Scrubber.GONE;

    /**
     * Repetitions are bounded or end the text: it is somebody else's. No word boundaries: what counts as a letter changed
     * with Java 19.
     */
    static final List<Shape> ALL = List.of(
            shape(
                    "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[\\s\\S]*?(?:-----END [A-Z0-9 ]{0,40}KEY(?: BLOCK)?-----|$)",
                    GONE,
                    "-----BEGIN "),
            shape("(?<=://)[^/\\s@]{1,400}@", GONE + "@", "://"),
            shape(
                    "(?i)(authorization[\"']?\\s{0,4}[:=]\\s{0,4}[\"']?)(?:[a-z]{1,20}\\s{1,4})?[^\\s\"',;]{4,}",
                    "$1" + GONE,
                    "authorization"),
            shape("(?i)(bearer|basic)\\s{1,4}[a-z0-9._~+/=-]{12,}", "$1 " + GONE, "bearer", "basic"),
            shape(
                    "(?i)((?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|account[_-]?key)"
                            + "[\"']?\\s{0,4}[=:]\\s{0,4})(?:\"[^\"]{4,400}\"|'[^']{4,400}'|(?!\\[)[^\\s\"',;]{4,})",
                    "$1" + GONE,
                    "passw",
                    "passphrase",
                    "pwd",
                    "secret",
                    "token",
                    "key"),
            shape("(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Z])", GONE, "AKIA", "ASIA"),
            shape(
                    "(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|ATATT3|npm_|sk_live_)[0-9A-Za-z_=-]{10,}",
                    GONE,
                    "gh",
                    "git",
                    "glpat-",
                    "xox",
                    "ATATT3",
                    "npm_",
                    "sk_live_"),
            shape("AIza[0-9A-Za-z_-]{30,}", GONE, "AIza"),
            shape(
                    "(?<![0-9A-Za-z_-])eyJ[0-9A-Za-z_-]{8,2000}\\.[0-9A-Za-z_-]{8,8000}(?:\\.[0-9A-Za-z_-]{0,2000})?",
                    GONE,
                    "eyJ"),
            shape("sha256=[0-9a-fA-F]{64}", "sha256=" + GONE, "sha256="),
            shape("[0-9A-Za-z_.+-]{1,64}@[0-9A-Za-z-]{1,63}(?:\\.[0-9A-Za-z-]{1,63}){1,8}", "[email]", "@"));

    private static final Hints HINTS =
            new Hints(ALL.stream().flatMap(shape -> shape.hints.all().stream()).toList());

    private SecretPatterns() {}

    /** Whether what has the shape of a secret is in the text; an address is none. */
    static boolean findsSecret(String text) {
        return HINTS.isAnyIn(text)
                && ALL.stream()
                        .filter(shape -> shape.replacement.contains(GONE))
                        .anyMatch(shape -> shape.isIn(text));
    }

    /** The text without what has a shape. */
    static String without(String text) {
        if (!HINTS.isAnyIn(text)) {
            return text;
        }
        String clean = text;
        for (Shape shape : ALL) {
            clean = shape.replaceIn(clean);
        }
        return clean;
    }

    private static Shape shape(String pattern, String replacement, String... hints) {
        return new Shape(Pattern.compile(pattern), replacement, new Hints(List.of(hints)));
    }

    /**
     * What a secret looks like.
     *
     * @param hints one of them is in every text that has the shape; to look for them costs little and makes nothing
     */
    record Shape(Pattern pattern, String replacement, Hints hints) {

        boolean isIn(String text) {
            return hints.isAnyIn(text) && pattern.matcher(text).find();
        }

        String replaceIn(String text) {
            return hints.isAnyIn(text) ? pattern.matcher(text).replaceAll(replacement) : text;
        }
    }
}
