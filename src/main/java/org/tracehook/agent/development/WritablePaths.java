package org.tracehook.agent.development;

import io.smallrye.config.Converters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.Converter;
import org.tracehook.agent.Glob;
import org.tracehook.agent.WholeText;

/**
 * The paths that a ticket may change: those that the operator lists, the scripts of a build and what runs the tests only by
 * name, and never what defines the build on a server.
 */
public final class WritablePaths {

    /** How many globs a message names. */
    private static final int MOST_SHOWN = 5;

    /** The value of a trigger rule that narrows the paths, without {@code context.} */
    static final String NARROWED = "paths";

    /** Reads a list as {@link DevelopmentConfig#paths} is read. */
    private static final Converter<List<Glob>> LIST =
            Converters.newCollectionConverter(new Glob.CaseSensitiveConverter(), ArrayList::new);

    private static final String ONLY_IF_NAMED =
            ": a ticket may change it only if tracehook.development.paths names it literally, without wildcards";

    /** What stands between the names of files in an argument, which may be a line for a shell or an option's value. */
    private static final Pattern BETWEEN_NAMES = Pattern.compile("[\\s='\"`;&|<>(){},]+");

    /** The beginning of a name up to where it is only known relative to some directory: {@code ./} and {@code web/../}. */
    private static final Pattern UP_TO_DOTS = Pattern.compile("^(?:.*/)?\\.{1,2}/+|^/+");

    private final List<Glob> globs;
    private final Map<String, List<String>> testFiles;

    /**
     * The configured paths; none when nothing is configured.
     *
     * @param testCommands the words of each test command, by the property that holds it
     */
    public WritablePaths(DevelopmentConfig config, Map<String, List<String>> testCommands) {
        this.globs = config.paths().orElse(List.of());
        this.testFiles = new TreeMap<>();
        testCommands.forEach((property, words) -> testFiles.put(property, files(words)));
    }

    /** What may be the names of files in a command, each behind a {@code /} and in lower case. */
    private static List<String> files(List<String> words) {
        return words.stream()
                .flatMap(BETWEEN_NAMES::splitAsStream)
                .map(name -> UP_TO_DOTS.matcher(name).replaceFirst(""))
                .filter(name -> !name.isEmpty())
                .map(name -> "/" + name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** What is wrong with the globs that a trigger rule's values give; empty when nothing is, or they give none. */
    static Optional<String> problemWith(Map<String, String> settings) {
        try {
            narrowed(settings);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The globs of a trigger rule's values; empty when they give none, so that nothing is narrowed. */
    private static Optional<List<Glob>> narrowed(Map<String, String> settings) {
        if (!settings.containsKey(NARROWED)) {
            return Optional.empty();
        }
        List<Glob> globs = LIST.convert(settings.get(NARROWED));
        if (globs == null) {
            throw new IllegalArgumentException("is empty: give it globs such as web/**, or take it out");
        }
        return Optional.of(globs);
    }

    /**
     * Why that path must not be written, for people; empty when it may be.
     *
     * @param settings a trigger rule's values: their globs allow less, never more
     */
    Optional<String> refusal(String path, Map<String, String> settings) {
        return refusal(path).or(() -> narrowed(settings)
                .filter(globs -> globs.stream().noneMatch(glob -> glob.matches(path)))
                .map(globs -> "'" + WholeText.of(path) + "' is outside context.paths of the trigger rule"));
    }

    /** The same, as the configuration alone has it. */
    Optional<String> refusal(String path) {
        String shown = "'" + WholeText.of(path) + "'";
        if (globs.isEmpty()) {
            return Optional.of("nothing may be written: set tracehook.development.paths (TRACEHOOK_DEVELOPMENT_PATHS)"
                    + " to globs such as src/**");
        }
        if (BuildFiles.DEFINITIONS.test(path)) {
            return Optional.of(shown + " defines what a build or git does: a ticket must not change it");
        }
        if (BuildFiles.SCRIPTS.test(path) && !isNamed(path)) {
            return Optional.of(shown + " is run or followed by builds and tests" + ONLY_IF_NAMED);
        }
        Optional<String> command = testCommandWith(path).filter(property -> !isNamed(path));
        if (command.isPresent()) {
            return Optional.of(shown + " is named by the test command of " + command.get() + ONLY_IF_NAMED);
        }
        return globs.stream().anyMatch(glob -> glob.matches(path))
                ? Optional.empty()
                : Optional.of(shown + " is outside tracehook.development.paths: " + shownGlobs());
    }

    private String shownGlobs() {
        String first = globs.stream().limit(MOST_SHOWN).map(Glob::toString).collect(Collectors.joining(", "));
        return globs.size() <= MOST_SHOWN ? first : first + " and " + (globs.size() - MOST_SHOWN) + " more";
    }

    /** The property of a test command that names the file, from whatever directory. */
    private Optional<String> testCommandWith(String path) {
        String file = "/" + path.toLowerCase(Locale.ROOT);
        return testFiles.entrySet().stream()
                .filter(command -> command.getValue().stream().anyMatch(file::endsWith))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether the configuration has the path itself, and no glob in its place. */
    private boolean isNamed(String path) {
        return globs.stream().map(Glob::toString).anyMatch(text -> text.equals(path) || text.equals("/" + path));
    }
}
