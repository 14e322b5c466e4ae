package org.tracehook.workspace;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.tracehook.deadline.Deadline;
import org.tracehook.workspace.CommitStarts.Start;
import org.tracehook.workspace.Workspace.Branch;
import org.tracehook.workspace.Workspace.Change;
import org.tracehook.workspace.Workspace.Commit;

/**
 * Makes a commit on top of the issue's branch and pushes it. When somebody else pushed meanwhile it tries once more, unless the
 * change was made for the commit that was there before.
 */
final class CommitPusher {

    private final History history;
    private final CommitStarts starts;
    private final BranchNames names;
    private final Supplier<PersonIdent> author;
    private final Deadline deadline;

    /**
     * Prepares commits for one step.
     *
     * @param author who commits, and when
     */
    CommitPusher(History history, BranchNames names, Supplier<PersonIdent> author, Deadline deadline) {
        this.history = history;
        this.starts = new CommitStarts(history);
        this.names = names;
        this.author = author;
        this.deadline = deadline;
    }

    Commit commit(String issueKey, String message, Change change) throws WorkspaceException, InterruptedException {
        String branch = names.of(issueKey);
        Optional<Commit> commit = attempt(branch, message, change);
        if (commit.isEmpty()) {
            history.fetch(branch);
            commit = attempt(branch, message, change);
        }
        return commit.orElseThrow(() -> new WorkspaceException("the push to '" + branch + "' of "
                + history.remote().url() + " was rejected twice: somebody else pushed there meanwhile; run again"));
    }

    /** Empty when somebody else pushed meanwhile. */
    private Optional<Commit> attempt(String branch, String message, Change change)
            throws WorkspaceException, InterruptedException {
        boolean mayBeOld = starts.isFetched(branch, change.base());
        Start start = starts.of(branch, change.base());
        refuseProtected(branch);
        try {
            TreeEdit edit = TreeEdit.of(repository(), start.commit(), change.files());
            if (edit.changed().isEmpty()) {
                if (mayBeOld && !head(branch).equals(start.head())) {
                    return Optional.empty();
                }
                refuseNothing(start);
                return Optional.of(new Commit(start.commit().name(), branch, List.of(), false));
            }
            ObjectId commit = edit.commit(repository(), List.of(start.commit()), author.get(), message);
            checkTime();
            if (!push(commit, branch, start.head())) {
                return Optional.empty();
            }
            history.fetched().pushed(branch, commit);
            return Optional.of(new Commit(commit.name(), branch, edit.changed(), true));
        } catch (IOException e) {
            throw WorkspaceException.unreadable(e);
        }
    }

    /** The base branch's commit is none of the issue's: nothing may be said of it, such as how the issue's run ended. */
    private void refuseNothing(Start start) throws WorkspaceException {
        ObjectId base = history.fetched().branches().heads().get(names.base());
        if (start.commit().equals(base) || !start.commit().equals(start.head())) {
            throw new WorkspaceException(
                    "there is nothing to commit: '" + names.base() + "' has the whole change already");
        }
    }

    /**
     * What the change does to the commit that it was made for.
     *
     * @param largestFile how large a file may be to be compared
     */
    Diff diff(String issueKey, Change change, long largestFile) throws WorkspaceException, InterruptedException {
        String branch = names.of(issueKey);
        Start start = starts.of(branch, change.base());
        try {
            ObjectId changed = TreeEdit.of(repository(), start.commit(), change.files())
                    .commit(repository(), List.of(start.commit()), author.get(), "Proposed");
            return new Diffs(repository(), largestFile)
                    .between(start.commit(), changed, new Branch(branch, changed.name()));
        } catch (IOException e) {
            throw WorkspaceException.unreadable(e);
        }
    }

    private MemoryRepository repository() {
        return history.fetched().repository();
    }

    /** For some keys the pattern may give the name of a branch that is not the issue's. */
    private void refuseProtected(String branch) throws WorkspaceException {
        if (branch.equals(names.base())
                || history.fetched()
                        .branches()
                        .defaultBranch()
                        .filter(branch::equals)
                        .isPresent()) {
            throw new WorkspaceException("'" + branch + "' is the base branch or the repository's default:"
                    + " change tracehook.workspace.branch-pattern");
        }
    }

    /** Ends the step before the push if it is out of time: until now nothing has changed on the host. */
    private void checkTime() throws InterruptedException {
        if (deadline.remaining().isZero()) {
            // The orchestrator interrupts now, and its text says more than ours.
            TimeUnit.SECONDS.sleep(1);
        }
        InterruptMonitor.check();
        if (deadline.remaining().isZero()) {
            throw InterruptMonitor.outOfTime();
        }
    }

    /** Whether the branch has the commit now; false when somebody else pushed first. */
    private boolean push(ObjectId commit, String branch, ObjectId expected)
            throws WorkspaceException, InterruptedException {
        RemoteRefUpdate update;
        try {
            update = history.remote().push(repository(), commit, branch, expected);
        } catch (WorkspaceException e) {
            // The host may have moved the branch before the connection broke.
            if (head(branch).equals(commit)) {
                return true;
            }
            throw e;
        }
        return switch (update.getStatus()) {
            case OK, UP_TO_DATE -> true;
            case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> false;
            default -> {
                // Hosts give several reasons when another push was faster: the branch itself says whether one was.
                if (head(branch).equals(expected)) {
                    throw new WorkspaceException("the push to '" + branch + "' of "
                            + history.remote().url() + " was refused: " + reason(update));
                }
                yield false;
            }
        };
    }

    /** The commit that the branch is at; the zero id when there is no such branch. */
    private ObjectId head(String branch) throws WorkspaceException, InterruptedException {
        return history.remote().branches().heads().getOrDefault(branch, ObjectId.zeroId());
    }

    /** The host's words as one line. */
    private static String reason(RemoteRefUpdate update) {
        String message = update.getMessage();
        return message == null || message.isBlank()
                ? "the host gives no reason; look whether it protects the branch"
                : message.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    }
}
