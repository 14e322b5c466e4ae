package org.tracehook.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Finds two mistakes that {@link Properties#load} does not report: a key that is given twice, of which the last counts, and
 * a single backslash, which is lost.
 */
public final class PropertiesFile {

    /** The name that SmallRye Config gives to a source that is a file: one of properties, or {@code .env}. */
    private static final Pattern SOURCE = Pattern.compile(".*\\[source=(file:.*)]");

    /** A backslash that stands neither for itself nor before a character that it can escape. */
    private static final Pattern LOST = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\[^\\\\tnrfu :=#!\\n]");

    /** A blank line or a comment. */
    private static final Pattern NO_ENTRY = Pattern.compile("\\s*(?:[#!].*)?");

    /** The end of a line that goes on with the next: a backslash that no other stands for. */
    private static final Pattern CONTINUED = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\$");

    private static final Pattern OURS = Pattern.compile("(?:%[^.]+\\.)?tracehook\\..*|(?:_[A-Z0-9]+_)?TRACEHOOK_.*");

    private final Map<String, List<Integer>> lines = new TreeMap<>();
    private final Path path;
    private final Faults faults;

    private PropertiesFile(Path path, Faults faults) {
        this.path = path;
        this.faults = faults;
    }

    /**
     * Checks every file among the sources; a file in a jar is ours, and is not checked.
     *
     * @throws UncheckedIOException if one of the files can no longer be read
     */
    public static void check(Iterable<ConfigSource> sources, Faults faults) {
        for (ConfigSource source : sources) {
            Matcher file = SOURCE.matcher(source.getName());
            if (file.matches()) {
                check(Path.of(URI.create(file.group(1))), faults);
            }
        }
    }

    /**
     * Checks a file in UTF-8. Like SmallRye Config, it reads on after malformed bytes.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    static void check(Path path, Faults faults) {
        PropertiesFile file = new PropertiesFile(path, faults);
        try (LineNumberReader reader = new LineNumberReader(new InputStreamReader(Files.newInputStream(path), UTF_8))) {
            file.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file.reportTwice();
    }

    private void load(LineNumberReader reader) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!NO_ENTRY.matcher(line).matches()) {
                loadEntry(line, reader);
            }
        }
    }

    private void loadEntry(String first, LineNumberReader reader) throws IOException {
        int number = reader.getLineNumber();
        StringBuilder written = new StringBuilder(first).append('\n');
        for (String line = first; line != null && CONTINUED.matcher(line).find(); ) {
            line = reader.readLine();
            written.append(line == null ? "" : line).append('\n');
        }
        Properties entry = new Properties();
        entry.load(new StringReader(written.toString()));
        entry.stringPropertyNames().forEach(key -> add(key, number, written.toString()));
    }

    private void add(String key, int line, String written) {
        lines.computeIfAbsent(key, first -> new ArrayList<>()).add(line);
        if (OURS.matcher(key).matches() && LOST.matcher(written).find()) {
            faults.report(
                    key, "has a single backslash on line " + line + " of " + name() + ", which is lost: double it");
        }
    }

    private void reportTwice() {
        lines.forEach((key, all) -> {
            if (all.size() > 1) {
                String numbers = all.stream().map(String::valueOf).collect(Collectors.joining(" and "));
                faults.report(
                        key, "is given on lines " + numbers + " of " + name() + ", the last would count: keep one");
            }
        });
    }

    private String name() {
        Path here = Path.of("").toAbsolutePath();
        return (path.startsWith(here) ? here.relativize(path) : path).toString();
    }
}
