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
import org.tracehook.workspace.Remote.RemoteBranches;
import org.tracehook.workspace.Workspace.Branch;
import org.tracehook.workspace.Workspace.Change;
import org.tracehook.workspace.Workspace.Commit;

/**
 * Makes a commit on top of the issue's branch and pushes it. When somebody else pushed meanwhile it tries once more, unless the
 * change was made for the commit that was there before.
 */
final class CommitPusher {

    private static final int ATTEMPTS = 2;

    private final Remote remote;
    private final CommitStarts starts;
    private final BranchNames names;
    private final Supplier<PersonIdent> author;
    private final Deadline deadline;

    /**
     * Prepares commits for one step.
     *
     * @param author who commits, and when
     */
    CommitPusher(Remote remote, BranchNames names, Supplier<PersonIdent> author, Deadline deadline) {
        this.remote = remote;
        this.starts = new CommitStarts(remote, names);
        this.names = names;
        this.author = author;
        this.deadline = deadline;
    }

    Commit commit(String issueKey, String message, Change change) throws WorkspaceException, InterruptedException {
        String branch = names.of(issueKey);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Commit> commit = attempt(branch, message, change);
            if (commit.isPresent()) {
                return commit.get();
            }
        }
        throw new WorkspaceException("the push to '" + branch + "' of " + remote.url() + " was rejected twice:"
                + " somebody else pushed there meanwhile; run again");
    }

    /** Empty when somebody else pushed meanwhile. */
    private Optional<Commit> attempt(String branch, String message, Change change)
            throws WorkspaceException, InterruptedException {
        RemoteBranches branches = remote.branches();
        refuseProtected(branch, branches);
        try (Start start = start(branch, branches, change)) {
            TreeEdit edit = TreeEdit.of(start.repository(), start.commit(), change.files());
            if (edit.changed().isEmpty()) {
                refuseNothing(start, branches.heads().get(names.base()));
                return Optional.of(new Commit(start.commit().name(), branch, List.of(), false));
            }
            ObjectId commit = edit.commit(start.repository(), List.of(start.commit()), author.get(), message);
            checkTime();
            return push(start.repository(), commit, branch, start.head())
                    ? Optional.of(new Commit(commit.name(), branch, edit.changed(), true))
                    : Optional.empty();
        } catch (IOException e) {
            throw WorkspaceException.unreadable(e);
        }
    }

    /** The base branch's commit is none of the issue's: nothing may be said of it, such as how the issue's run ended. */
    private void refuseNothing(Start start, ObjectId base) throws WorkspaceException {
        if (start.commit().equals(base) || !start.commit().equals(start.head())) {
            throw new WorkspaceException(
                    "there is nothing to commit: '" + names.base() + "' has the whole change already");
        }
    }

    private Start start(String branch, RemoteBranches branches, Change change)
            throws WorkspaceException, InterruptedException {
        return change.base().isPresent()
                ? starts.at(change.base().get(), branch, branches)
                : starts.atHead(branch, branches);
    }

    /**
     * What the change does to the commit that it was made for.
     *
     * @param largestFile how large a file may be to be compared
     */
    Diff diff(String issueKey, Change change, long largestFile) throws WorkspaceException, InterruptedException {
        String branch = names.of(issueKey);
        try (Start start = start(branch, remote.branches(), change)) {
            ObjectId changed = TreeEdit.of(start.repository(), start.commit(), change.files())
                    .commit(start.repository(), List.of(start.commit()), author.get(), "Proposed");
            return new Diffs(start.repository(), largestFile)
                    .between(start.commit(), changed, new Branch(branch, changed.name()));
        } catch (IOException e) {
            throw WorkspaceException.unreadable(e);
        }
    }

    /** For some keys the pattern may give the name of a branch that is not the issue's. */
    private void refuseProtected(String branch, RemoteBranches branches) throws WorkspaceException {
        if (branch.equals(names.base())
                || branches.defaultBranch().filter(branch::equals).isPresent()) {
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
    private boolean push(MemoryRepository repository, ObjectId commit, String branch, ObjectId expected)
            throws WorkspaceException, InterruptedException {
        RemoteRefUpdate update;
        try {
            update = remote.push(repository, commit, branch, expected);
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
                    throw new WorkspaceException(
                            "the push to '" + branch + "' of " + remote.url() + " was refused: " + reason(update));
                }
                yield false;
            }
        };
    }

    /** The commit that the branch is at; the zero id when there is no such branch. */
    private ObjectId head(String branch) throws WorkspaceException, InterruptedException {
        return remote.branches().heads().getOrDefault(branch, ObjectId.zeroId());
    }

    /** The host's words as one line. */
    private static String reason(RemoteRefUpdate update) {
        String message = update.getMessage();
        return message == null || message.isBlank()
                ? "the host gives no reason; look whether it protects the branch"
                : message.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    }
}
