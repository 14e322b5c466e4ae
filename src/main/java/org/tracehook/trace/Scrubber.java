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

    /** Stands for what was taken out. */
    static final String GONE = "[secret]";

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

    /** Joins emoji into one; harmless alone. */
    private static final int ZERO_WIDTH_JOINER = 0x200D;

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
        String line = visible(SecretShapes.without(start(withoutKnown, 2 * longest)));
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
        return !withoutKnown(text).equals(text) || SecretShapes.findsSecret(text);
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
}
