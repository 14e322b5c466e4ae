package org.tracehook.agent.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tracehook.agent.Glob;
import org.tracehook.agent.OneLine;

/**
 * The reports that a test command writes into a checkout. Symbolic links are no reports and are not followed.
 *
 * <p>Reports that are in the commit are forged or left over. They are marked by a time of change, not removed: a wide glob
 * such as {@code **}{@code /*.xml} also matches what the tests need.
 */
final class TestReports {

    private static final FileTime BEFORE_THE_RUN = FileTime.from(Instant.parse("1999-12-31T23:59:58Z"));

    private static final int MOST_FILES = 10_000;
    private static final int MOST_BYTES = 20 << 20;

    /** A command can make deeper directories than there are file handles to walk them. */
    private static final int DEEPEST = 64;

    private final Path root;
    private final List<Glob> globs;

    TestReports(Path root, List<Glob> globs) {
        this.root = root;
        this.globs = globs;
    }

    /** Whether no file is a report. */
    boolean areNone() {
        return globs.isEmpty();
    }

    /** Marks the reports that are there before the command runs. */
    void markOld() throws IOException, InterruptedException {
        for (Path file : matching(false)) {
            Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(BEFORE_THE_RUN, null, null);
        }
    }

    /**
     * Counts the tests of all reports that were written since, in the order of their paths; empty when there is none.
     *
     * @throws BadReportException if one cannot be read
     */
    Optional<TestTally> read() throws IOException, InterruptedException, BadReportException {
        List<Path> written = matching(true);
        if (written.size() > MOST_FILES) {
            throw new BadReportException("more than " + MOST_FILES + " files match " + globs());
        }
        Collections.sort(written);
        TestTally tally = new TestTally();
        for (Path file : written) {
            throwIfInterrupted();
            read(file, tally);
        }
        return Optional.of(tally).filter(any -> !written.isEmpty());
    }

    private void read(Path file, TestTally tally) throws BadReportException {
        try {
            JunitXml.read(new ByteArrayInputStream(content(file)), tally);
        } catch (BadReportException e) {
            throw new BadReportException("the report " + OneLine.of(relative(file)) + " " + e.getMessage());
        }
    }

    private static byte[] content(Path file) throws BadReportException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new BadReportException("is larger than 20 MB");
            }
            return content;
        } catch (IOException e) {
            throw new BadReportException("cannot be opened");
        }
    }

    private List<Path> matching(boolean onlyNew) throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean isOld = attributes.lastModifiedTime().equals(BEFORE_THE_RUN);
                if (attributes.isRegularFile() && !(onlyNew && isOld) && isReport(file)) {
                    files.add(file);
                }
                boolean enough = onlyNew && files.size() > MOST_FILES;
                return enough || Thread.currentThread().isInterrupted()
                        ? FileVisitResult.TERMINATE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException unreadable) {
                return FileVisitResult.CONTINUE;
            }
        });
        throwIfInterrupted();
        return files;
    }

    private boolean isReport(Path file) {
        String path = relative(file);
        return globs.stream().anyMatch(glob -> glob.matches(path));
    }

    /** The file's path in the checkout, with {@code /} between its parts. */
    private String relative(Path file) {
        return root.relativize(file).toString().replace(root.getFileSystem().getSeparator(), "/");
    }

    /** The globs as one line. */
    String globs() {
        return OneLine.of(String.join(", ", globs.stream().map(Glob::toString).toList()));
    }

    static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the step is out of time");
        }
    }

    /** Says what is wrong with the reports; the message holds no content of them. */
    static final class BadReportException extends Exception {

        BadReportException(String message) {
            super(message);
        }
    }
}
