package org.tracehook.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Finds what the reading of a properties file passes over in silence: a key that is given twice, of which the last counts,
 * and a single backslash, which is lost.
 */
public final class PropertiesFile {

    /** The name that SmallRye Config gives to a source that is a file: one of properties, or {@code .env}. */
    private static final Pattern SOURCE = Pattern.compile(".*\\[source=(file:.*)]");

    /** A backslash that neither stands for itself nor before what {@link Properties#load} has a use for. */
    private static final Pattern LOST = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\[^\\\\tnrfu :=#!\\n]");

    private static final Pattern OURS = Pattern.compile("(?:%[^.]+\\.)?tracehook\\..*|(?:_[A-Z0-9]+_)?TRACEHOOK_.*");

    private final Map<String, List<Integer>> lines = new TreeMap<>();
    private final Path path;
    private final Consumer<Fault> faults;

    private PropertiesFile(Path path, Consumer<Fault> faults) {
        this.path = path;
        this.faults = faults;
    }

    /**
     * Reports that of every file among the sources; what is in a jar is ours.
     *
     * @throws UncheckedIOException if one of the files can no longer be read
     */
    public static void check(Iterable<ConfigSource> sources, Consumer<Fault> faults) {
        for (ConfigSource source : sources) {
            Matcher file = SOURCE.matcher(source.getName());
            if (file.matches()) {
                check(Path.of(URI.create(file.group(1))), faults);
            }
        }
    }

    /**
     * Reports that of a file in UTF-8; as for SmallRye Config, bytes that are none are no reason to stop.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    static void check(Path path, Consumer<Fault> faults) {
        PropertiesFile file = new PropertiesFile(path, faults);
        try (Entries entries = new Entries(new InputStreamReader(Files.newInputStream(path), UTF_8))) {
            file.load(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file.reportTwice();
    }

    private void load(Entries entries) throws IOException {
        new Properties() {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Object put(Object key, Object value) {
                add((String) key, entries.line(), entries.next());
                return null;
            }
        }.load(entries);
    }

    private void add(String key, int line, String written) {
        lines.computeIfAbsent(key, first -> new ArrayList<>()).add(line);
        if (OURS.matcher(key).matches() && LOST.matcher(written).find()) {
            faults.accept(new Fault(
                    key, "has a single backslash on line " + line + " of " + name() + ", which is lost: double it"));
        }
    }

    private void reportTwice() {
        lines.forEach((key, all) -> {
            if (all.size() > 1) {
                String numbers = all.stream().map(String::valueOf).collect(Collectors.joining(" and "));
                faults.accept(new Fault(
                        key, "is given on lines " + numbers + " of " + name() + ", the last would count: keep one"));
            }
        });
    }

    private String name() {
        Path here = Path.of("").toAbsolutePath();
        return (path.startsWith(here) ? here.relativize(path) : path).toString();
    }

    /**
     * The file, handed out a line at a time: when {@link Properties#load} puts an entry it has read no further than the
     * entry's end.
     */
    private static final class Entries extends Reader {

        private final LineNumberReader lines;
        private final StringBuilder written = new StringBuilder();
        private int line;
        private String rest = "";

        Entries(Reader file) {
            lines = new LineNumberReader(file);
        }

        /** The line on which the entry begins that was read last. */
        int line() {
            return line;
        }

        /** The entry that was read last as it is written; what is read from now on is the next. */
        String next() {
            String entry = written.toString();
            written.setLength(0);
            return entry;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            if (rest.isEmpty() && !readLine()) {
                return -1;
            }
            int count = Math.min(length, rest.length());
            rest.getChars(0, count, buffer, offset);
            rest = rest.substring(count);
            return count;
        }

        private boolean readLine() throws IOException {
            String text = lines.readLine();
            if (text == null) {
                return false;
            }
            if (written.isEmpty()) {
                line = lines.getLineNumber();
            }
            if (!written.isEmpty() || !isIgnored(text.stripLeading())) {
                written.append(text).append('\n');
            }
            // A blank before a line means nothing, and without it the next line would be read before this one is put.
            rest = text + "\n ";
            return true;
        }

        private static boolean isIgnored(String line) {
            return line.isEmpty() || line.startsWith("#") || line.startsWith("!");
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
