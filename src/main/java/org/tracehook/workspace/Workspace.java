package org.tracehook.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.tracehook.workspace.Remote.RemoteBranches;

/** The repository as one step works on it, in memory. An interrupt of the step's thread ends every method. */
public final class Workspace {

    private final History history;
    private final BranchNames names;
    private final WorkspaceConfig config;
    private final CommitPusher pusher;

    Workspace(History history, BranchNames names, WorkspaceConfig config, CommitPusher pusher) {
        this.history = history;
        this.names = names;
        this.config = config;
        this.pusher = pusher;
    }

    /**
     * Commits a change to the issue's branch and pushes it, without force. A new branch starts at the base branch.
     *
     * @param issueKey such as {@code PROJ-123}; names the branch
     * @param message the commit's
     * @throws WorkspaceException if a file cannot be written there, the branch is not where the change was made for, the base
     *     branch has the whole change already, or the push is rejected twice
     */
    public Commit commit(String issueKey, String message, Change change)
            throws WorkspaceException, InterruptedException {
        return pusher.commit(issueKey, message, change);
    }

    /**
     * What the change does to the commit that it was made for, else to the head of the issue's branch, else of the base branch.
     * Nothing is pushed. The diff's commit is in no repository.
     *
     * @throws WorkspaceException as {@link #commit}
     */
    public Diff diff(String issueKey, Change change) throws WorkspaceException, InterruptedException {
        return pusher.diff(issueKey, change, config.maxDiffFileSize().asLongValue());
    }

    /**
     * Where work on the issue begins: the head of the issue's branch by the pattern, else of the base branch; of the base branch
     * too where it contains the issue's, which is then merged. The host is asked once; history is fetched only to find that out.
     *
     * @throws WorkspaceException if there is neither of the two
     */
    public StartingPoint start(String issueKey) throws WorkspaceException, InterruptedException {
        String branch = names.of(issueKey);
        ObjectId begin = new CommitStarts(history).begin(branch);
        return new StartingPoint(history.remote().url().toString(), names.base(), branch, begin.name());
    }

    /**
     * The issue's branch at that commit, else at its head: by the pattern, else the single one with the key in its name. The host is
     * asked unless the run has the commit already.
     *
     * @param commit the id of a commit that an earlier step named
     * @throws WorkspaceException if there is none, or more than one
     */
    public Branch branchOf(String issueKey, Optional<String> commit) throws WorkspaceException, InterruptedException {
        if (!has(commit)) {
            history.fetch(issueKey, names);
        }
        RemoteBranches all = history.fetched().branches();
        String name =
                names.among(all.heads().keySet(), issueKey, history.remote().url());
        return new Branch(name, commit.orElseGet(() -> all.heads().get(name).name()));
    }

    private boolean has(Optional<String> commit) throws WorkspaceException, InterruptedException {
        return commit.isPresent() && history.fetched().has(commit.get());
    }

    /**
     * The heads of an issue's branch and of the base branch. The host is asked unless the run has the commit already.
     *
     * @param branch the branch's name if it is known; else as in {@link #branchOf}
     * @param commit the id of a commit that an earlier step named
     * @throws WorkspaceException if one of the two is not there
     */
    public Heads heads(String issueKey, Optional<String> branch, Optional<String> commit)
            throws WorkspaceException, InterruptedException {
        RemoteBranches all =
                has(commit) ? history.fetched().branches() : history.remote().branches();
        Map<String, ObjectId> heads = all.heads();
        String name = branch.isPresent()
                ? branch.get()
                : names.among(heads.keySet(), issueKey, history.remote().url());
        return new Heads(head(name, heads), head(names.base(), heads));
    }

    private Branch head(String name, Map<String, ObjectId> heads) throws WorkspaceException {
        if (!heads.containsKey(name)) {
            throw new WorkspaceException(
                    "there is no branch '" + name + "' in " + history.remote().url());
        }
        return new Branch(name, heads.get(name).name());
    }

    /**
     * What the branch changes up to its commit, against the merge base with the base branch.
     *
     * @throws WorkspaceException if the commit is not in the branch, or shares no history with the base branch
     */
    public Diff diff(Branch branch) throws WorkspaceException, InterruptedException {
        ObjectId base = history.mergeBase(branch)
                .orElseThrow(() -> new WorkspaceException(inHost(branch) + " at " + branch.commit()
                        + " has no history in common with '" + names.base()
                        + "', or does not hold that commit: name the branch it comes from, as"
                        + " tracehook.workspace.base-branch or context.base-branch of the rule"));
        try {
            return new Diffs(
                            history.fetched().repository(),
                            config.maxDiffFileSize().asLongValue())
                    .between(base, ObjectId.fromString(branch.commit()), branch);
        } catch (IOException e) {
            throw WorkspaceException.unreadable(e);
        }
    }

    private String inHost(Branch branch) {
        return "the branch '" + branch.name() + "' of " + history.remote().url();
    }

    /**
     * The files of the branch's commit, in a directory of their own that {@link Checkout#close} removes.
     *
     * @throws WorkspaceException if the commit is not in the branch, or its files are too large or cannot be written
     */
    public Checkout checkout(Branch branch) throws WorkspaceException, InterruptedException {
        if (!history.has(branch)) {
            throw new WorkspaceException(inHost(branch) + " does not hold the commit " + branch.commit()
                    + ": somebody replaced it meanwhile, run again");
        }
        try {
            Path parent = Path.of(System.getProperty("java.io.tmpdir"));
            ObjectId commit = ObjectId.fromString(branch.commit());
            long largest = config.maxCheckoutSize().asLongValue();
            return Checkout.write(parent, history.fetched().repository(), commit, largest);
        } catch (IOException e) {
            throw WorkspaceException.unreadable(e);
        }
    }

    /**
     * Where work on an issue begins.
     *
     * @param url of the repository, without credentials
     * @param baseBranch the branch that the issue's comes from
     * @param branch the issue's branch, which may not exist yet
     * @param commit the id of the head of the issue's branch, else of the base branch
     */
    public record StartingPoint(String url, String baseBranch, String branch, String commit) {

        public StartingPoint {
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(baseBranch, "baseBranch");
            Objects.requireNonNull(branch, "branch");
            Objects.requireNonNull(commit, "commit");
        }
    }

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

    /**
     * Two branches, each at its head.
     *
     * @param branch of the issue
     * @param base the base branch
     */
    public record Heads(Branch branch, Branch base) {}

    /**
     * A change of files.
     *
     * @param files the whole content by path; empty for a file that is to be deleted
     * @param base the id of the commit that the change was made for; without one it may go on top of any
     */
    public record Change(SortedMap<RepositoryPath, Optional<String>> files, Optional<String> base) {

        public Change {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
            Objects.requireNonNull(base, "base");
        }

        /** Names the files, never their content. */
        @Override
        public String toString() {
            return "Change[" + files.keySet() + ", " + base + "]";
        }
    }

    /**
     * What a branch holds after files were committed.
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
}
