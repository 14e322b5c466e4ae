package org.tracehook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the manual as GitHub shows it: its links, and the anchors of its headings. */
public final class MarkdownPage {

    private static final Pattern FENCE = Pattern.compile("\\s*```(.*)");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
    private static final Pattern LINK = Pattern.compile("!?\\[(?:[^\\[\\]]|!?\\[[^\\[\\]]*])*]\\(([^()\\s]+)\\)");
    private static final Pattern INLINE_CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern SCHEME = Pattern.compile("[a-z]+:.*");

    private final Path file;

    /** The lines outside of fences. */
    private final List<String> prose = new ArrayList<>();

    /** The lines inside of fences of properties. */
    private final List<String> properties = new ArrayList<>();

    MarkdownPage(Path file) {
        this.file = file;
        String fence = null;
        for (String line : lines(file)) {
            Matcher edge = FENCE.matcher(line);
            if (edge.matches()) {
                fence = fence == null ? edge.group(1).strip() : null;
            } else if (fence == null) {
                prose.add(line);
            } else if (fence.equals("properties")) {
                properties.add(line);
            }
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the page is. */
    Path file() {
        return file;
    }

    /** The targets of links and images, except for those on other machines. */
    List<String> relativeLinks() {
        return prose.stream()
                .flatMap(line -> groups(LINK, INLINE_CODE.matcher(line).replaceAll("")))
                .filter(target -> !SCHEME.matcher(target).matches())
                .toList();
    }

    /** The file that a relative link leads to. */
    Path target(String link) {
        String path = link.split("#", 2)[0];
        return path.isEmpty() ? file : file.resolveSibling(path).normalize();
    }

    /** The anchors of the headings by GitHub's rules: of two headings with one text the second gets a number. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : prose) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = anchor(heading.group(1));
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    /** The anchor of a heading: lower case, no signs but hyphens and underscores, a hyphen for each blank. */
    public static String anchor(String heading) {
        return LINK.matcher(heading)
                .replaceAll(link -> Matcher.quoteReplacement(link.group().replaceAll("^!?\\[|]\\([^()]*\\)$", "")))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    /** The pieces of code in the text, and the lines of properties. */
    Stream<String> code() {
        return Stream.concat(prose.stream().flatMap(line -> groups(INLINE_CODE, line)), properties.stream());
    }

    private static Stream<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MarkdownPage::first);
    }

    private static String first(MatchResult match) {
        return match.group(1);
    }
}
