package org.tracehook.workspace;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Makes directories for checkouts below the temporary directory, and removes those that killed processes left. */
final class CheckoutDirectories {

    private final Path temporaryDirectory;
    private final long largest;

    /**
     * Directories below that one.
     *
     * @param largest how many bytes a checkout may have
     */
    CheckoutDirectories(Path temporaryDirectory, long largest) {
        this.temporaryDirectory = temporaryDirectory;
        this.largest = largest;
    }

    /** Writes the commit's files to a new directory that only this user can look into. */
    Checkout write(Repository repository, ObjectId commit)
            throws IOException, WorkspaceException, InterruptedException {
        Path directory = Files.createTempDirectory(
                temporaryDirectory, CheckoutOwner.current().prefix());
        boolean written = false;
        try {
            new CheckoutWriter(repository, directory, largest).write(commit);
            written = true;
            return new Checkout(directory, commit.name());
        } finally {
            if (!written) {
                DirectoryRemoval.of(directory);
            }
        }
    }

    /** Removes what processes left that do not run any more; what cannot be removed stays. */
    void removeLeftovers() {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(temporaryDirectory, CheckoutOwner.PREFIX + "*")) {
            for (Path directory : found) {
                if (CheckoutOwner.of(directory.getFileName().toString())
                        .filter(owner -> !owner.isAlive())
                        .isPresent()) {
                    DirectoryRemoval.of(directory);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A directory that cannot be listed has nothing that could be removed.
        }
    }
}
