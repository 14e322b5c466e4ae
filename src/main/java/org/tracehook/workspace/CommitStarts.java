package org.tracehook.workspace;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.tracehook.workspace.Remote.RemoteBranches;
import org.tracehook.workspace.Workspace.Branch;

/**
 * Finds the commit on top of which a change to the branch is made, and fetches it.
 *
 * @param remote the host
 * @param names names the branches
 */
record CommitStarts(Remote remote, BranchNames names) {

    /** A new commit needs nothing but the branch's head. */
    private static final int HEAD_ALONE = 1;

    private static final int SHORT_ID = 7;

    /**
     * Where work on the issue begins: at the head of its branch, else of the base branch; and there too where the base contains
     * the branch, since that one is merged. Null when there is neither branch.
     */
    ObjectId begin(String branch, RemoteBranches branches) throws WorkspaceException, InterruptedException {
        ObjectId head = branches.heads().get(branch);
        ObjectId base = branches.heads().get(names.base());
        if (head == null || base == null || head.equals(base)) {
            return head == null ? base : head;
        }
        try {
            Optional<History> history =
                    History.find(remote, new Branch(branch, head.name()), Optional.of(names.base()));
            return history.filter(it -> it.mergeBase().equals(head)).isPresent() ? base : head;
        } catch (IOException e) {
            throw WorkspaceException.unreadable(e);
        }
    }

    /** The head of the branch, else of the base branch. */
    Start atHead(String branch, RemoteBranches branches) throws WorkspaceException, InterruptedException {
        boolean continues = branches.heads().containsKey(branch);
        String from = continues ? branch : names.base();
        MemoryRepository repository = remote.newRepository();
        ObjectId head = remote.fetch(repository, List.of(from), HEAD_ALONE).get(from);
        return new Start(repository, head, continues ? head : ObjectId.zeroId());
    }

    /**
     * The commit from which an author worked, while the branch is still there, or still to begin there.
     *
     * @throws WorkspaceException if the branch moved since, or the commit is in no branch any more
     */
    Start at(String commit, String branch, RemoteBranches branches) throws WorkspaceException, InterruptedException {
        if (!ObjectId.isId(commit)) {
            throw new WorkspaceException("base_commit is no commit id");
        }
        ObjectId given = ObjectId.fromString(commit);
        ObjectId head = branches.heads().get(branch);
        ObjectId current = head == null ? branches.heads().get(names.base()) : head;
        try {
            if (given.equals(current)) {
                return atHead(branch, branches);
            }
            return head == null ? inBase(given, branch) : afterMerge(given, branch);
        } catch (IOException e) {
            throw WorkspaceException.unreadable(e);
        }
    }

    /** There is no branch of the issue, and the base moved on. */
    private Start inBase(ObjectId given, String branch) throws WorkspaceException, InterruptedException, IOException {
        History history = History.find(remote, new Branch(names.base(), given.name()), Optional.empty())
                .orElseThrow(() -> new WorkspaceException(
                        branch + " was at " + shortened(given) + " when the author began, and is gone: run again"));
        return new Start(history.repository(), given, ObjectId.zeroId());
    }

    /** The base holds what the branch has, so that the author began at the base: else the branch moved. */
    private Start afterMerge(ObjectId given, String branch)
            throws WorkspaceException, InterruptedException, IOException {
        for (int depth : History.DEPTHS) {
            MemoryRepository repository = remote.newRepository();
            Map<String, ObjectId> heads = remote.fetch(repository, List.of(branch, names.base()), depth);
            ObjectId head = heads.get(branch);
            if (contains(repository, heads.get(names.base()), given) && contains(repository, given, head)) {
                return new Start(repository, given, head);
            }
            boolean known =
                    contains(repository, head, given) || repository.cuts().isEmpty();
            repository.close();
            if (known) {
                throw new WorkspaceException(branch + " moved from " + shortened(given) + " to " + shortened(head)
                        + " while the author worked: run again");
            }
        }
        throw new IllegalStateException("the whole history has a cut");
    }

    /** Whether the commit is the other or in its history, as far as that was fetched. */
    private static boolean contains(MemoryRepository repository, ObjectId commit, ObjectId other) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.isMergedInto(walk.parseCommit(other), walk.parseCommit(commit));
        } catch (MissingObjectException e) {
            return false;
        }
    }

    private static String shortened(ObjectId commit) {
        return commit.abbreviate(SHORT_ID).name();
    }

    /**
     * Where a change begins.
     *
     * @param repository holds the commit; closed with this
     * @param commit the parent of the change's commit
     * @param head where the branch is; the zero id when there is none
     */
    record Start(MemoryRepository repository, ObjectId commit, ObjectId head) implements AutoCloseable {

        @Override
        public void close() {
            repository.close();
        }
    }
}
