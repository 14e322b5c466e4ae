package org.tracehook.agent.testing;

import java.io.IOException;
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
import java.util.Set;

/**
 * The report files of a checkout. Symbolic links are no reports and are not followed.
 *
 * <p>Reports that are in the commit are forged or left over. They are marked by a time of change, not removed: a wide glob
 * such as {@code **}{@code /*.xml} also matches what the tests need.
 */
final class ReportFiles {

    private static final FileTime BEFORE_THE_RUN = FileTime.from(Instant.parse("1999-12-31T23:59:58Z"));

    private static final int MOST_FILES = 10_000;

    /** A command can make deeper directories than there are file handles to walk them. */
    private static final int DEEPEST = 64;

    private final Path root;
    private final ReportGlobs globs;

    ReportFiles(Path root, ReportGlobs globs) {
        this.root = root;
        this.globs = globs;
    }

    /** Marks what is there, before the command runs. */
    void markOld() throws IOException, InterruptedException {
        for (Path file : matching(false)) {
            Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(BEFORE_THE_RUN, null, null);
        }
    }

    /** What was written since, in the order of the paths. */
    List<Path> written() throws IOException, InterruptedException, BadReportException {
        List<Path> files = matching(true);
        if (files.size() > MOST_FILES) {
            throw new BadReportException("more than " + MOST_FILES + " files match " + globs);
        }
        Collections.sort(files);
        return files;
    }

    /** The file's path in the checkout, with {@code /} between its parts. */
    String relative(Path file) {
        return root.relativize(file).toString().replace(root.getFileSystem().getSeparator(), "/");
    }

    private List<Path> matching(boolean onlyNew) throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean isOld = attributes.lastModifiedTime().equals(BEFORE_THE_RUN);
                if (attributes.isRegularFile() && !(onlyNew && isOld) && globs.match(relative(file))) {
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
        if (Thread.interrupted()) {
            throw new InterruptedException("while looking for test reports");
        }
        return files;
    }
}
