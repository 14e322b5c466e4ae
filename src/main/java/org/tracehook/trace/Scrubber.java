package org.tracehook.trace;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes free text fit for traces and logs: one line, capped, without secrets, addresses or invisible characters. */
public final class Scrubber {

    /** The longest text that comes out, in UTF-16 units; longer ones end with an ellipsis. */
    public static final int LONGEST = 2_000;

    private static final String GONE = "[secret]";

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

    /** Joins emoji into one; harmless alone. */
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /**
     * Repetitions are bounded or end the text: it is somebody else's. No word boundaries: what counts as a letter changed
     * with Java 19.
     */
    private static final List<Shape> SHAPES = List.of(
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

    private final Set<String> secrets = new LinkedHashSet<>();

    /** Every spelling of every known secret, the longest first. */
    private volatile List<String> known = List.of();

    /** A scrubber that also takes out those secrets, as they are, in Base64, URL-encoded and as JSON. */
    public Scrubber(Collection<String> secrets) {
        secrets.forEach(this::learn);
    }

    /** Takes out that secret too from now on, in every spelling. */
    public synchronized void learn(String secret) {
        if (!secret.isBlank() && secrets.add(secret)) {
            known = secrets.stream()
                    .flatMap(Scrubber::spellings)
                    .distinct()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();
        }
    }

    /** The text as one line of at most {@link #LONGEST} UTF-16 units; null stays null. */
    public String line(String text) {
        return line(text, LONGEST);
    }

    /** The text as one line of at most that many UTF-16 units; null stays null. */
    public String line(String text, int longest) {
        if (text == null) {
            return null;
        }
        String withoutKnown = beginning(text, 2 * longest + LONGEST);
        String line = visible(withoutShapes(start(withoutKnown, 2 * longest)));
        // Line breaks have become the blanks that a secret may contain.
        return capped(withoutKnown(line), longest);
    }

    /** The start of the text without secrets, nor what may be the start of one. */
    private String beginning(String text, int length) {
        if (text.length() <= length) {
            return withoutKnown(text);
        }
        String clean = withoutKnown(text.substring(0, length));
        return clean.substring(0, Math.max(0, clean.length() - longestKnown()));
    }

    /** Whether a configured secret, or what has the shape of one, is in the text. */
    public boolean findsSecret(String text) {
        return !withoutKnown(text).equals(text)
                || SHAPES.stream()
                        .filter(shape -> shape.replacement.contains(GONE))
                        .anyMatch(shape -> shape.isIn(text));
    }

    private int longestKnown() {
        List<String> all = known;
        return all.isEmpty() ? 0 : all.get(0).length();
    }

    private String withoutKnown(String text) {
        String clean = text;
        for (String secret : known) {
            clean = clean.replace(secret, GONE);
        }
        return clean;
    }

    private static String withoutShapes(String text) {
        String clean = text;
        for (Shape shape : SHAPES) {
            clean = shape.replaceIn(clean);
        }
        return clean;
    }

    /** More than comes out, so that a secret is not cut before it is recognised, and not all of a huge text. */
    private static String start(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
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

    private static Stream<String> spellings(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        Base64.Encoder base64 = Base64.getEncoder();
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return Stream.of(
                secret,
                new String(JsonStringEncoder.getInstance().quoteAsString(secret)),
                base64.encodeToString(bytes),
                base64.withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                url,
                url.replace("+", "%20"),
                lowerCaseEscapes(url),
                lowerCaseEscapes(url.replace("+", "%20")));
    }

    private static String lowerCaseEscapes(String url) {
        return ESCAPE.matcher(url).replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
    }

    private static Shape shape(String pattern, String replacement, String... hints) {
        return new Shape(Pattern.compile(pattern), replacement, List.of(hints), pattern.startsWith("(?i)"));
    }

    /**
     * What a secret looks like.
     *
     * @param hints one of them is in every text that has the shape; to look for them costs little and makes nothing, and
     *     most texts have none
     * @param anyCase whether the hints count in upper and lower case
     */
    private record Shape(Pattern pattern, String replacement, List<String> hints, boolean anyCase) {

        boolean isIn(String text) {
            return isPossibleIn(text) && pattern.matcher(text).find();
        }

        String replaceIn(String text) {
            return isPossibleIn(text) ? pattern.matcher(text).replaceAll(replacement) : text;
        }

        private boolean isPossibleIn(String text) {
            for (String hint : hints) {
                if (anyCase ? containsInAnyCase(text, hint) : text.contains(hint)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean containsInAnyCase(String text, String hint) {
            for (int i = 0; i <= text.length() - hint.length(); i++) {
                if (text.regionMatches(true, i, hint, 0, hint.length())) {
                    return true;
                }
            }
            return false;
        }
    }
}
