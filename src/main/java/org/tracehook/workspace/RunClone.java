package org.tracehook.workspace;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.tracehook.workspace.Remote.RemoteBranches;

/**
 * What the steps of one run fetched of their repository, and pushed there, in memory: no step asks the host for what an earlier
 * one got. Others may have pushed since, which a push finds out.
 */
public final class RunClone {

    /** Null until something was fetched. */
    private MemoryRepository repository;

    private RemoteBranches branches = new RemoteBranches(Map.of(), Optional.empty());

    /** An empty one, for a run that begins. */
    public RunClone() {}

    /** Takes what was fetched in the place of what was here. */
    void replace(MemoryRepository fetched, RemoteBranches listed) {
        repository = fetched;
        branches = listed;
    }

    /** Remembers that a commit of this repository was pushed. */
    void pushed(String branch, ObjectId commit) {
        Map<String, ObjectId> heads = new HashMap<>(branches.heads());
        heads.put(branch, commit);
        branches = new RemoteBranches(heads, branches.defaultBranch());
    }

    MemoryRepository repository() {
        return repository;
    }

    /** As the host listed them at the last fetch, with what was pushed since. */
    RemoteBranches branches() {
        return branches;
    }

    /** Whether the commit is here; a text that is no commit id never is. */
    boolean has(String commit) throws WorkspaceException, InterruptedException {
        try {
            return repository != null
                    && ObjectId.isId(commit)
                    && repository.getObjectDatabase().has(ObjectId.fromString(commit));
        } catch (IOException e) {
            throw WorkspaceException.unreadable(e);
        }
    }

    /** Whether the head of the branch is here. */
    boolean hasHead(String branch) throws WorkspaceException, InterruptedException {
        ObjectId head = branches.heads().get(branch);
        return head != null && has(head.name());
    }
}
