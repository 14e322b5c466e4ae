package org.tracehook.workspace;

import java.util.List;

/**
 * What a branch holds after a commit was asked for.
 *
 * @param id the branch's head
 * @param branch its name
 * @param files the paths that the commit changes; empty when it was not created
 * @param created false when the branch held everything already, so that there was nothing to commit
 */
public record Commit(String id, String branch, List<String> files, boolean created) {

    public Commit {
        files = List.copyOf(files);
    }
}
