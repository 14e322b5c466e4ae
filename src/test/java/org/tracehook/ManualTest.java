package org.tracehook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.app.Settings;
import org.tracehook.config.Faults;

/** The README and the pages of the manual: their links, their sizes, the properties that they name. */
class ManualTest {

    private static final Path README = Path.of("README.md");
    private static final Path PAGES = Path.of("src/site/markdown");
    private static final int MOST_LINES_OF_THE_README = 150;
    private static final long MOST_BYTES_OF_A_PAGE = 24 * 1024;

    /** A property in full; what ends with a dot or goes on with a sign names a group of them. */
    private static final Pattern PROPERTY = Pattern.compile(
            "(?<![\\w.])tracehook(?:\\.(?:[a-z][a-z0-9_-]*+|<[a-z_ ]+>)(?:\\[[0-9n]])?+)++(?![\\w.*<{…-])");

    /** What spans have is named like properties. */
    private static final Set<String> ATTRIBUTES = attributes();

    private static Set<String> attributes() {
        try {
            return Pattern.compile("\"([a-z_]+(?:\\.[a-z_]+)+)\"")
                    .matcher(Files.readString(Path.of("src/main/java/org/tracehook/telemetry/RunSpans.java")))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyAttributeOfASpanIsNamed() {
        Set<String> named =
                new MarkdownPage(PAGES.resolve("opentelemetry.md")).code().collect(Collectors.toSet());

        Set<String> missing = new TreeSet<>(ATTRIBUTES);
        missing.removeIf(name -> named.contains(name) || named.contains(name.replaceFirst(".*(?=\\.)", "")));
        assertEquals(Set.of(), missing);
    }

    static List<Path> all() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            return Stream.concat(
                            Stream.of(README),
                            pages.filter(page -> page.toString().endsWith(".md"))
                                    .sorted())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyLinkLeadsToAFileAndToAHeadingOfIt(Path file) {
        MarkdownPage page = new MarkdownPage(file);
        List<String> broken =
                page.relativeLinks().stream().filter(link -> !leads(page, link)).toList();

        assertEquals(List.of(), broken, "links of " + file + " that lead nowhere");
    }

    private static boolean leads(MarkdownPage page, String link) {
        Path target = page.target(link);
        return Files.isRegularFile(target)
                && (!link.contains("#")
                        || new MarkdownPage(target).anchors().contains(link.substring(link.indexOf('#') + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "src/site/markdown/index.md"})
    void everyPageIsReachedFrom(String start) throws IOException {
        Set<Path> unreached = new TreeSet<>(all());
        Deque<Path> open = new ArrayDeque<>(List.of(Path.of(start)));
        while (!open.isEmpty()) {
            Path file = open.pop();
            if (unreached.remove(file)) {
                MarkdownPage page = new MarkdownPage(file);
                page.relativeLinks().forEach(link -> open.push(page.target(link)));
            }
        }

        assertEquals(Set.of(), unreached);
    }

    @Test
    void theReadmeIsShort() {
        int lines = MarkdownPage.lines(README).size();

        assertTrue(lines <= MOST_LINES_OF_THE_README, "README.md has " + lines + " lines");
    }

    @ParameterizedTest
    @MethodSource("all")
    void noPageIsTooLong(Path file) throws IOException {
        long size = Files.size(file);

        assertTrue(size <= MOST_BYTES_OF_A_PAGE, file + " has " + size + " bytes");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPropertyThatIsNamedExists(Path file) {
        List<String> unknown = new MarkdownPage(file)
                .code()
                .flatMap(code -> PROPERTY.matcher(code).results())
                .map(match -> match.group())
                .filter(name -> !exists(name) && !ATTRIBUTES.contains(name))
                .toList();

        assertEquals(List.of(), unknown, "properties in " + file + " that nothing reads");
    }

    /** {@code [n]} stands for a number, {@code <name>} for a name of the reader's choice. */
    private static boolean exists(String property) {
        Faults faults = new Faults();
        String name = property.replace("[n]", "[0]").replaceAll("<[a-z_ ]+>", "own");
        Settings.known().set(List.of(name), Set.of(), faults);
        return faults.all().isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Why did my ticket not run?, why-did-my-ticket-not-run",
        "Once | answer first, once--answer-first",
        "`development_agent`, development_agent",
        "An *agent* in [Java](agents.md), an-agent-in-java",
        "`tracehook.store.*`, tracehookstore"
    })
    void anchorsAreThoseOfGitHub(String heading, String anchor) {
        assertEquals(anchor, MarkdownPage.anchor(heading));
    }
}
