package org.tracehook.workspace;

import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.tracehook.workspace.Workspace.Branch;

/**
 * Finds the commit on top of which a change to the branch is made, in the run's clone.
 *
 * @param history of the branch and the base branch
 */
record CommitStarts(History history) {

    private static final int SHORT_ID = 7;

    /**
     * Where work on the issue begins: at the head of its branch, else of the base branch; and there too where the base contains
     * the branch, since that one is merged. The host is asked, and history is fetched only to find that out.
     *
     * @throws WorkspaceException if there is neither branch
     */
    ObjectId begin(String branch) throws WorkspaceException, InterruptedException {
        history.fetchToCompare(branch);
        ObjectId head = heads().get(branch);
        ObjectId base = heads().get(history.base());
        if (head == null || base == null || head.equals(base)) {
            return head == null ? base : head;
        }
        return history.mergeBase(new Branch(branch, head.name()))
                        .filter(head::equals)
                        .isPresent()
                ? base
                : head;
    }

    /**
     * Where the change is made: at the commit from which its author worked, while the branch is still there, or still to
     * begin there; else at the head of the branch, else of the base branch. The host is asked if that commit is not in the
     * clone.
     *
     * @param commit the author's, if the change was made for one
     * @throws WorkspaceException if the branch moved since, or the commit is in no branch any more
     */
    Start of(String branch, Optional<String> commit) throws WorkspaceException, InterruptedException {
        if (commit.filter(id -> !ObjectId.isId(id)).isPresent()) {
            throw new WorkspaceException("base_commit is no commit id");
        }
        if (!isFetched(branch, commit)) {
            history.fetch(branch);
        }
        ObjectId head = heads().get(branch);
        ObjectId current = head == null ? heads().get(history.base()) : head;
        ObjectId given = commit.map(ObjectId::fromString).orElse(current);
        if (!given.equals(current)) {
            check(given, branch, head);
        }
        return new Start(given, head == null ? ObjectId.zeroId() : head);
    }

    /** Whether a change needs nothing more of the host. */
    boolean isFetched(String branch, Optional<String> commit) throws WorkspaceException, InterruptedException {
        RunClone fetched = history.fetched();
        return commit.isPresent()
                ? fetched.has(commit.get())
                : fetched.hasHead(heads().containsKey(branch) ? branch : history.base());
    }

    private void check(ObjectId given, String branch, ObjectId head) throws WorkspaceException, InterruptedException {
        if (head == null && !history.has(new Branch(history.base(), given.name()))) {
            throw new WorkspaceException(
                    branch + " was at " + shortened(given) + " when the author began, and is gone: run again");
        }
        if (head != null && !isMerged(branch, given)) {
            throw new WorkspaceException(branch + " moved from " + shortened(given) + " to " + shortened(head)
                    + " while the author worked: run again");
        }
    }

    /** Whether the base holds what the branch has, so that the author began at the base. */
    private boolean isMerged(String branch, ObjectId given) throws WorkspaceException, InterruptedException {
        return history.ask(branch, () -> {
                    boolean merged = history.isIn(given, history.base()) && history.isIn(heads().get(branch), given);
                    boolean known = merged || history.isIn(given, branch);
                    return known ? Optional.of(merged) : Optional.empty();
                })
                .orElse(false);
    }

    private Map<String, ObjectId> heads() {
        return history.fetched().branches().heads();
    }

    private static String shortened(ObjectId commit) {
        return commit.abbreviate(SHORT_ID).name();
    }

    /**
     * Where a change begins.
     *
     * @param commit the parent of the change's commit
     * @param head where the branch is; the zero id when there is none
     */
    record Start(ObjectId commit, ObjectId head) {}
}
