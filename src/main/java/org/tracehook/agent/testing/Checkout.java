package org.tracehook.agent.testing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The files of one commit, for one run of the tests.
 *
 * @param directory holds the files and nothing else
 * @param commit the commit's id
 * @param removal removes the directory
 */
public record Checkout(Path directory, String commit, Closeable removal) implements Closeable {

    public Checkout {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(removal, "removal");
    }

    @Override
    public void close() throws IOException {
        removal.close();
    }
}
