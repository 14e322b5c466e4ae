package org.tracehook.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tracehook.bench.Table;

/**
 * What a start on the JVM has to go through: counted, so that it is the same on every machine and however busy that is.
 *
 * @param libraries jars on the class path
 * @param extensions of Quarkus, as its first line names them
 * @param beans that were generated, used or not
 * @param sources of configuration, in use once the process runs
 * @param beforePoll classes loaded when the process asked for its first event
 * @param withReply classes that came with the first delivery
 */
record Footprint(long libraries, long extensions, long beans, long sources, long beforePoll, long withReply) {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern FEATURES = Pattern.compile("Installed features: \\[([^]]*)]");
    private static final Pattern SOURCES =
            Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s.*SmallRyeConfigSources\\$ConfigValueConfigSourceWrapper");

    /** Starts the candidate once and counts. */
    static Footprint of(Candidate candidate) throws IOException {
        Path log = Files.createTempFile("tracehook-classes-", ".log");
        try (Running running = candidate
                .with(Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log))
                .start()) {
            running.untilFirstPoll();
            String features =
                    running.process().awaitStdout(line -> FEATURES.matcher(line).find(), LIMIT);
            long beforePoll = lines(log);
            long sources = sources(running.process().pid());
            running.review();
            return new Footprint(
                    files(candidate.taskRoot(), ".jar"),
                    first(FEATURES, features).split(", ").length,
                    files(candidate.taskRoot(), "_Bean.class"),
                    sources,
                    beforePoll,
                    lines(log) - beforePoll);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.delete(log);
        }
    }

    /** Adds the counts, beside those of another function. */
    void describe(Table table, Footprint other) {
        row(table, "jars", libraries, other.libraries);
        row(table, "extensions", extensions, other.extensions);
        row(table, "beans", beans, other.beans);
        row(table, "configuration sources", sources, other.sources);
        row(table, "classes before the first poll", beforePoll, other.beforePoll);
        row(table, "classes with the first reply", withReply, other.withReply);
    }

    private static void row(Table table, String what, long ours, long empty) {
        table.row(what, ours + ", empty function " + empty);
    }

    private static long files(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).count();
        }
    }

    private static long lines(Path file) throws IOException {
        return Files.readAllLines(file).size();
    }

    /** SmallRye Config wraps each source that it asks. */
    private static long sources(long pid) throws IOException {
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .start();
        String instances = new String(histogram.getInputStream().readAllBytes());
        return Arrays.stream(instances.split("\n"))
                .filter(line -> SOURCES.matcher(line).find())
                .mapToLong(line -> Long.parseLong(first(SOURCES, line)))
                .sum();
    }

    private static String first(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + line);
        }
        return matcher.group(1);
    }
}
