package org.tracehook.workspace;

import java.util.Objects;

/**
 * A branch of the repository, at a commit.
 *
 * @param name without {@code refs/heads/}
 * @param commit the id of its head, or of a commit in its history
 */
public record Branch(String name, String commit) {

    public Branch {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(commit, "commit");
    }
}
