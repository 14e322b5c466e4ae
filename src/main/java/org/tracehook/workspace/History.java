package org.tracehook.workspace;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.tracehook.workspace.Remote.Choice;
import org.tracehook.workspace.Remote.RemoteBranches;
import org.tracehook.workspace.Workspace.Branch;

/**
 * The history of an issue's branch and of the base branch, in the run's clone: the newest commits first, all of them where those
 * do not suffice.
 *
 * @param remote the host
 * @param base the name of the base branch
 * @param fetched what the run has of it
 */
record History(Remote remote, String base, RunClone fetched) {

    /** More than most branches have of their own. */
    private static final int FIRST_DEPTH = 100;

    private static final int ALL = 0;

    /**
     * Fetches both branches as they are now.
     *
     * @param branch the name of the issue's, which need not be there
     * @throws WorkspaceException if neither is there
     */
    void fetch(String branch) throws WorkspaceException, InterruptedException {
        fetch(all -> both(branch, all), FIRST_DEPTH);
    }

    /** The same where both are there and differ; else only the list of branches is received. */
    void fetchToCompare(String branch) throws WorkspaceException, InterruptedException {
        fetch(
                all -> {
                    List<String> both = both(branch, all);
                    return both.stream().map(all.heads()::get).distinct().count() == 2 ? both : List.of();
                },
                FIRST_DEPTH);
    }

    /**
     * Fetches the issue's branch and the base branch as they are now.
     *
     * @param names finds the issue's among those of the host
     */
    void fetch(String issueKey, BranchNames names) throws WorkspaceException, InterruptedException {
        fetch(all -> both(names.among(all.heads().keySet(), issueKey, remote.url()), all), FIRST_DEPTH);
    }

    private void fetch(Choice choice, int depth) throws WorkspaceException, InterruptedException {
        MemoryRepository repository = remote.newRepository();
        fetched.replace(repository, remote.fetch(repository, choice, depth));
    }

    private List<String> both(String branch, RemoteBranches all) throws WorkspaceException {
        List<String> there = Stream.of(branch, base)
                .filter(all.heads()::containsKey)
                .distinct()
                .toList();
        if (there.isEmpty()) {
            throw remote.noBranch(base);
        }
        return there;
    }

    /** Where the commit of the branch left the base branch; empty if it is not in the branch, or nothing is in common. */
    Optional<ObjectId> mergeBase(Branch branch) throws WorkspaceException, InterruptedException {
        ObjectId commit = id(branch);
        return ask(branch.name(), () -> isIn(commit, branch.name()) ? common(commit) : Optional.empty());
    }

    /** Whether the commit is in the branch. */
    boolean has(Branch branch) throws WorkspaceException, InterruptedException {
        ObjectId commit = id(branch);
        return ask(branch.name(), () -> isIn(commit, branch.name()) ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    /** The answer from the newest commits, else from all; empty when those do not give it either. */
    <T> Optional<T> ask(String branch, Question<T> question) throws WorkspaceException, InterruptedException {
        try {
            if (!fetched.hasHead(branch)) {
                fetch(branch);
            }
            Optional<T> answer = question.answer();
            if (answer.isEmpty() && !fetched.repository().cuts().isEmpty()) {
                fetch(all -> both(branch, all), ALL);
                answer = question.answer();
            }
            return answer;
        } catch (IOException e) {
            throw WorkspaceException.unreadable(e);
        }
    }

    private static ObjectId id(Branch branch) throws WorkspaceException {
        if (!ObjectId.isId(branch.commit())) {
            throw new WorkspaceException("the commit that an earlier step named is no commit id");
        }
        return ObjectId.fromString(branch.commit());
    }

    /** Whether the commit is in the branch as far as that was fetched. */
    boolean isIn(ObjectId commit, String branch) throws IOException {
        return isIn(commit, fetched.branches().heads().get(branch));
    }

    /** Whether the commit is the other or in its history, as far as that was fetched; null is no commit, and in none. */
    boolean isIn(ObjectId commit, ObjectId other) throws IOException {
        if (commit == null || other == null) {
            return false;
        }
        try (RevWalk walk = new RevWalk(fetched.repository())) {
            return walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(other));
        } catch (MissingObjectException e) {
            return false;
        }
    }

    /** The newest commit that the base branch has too; empty when a cut may hide it. */
    private Optional<ObjectId> common(ObjectId commit) throws IOException, WorkspaceException {
        ObjectId baseHead = fetched.branches().heads().get(base);
        if (baseHead == null) {
            throw remote.noBranch(base);
        }
        try (RevWalk walk = new RevWalk(fetched.repository())) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(commit));
            walk.markStart(walk.parseCommit(baseHead));
            RevCommit found = walk.next();
            return found == null || isCutAbove(found, commit, baseHead) ? Optional.empty() : Optional.of(found.getId());
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }

    /** Whether a cut hides commits that only one side has: a nearer merge base could be behind it. */
    private boolean isCutAbove(ObjectId found, ObjectId one, ObjectId other) throws IOException {
        MemoryRepository repository = fetched.repository();
        if (repository.cuts().isEmpty()) {
            return false;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(one));
            walk.markStart(walk.parseCommit(other));
            walk.markUninteresting(walk.parseCommit(found));
            for (RevCommit own : walk) {
                if (repository.cuts().contains(own.getId())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Asked again when more was fetched. */
    @FunctionalInterface
    interface Question<T> {

        /** Empty when it is unknown as long as history is missing. */
        Optional<T> answer() throws IOException, WorkspaceException;
    }
}
