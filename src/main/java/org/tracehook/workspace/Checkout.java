package org.tracehook.workspace;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * The files of a commit, without symbolic links and submodules, in a directory of their own. The directory's name says which
 * process made it, so that the next checkout can remove those of killed processes.
 *
 * @param directory holds the files; an absolute path
 * @param commit the commit's id
 * @param removal removes the directory; never throws, and does nothing the second time
 */
public record Checkout(Path directory, String commit, Runnable removal) implements AutoCloseable {

    private static final String PREFIX = "tracehook-checkout-";

    /** The process id and when it started: another process may get the id later, but not the time. */
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-([0-9]{1,18})-.*");

    /**
     * Removes the checkouts of killed processes, and writes the commit's files to a new directory that only this user can
     * read.
     *
     * @param largest how many bytes they may have
     */
    static Checkout write(Path parent, Repository repository, ObjectId commit, long largest)
            throws IOException, WorkspaceException, InterruptedException {
        removeLeftovers(parent);
        Path directory = Files.createTempDirectory(parent, namePrefix());
        boolean written = false;
        try {
            new CheckoutWriter(repository, directory, largest).write(commit);
            written = true;
            return new Checkout(directory, commit.name(), () -> remove(directory));
        } finally {
            if (!written) {
                remove(directory);
            }
        }
    }

    /** Removes the checkouts of processes that do not run any more; one that cannot be removed stays. */
    static void removeLeftovers(Path parent) {
        try {
            children(parent).stream().filter(Checkout::isLeftover).forEach(Checkout::remove);
        } catch (IOException | UncheckedIOException e) {
            // A directory that cannot be listed has nothing that could be removed.
        }
    }

    private static boolean isLeftover(Path directory) {
        Matcher owner = NAME.matcher(directory.getFileName().toString());
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && owner.matches()
                && !isAlive(Long.parseLong(owner.group(1)), Long.parseLong(owner.group(2)));
    }

    /** Whether the process still runs; in doubt it does. */
    private static boolean isAlive(long pid, long startedAt) {
        return ProcessHandle.of(pid)
                .map(Checkout::startedAt)
                .filter(actual -> startedAt == 0 || actual == 0 || actual == startedAt)
                .isPresent();
    }

    /** What the names of this process' directories begin with. */
    static String namePrefix() {
        ProcessHandle self = ProcessHandle.current();
        return PREFIX + self.pid() + "-" + startedAt(self) + "-";
    }

    /** In milliseconds since 1970; 0 where the system does not say. */
    static long startedAt(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Removes a file, or a directory with everything in it; of a symbolic link the link alone. */
    private static void remove(Path path) {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                giveAccess(path.toFile());
                children(path).forEach(Checkout::remove);
            }
            Files.deleteIfExists(path);
        } catch (IOException | UncheckedIOException e) {
            // A step does not fail for what cannot be removed: the next removal of leftovers tries again.
        }
    }

    /** A test command may have made the directory read-only; its owner may give the permissions back. */
    private static void giveAccess(File directory) {
        directory.setReadable(true, true);
        directory.setWritable(true, true);
        directory.setExecutable(true, true);
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }

    /** Removes the directory and all that was put into it. */
    @Override
    public void close() {
        removal.run();
    }

    @Override
    public String toString() {
        return "Checkout[" + commit + "]";
    }
}
