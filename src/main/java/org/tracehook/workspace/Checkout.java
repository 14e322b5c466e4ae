package org.tracehook.workspace;

import java.nio.file.Path;

/** The files of a commit, without symbolic links and submodules, in a directory of their own, which is removed when this is closed. */
public final class Checkout implements AutoCloseable {

    private final Path directory;
    private final String commit;

    Checkout(Path directory, String commit) {
        this.directory = directory;
        this.commit = commit;
    }

    /** Where the files are; an absolute path. */
    public Path directory() {
        return directory;
    }

    /** The commit's id. */
    public String commit() {
        return commit;
    }

    /** Removes the directory and all that was put into it; never throws, and does nothing the second time. */
    @Override
    public void close() {
        DirectoryRemoval.of(directory);
    }

    @Override
    public String toString() {
        return "Checkout[" + commit + "]";
    }
}
