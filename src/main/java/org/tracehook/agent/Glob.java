package org.tracehook.agent;

import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A pattern of paths: {@code *} and {@code ?} stay within a part, {@code **} does not, {@code {a,b}} is a choice; without a
 * {@code /} it is about the file name in any directory.
 *
 * <p>Not java.nio's matcher: that throws for paths which the platform's charset cannot encode, and takes more than linear
 * time for some of the untrusted ones.
 */
public final class Glob {

    private static final String UNSUPPORTED = "[]\\!";

    private static final List<String> NEVER_IN_A_PLAIN_PATH = List.of("", ".", "..");

    private final String text;
    private final Pattern pattern;

    private Glob(String glob, int flags) {
        text = glob;
        boolean inAnyDirectory = !glob.contains("/");
        String path = glob.startsWith("/") ? glob.substring(1) : glob;
        try {
            check(path);
            pattern = Pattern.compile((inAnyDirectory ? "(?:.*/)?" : "") + translate(path), flags);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the glob '" + glob + "' " + e.getMessage());
        }
    }

    /**
     * Reads a glob for which letter case does not count, so that {@code App.PY} is still Python.
     *
     * @throws IllegalArgumentException if it could never match what its author meant
     */
    public static Glob of(String glob) {
        return new Glob(glob, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /**
     * Reads a glob for which letter case counts, for what must not become more than its author wrote.
     *
     * @throws IllegalArgumentException as for {@link #of}
     */
    public static Glob caseSensitive(String glob) {
        return new Glob(glob, Pattern.DOTALL);
    }

    /** Whether the whole of a path matches; it has {@code /} between parts, none of them empty, {@code .} or {@code ..}. */
    public boolean matches(String path) {
        return pattern.matches(path);
    }

    /** The glob as it was written. */
    @Override
    public String toString() {
        return text;
    }

    /** Reads configured globs for which letter case does not count. */
    public static final class AnyCaseConverter implements Converter<Glob> {

        @Override
        public Glob convert(String text) {
            return Glob.of(text.strip());
        }
    }

    /** Reads configured globs for which letter case counts. */
    public static final class CaseSensitiveConverter implements Converter<Glob> {

        @Override
        public Glob convert(String text) {
            return Glob.caseSensitive(text.strip());
        }
    }

    private static void check(String path) {
        path.chars().filter(c -> UNSUPPORTED.indexOf(c) >= 0).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException("uses '" + (char) c + "', which has no meaning here: use * ** ? {a,b}");
        });
        if (Arrays.stream(path.split("/", -1)).anyMatch(NEVER_IN_A_PLAIN_PATH::contains)) {
            throw new IllegalArgumentException(
                    "has an empty part, '.' or '..': name directories from the root, and src/** for all files below");
        }
    }

    private static String translate(String path) {
        StringBuilder regex = new StringBuilder();
        int choices = 0;
        for (int at = 0; at < path.length(); ) {
            String token = tokenAt(path, at);
            choices += token.equals("{") ? 1 : token.equals("}") ? -1 : 0;
            regex.append(translate(token, choices > 0));
            at += token.length();
            if (choices < 0) {
                break;
            }
        }
        if (choices != 0) {
            throw new IllegalArgumentException(
                    "has a '{' without '}' or the reverse: in a comma-separated property write {a\\\\,b}");
        }
        return regex.toString();
    }

    private static String tokenAt(String path, int at) {
        boolean startsPart = at == 0 || "/{,".indexOf(path.charAt(at - 1)) >= 0;
        if (startsPart && path.startsWith("**/", at)) {
            return "**/";
        }
        return path.startsWith("**", at) ? "**" : Character.toString(path.codePointAt(at));
    }

    private static String translate(String token, boolean inChoice) {
        return switch (token) {
            case "**/" -> "(?:.*/)?";
            case "**" -> ".*";
            case "*" -> "[^/]*";
            case "?" -> "[^/]";
            case "{" -> "(?:";
            case "}" -> ")";
            case "," -> inChoice ? "|" : ",";
            default -> Pattern.quote(token);
        };
    }
}
