package org.tracehook.workspace;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files to be written to an issue's branch in one commit.
 *
 * @param issueKey such as {@code PROJ-123}; names the branch
 * @param message the commit's, one line
 * @param files the whole content by path
 */
public record CommitRequest(String issueKey, String message, SortedMap<RepositoryPath, String> files) {

    public CommitRequest {
        Objects.requireNonNull(message, "message");
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Names the issue and the paths, never the contents. */
    @Override
    public String toString() {
        return "CommitRequest[" + issueKey + ", " + files.keySet() + "]";
    }
}
