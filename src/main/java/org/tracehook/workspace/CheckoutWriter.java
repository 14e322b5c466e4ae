package org.tracehook.workspace;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Writes a commit's plain files into an empty directory, as they are stored: no filters, no line-end conversion. Links and
 * submodules are left out, so that nothing in the directory leads out of it.
 */
final class CheckoutWriter {

    private static final int MOST_FILES = 100_000;

    private final Repository repository;
    private final Path directory;
    private final long largest;
    private long bytes;
    private int files;

    CheckoutWriter(Repository repository, Path directory, long largest) {
        this.repository = repository;
        this.directory = directory;
        this.largest = largest;
    }

    /** Writes the files. */
    void write(ObjectId commit) throws IOException, WorkspaceException, InterruptedException {
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk commits = new RevWalk(reader);
                TreeWalk tree = new TreeWalk(reader)) {
            tree.addTree(commits.parseCommit(commit).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                InterruptMonitor.check();
                entry(reader, tree);
            }
        }
    }

    private void entry(ObjectReader reader, TreeWalk tree) throws IOException, WorkspaceException {
        FileMode mode = tree.getFileMode(0);
        if ((mode.getBits() & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
            return;
        }
        ObjectLoader content = reader.open(tree.getObjectId(0));
        bytes += content.getSize();
        files++;
        if (bytes > largest || files > MOST_FILES) {
            throw new WorkspaceException("the commit is too large to be checked out: it has more than " + MOST_FILES
                    + " files, or more bytes than tracehook.workspace.max-checkout-size"
                    + " (TRACEHOOK_WORKSPACE_MAX_CHECKOUT_SIZE)");
        }
        file(tree.getPathString(), content, mode.equals(FileMode.EXECUTABLE_FILE));
    }

    private void file(String path, ObjectLoader content, boolean executable) throws IOException, WorkspaceException {
        Path file = place(path);
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out =
                    Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.copyTo(out);
            }
        } catch (FileAlreadyExistsException e) {
            throw new WorkspaceException(
                    "the commit holds two files that have one name on this machine: '" + shown(path) + "'");
        }
        if (executable) {
            file.toFile().setExecutable(true, true);
        }
    }

    /** Anybody can make a tree: a name may be {@code ..} or hold a separator. */
    private Path place(String path) throws WorkspaceException {
        boolean plain = Arrays.stream(path.split("/", -1)).allMatch(RepositoryPath::isName);
        try {
            Path file = directory.resolve(path);
            if (plain && file.normalize().equals(file) && file.startsWith(directory)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // The character set of this machine has no such name: refused below.
        }
        throw new WorkspaceException("the commit holds a path that cannot be checked out: '" + shown(path) + "'");
    }

    private static String shown(String path) {
        return path.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
