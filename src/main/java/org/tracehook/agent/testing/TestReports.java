package org.tracehook.agent.testing;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.tracehook.agent.Excerpt;
import org.tracehook.workspace.Glob;

/** The reports that a test command leaves in its directory; links are never followed. */
final class TestReports {

    private static final int MOST_FILES = 10_000;
    private static final long LARGEST_FILE = 20L << 20;
    private static final long LARGEST_ALL = 200L << 20;
    private static final int LONGEST_PATH = 300;

    private final List<Glob> globs;
    private final String configured;

    /**
     * Reports in files that match.
     *
     * @param configured the globs as they are configured, for people
     */
    TestReports(List<Glob> globs, String configured) {
        this.globs = List.copyOf(globs);
        this.configured = configured;
    }

    /** Whether there are none to look for, so that the exit code alone decides. */
    boolean isEmpty() {
        return globs.isEmpty();
    }

    /** Removes what is there before the run: a report that somebody committed would pass for the run's own. */
    void removeFrom(Path directory) throws IOException {
        for (Path forged : matching(directory)) {
            Files.deleteIfExists(forged);
        }
    }

    /** What all reports say together. */
    TestResults read(Path directory) throws ReportException, InterruptedException, IOException {
        List<Path> reports = matching(directory);
        if (reports.isEmpty()) {
            throw new ReportException("no file matches tracehook.testing.reports (" + configured + ")");
        }
        if (reports.size() > MOST_FILES) {
            throw new ReportException("there are more than " + MOST_FILES + " reports");
        }
        ResultCount count = new ResultCount();
        long all = 0;
        for (Path report : reports) {
            all += read(report, directory, count);
            if (all > LARGEST_ALL) {
                throw new ReportException("the reports are larger than 200 MB together");
            }
        }
        return count.results();
    }

    private long read(Path report, Path directory, ResultCount count)
            throws ReportException, InterruptedException, IOException {
        String name = "the report '" + Excerpt.of(relative(directory, report), LONGEST_PATH) + "' ";
        long size = Files.size(report);
        if (!Files.isRegularFile(report, LinkOption.NOFOLLOW_LINKS)) {
            throw new ReportException(name + "is a link or no file");
        }
        if (size > LARGEST_FILE) {
            throw new ReportException(name + "is larger than 20 MB");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(report, LinkOption.NOFOLLOW_LINKS))) {
            new JUnitXml(count).read(in);
            return size;
        } catch (XMLStreamException e) {
            throw new ReportException(name + "is no JUnit XML that can be read");
        }
    }

    private List<Path> matching(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        if (globs.isEmpty()) {
            return found;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = relative(directory, file);
                if (globs.stream().anyMatch(glob -> glob.matches(path))) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(found);
        return found;
    }

    private static String relative(Path directory, Path file) {
        return directory.relativize(file).toString().replace(File.separatorChar, '/');
    }
}
