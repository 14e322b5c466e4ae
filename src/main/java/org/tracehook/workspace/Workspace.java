package org.tracehook.workspace;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.tracehook.deadline.Deadline;
import org.tracehook.workspace.Remote.RemoteBranches;

/**
 * The repository as one step works on it: in memory, and gone when the step ends. Its methods are interrupted with their
 * thread.
 */
public final class Workspace implements AutoCloseable {

    private final Remote remote;
    private final BranchNames names;
    private final WorkspaceSettings settings;
    private final Clock clock;
    private final CheckoutDirectories checkouts;
    private final Deadline deadline;

    Workspace(
            Remote remote,
            BranchNames names,
            WorkspaceSettings settings,
            Clock clock,
            CheckoutDirectories checkouts,
            Deadline deadline) {
        this.remote = remote;
        this.names = names;
        this.settings = settings;
        this.clock = clock;
        this.checkouts = checkouts;
        this.deadline = deadline;
    }

    /**
     * Commits files to the issue's branch and pushes it, without force; the branch comes from the base branch if it is new.
     *
     * @throws WorkspaceException if a file cannot be written there, or the push is rejected twice
     */
    public Commit commit(CommitRequest request) throws WorkspaceException, InterruptedException {
        return new CommitPusher(remote, names, settings.author(), clock, deadline).commit(request);
    }

    /**
     * The issue's branch at its head: by the pattern, else the single one with the key in its name.
     *
     * @throws WorkspaceException if there is none, or more than one
     */
    public Branch branchOf(String issueKey) throws WorkspaceException, InterruptedException {
        RemoteBranches branches = remote.branches();
        String name = names.among(List.copyOf(branches.heads().keySet()), issueKey);
        return new Branch(name, branches.heads().get(name).name());
    }

    /**
     * What the branch changes up to its commit, against the merge base with the base branch.
     *
     * @throws WorkspaceException if the commit is not in the branch, or shares no history with the base branch
     */
    public Diff diff(Branch branch) throws WorkspaceException, InterruptedException {
        return read(() -> {
            try (History history = History.fetch(remote, branch, Optional.of(names.base()))) {
                Diffs diffs = new Diffs(history.repository(), settings.limits().diffFile());
                return diffs.between(history.mergeBase(), history.commit(), branch);
            }
        });
    }

    /**
     * The files of the branch's commit, in a directory of their own that {@link Checkout#close} removes.
     *
     * @throws WorkspaceException if the commit is not in the branch, or its files are too large or cannot be written
     */
    public Checkout checkout(Branch branch) throws WorkspaceException, InterruptedException {
        return read(() -> {
            try (History history = History.fetch(remote, branch, Optional.empty())) {
                return checkouts.write(history.repository(), history.commit());
            }
        });
    }

    /** Everything was kept in memory; there is nothing to close yet, and a step need not know. */
    @Override
    public void close() {
        // Its repositories are closed where they are used.
    }

    private static <T> T read(Reading<T> reading) throws WorkspaceException, InterruptedException {
        try {
            return reading.read();
        } catch (IOException e) {
            InterruptMonitor.check();
            throw new WorkspaceException(
                    "the repository cannot be read: " + e.getClass().getSimpleName());
        }
    }

    @FunctionalInterface
    private interface Reading<T> {

        T read() throws IOException, WorkspaceException, InterruptedException;
    }
}
