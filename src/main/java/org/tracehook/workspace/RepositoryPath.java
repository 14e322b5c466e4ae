package org.tracehook.workspace;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A file's path in a repository that means the same file on every system: relative, plain, and never git's own.
 *
 * <p>Refused is what git itself refuses to check out (verify_path in its read-cache.c, and core.protectHFS and
 * core.protectNTFS), and what some file system reads as another name.
 *
 * @param path with {@code /} between its parts
 */
public record RepositoryPath(String path) implements Comparable<RepositoryPath> {

    private static final int LONGEST = 400;
    private static final int LONGEST_PART = 255;

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");
    private static final Pattern RESERVED = Pattern.compile("[<>:\"|?*]");
    private static final Pattern ESCAPED = Pattern.compile("(?i)%(?:2e|2f|5c|00)");
    private static final Pattern GIT = Pattern.compile("(?i)(?:\\.git|git~[0-9]+)[. ]*");
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(?:CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(?:COM|LPT)[0-9¹²³]) *(?:\\..*)?");

    /**
     * Reads a path; nothing is corrected.
     *
     * @throws IllegalArgumentException with what is wrong, for people
     */
    public RepositoryPath {
        require(!path.isEmpty(), "it is empty");
        require(path.length() <= LONGEST, "it has more than " + LONGEST + " characters");
        require(!UNPRINTABLE.matcher(path).find(), "it has invisible characters");
        require(Normalizer.isNormalized(path, Normalizer.Form.NFC), "it is not in Unicode's normal form NFC");
        require(path.indexOf('\\') < 0, "it has a backslash: parts are separated by /");
        require(!path.startsWith("/") && !DRIVE.matcher(path).matches(), "it is absolute");
        require(!RESERVED.matcher(path).find(), "it has one of < > : \" | ? *");
        require(!ESCAPED.matcher(path).find(), "it has an escaped dot or separator");
        for (String part : path.split("/", -1)) {
            check(part);
        }
    }

    private static void check(String part) {
        require(!part.isEmpty(), "it has an empty part");
        require(!part.equals(".") && !part.equals(".."), "it has a part '" + part + "'");
        require(!GIT.matcher(part).matches(), "it leads into git's own directory");
        require(!DEVICE.matcher(part).matches(), "it has the name of a device on Windows");
        require(
                part.strip().equals(part) && !part.endsWith("."),
                "it has a part that begins with a blank, or ends with a blank or dot");
        require(
                part.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PART,
                "it has a part of more than " + LONGEST_PART + " bytes");
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** Whether a part of a path names an entry of its directory, and not git's own: a checkout needs at least that. */
    static boolean isName(String part) {
        return !part.isEmpty()
                && !part.equals(".")
                && !part.equals("..")
                && part.indexOf('\\') < 0
                && part.indexOf('\0') < 0
                && !GIT.matcher(UNPRINTABLE.matcher(part).replaceAll("")).matches();
    }

    /** The form in which two names are equal when some file system takes them for the same. */
    static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(RepositoryPath other) {
        return path.compareTo(other.path);
    }

    /** The path as it was given. */
    @Override
    public String toString() {
        return path;
    }
}
