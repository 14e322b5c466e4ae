package org.tracehook.workspace;

import java.util.List;

/**
 * What a branch changes since it left its base.
 *
 * @param base the id of the merge base
 * @param commit the id of the commit compared with it
 * @param branch the branch's name
 * @param files in the order of their paths
 */
public record Diff(String base, String commit, String branch, List<ChangedFile> files) {

    public Diff {
        files = List.copyOf(files);
    }
}
