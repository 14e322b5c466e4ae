package org.tracehook.workspace;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.tracehook.workspace.Workspace.Branch;

/**
 * A commit of a branch with as much history as a question needs: the newest commits first, all of them if those do not
 * suffice.
 *
 * @param repository holds the commits; closed with this
 * @param commit the branch's commit
 * @param mergeBase where the branch left its base; null when no base was asked for
 */
record History(MemoryRepository repository, ObjectId commit, ObjectId mergeBase) implements AutoCloseable {

    /** More than most branches have of their own. */
    private static final int FIRST_DEPTH = 100;

    private static final int ALL = 0;

    /** The depths that are fetched one after the other, until one suffices. */
    static final List<Integer> DEPTHS = List.of(FIRST_DEPTH, ALL);

    /**
     * Fetches the branch up to its commit and, with a base, up to the merge base of the two.
     *
     * @throws WorkspaceException if the commit is not in the branch, or the branch has no merge base
     */
    static History fetch(Remote remote, Branch branch, Optional<String> base)
            throws WorkspaceException, InterruptedException, IOException {
        return find(remote, branch, base)
                .orElseThrow(() -> new WorkspaceException(
                        base.isPresent()
                                ? "the branch '" + branch.name() + "' of " + remote.url() + " at " + branch.commit()
                                        + " has no history in common with '" + base.get()
                                        + "', or does not hold that commit: name the branch it comes from, as"
                                        + " tracehook.workspace.base-branch or context.base-branch of the rule"
                                : "the branch '" + branch.name() + "' of " + remote.url()
                                        + " does not hold the commit " + branch.commit()
                                        + ": somebody replaced it meanwhile, run again"));
    }

    /** As {@link #fetch}, and empty if the commit is not in the branch, or the branch has no merge base. */
    static Optional<History> find(Remote remote, Branch branch, Optional<String> base)
            throws WorkspaceException, InterruptedException, IOException {
        ObjectId commit = id(branch);
        for (int depth : DEPTHS) {
            MemoryRepository repository = remote.newRepository();
            Map<String, ObjectId> heads = remote.fetch(repository, branches(branch, base), depth);
            Optional<History> history = complete(repository, branch, commit, heads, base);
            if (history.isPresent()) {
                return history;
            }
            repository.close();
        }
        return Optional.empty();
    }

    private static List<String> branches(Branch branch, Optional<String> base) {
        return Stream.concat(Stream.of(branch.name()), base.stream()).distinct().toList();
    }

    private static ObjectId id(Branch branch) throws WorkspaceException {
        if (!ObjectId.isId(branch.commit())) {
            throw new WorkspaceException("the commit that an earlier step named is no commit id");
        }
        return ObjectId.fromString(branch.commit());
    }

    /** Empty when the history is cut where it would have to be known. */
    private static Optional<History> complete(
            MemoryRepository repository, Branch branch, ObjectId id, Map<String, ObjectId> heads, Optional<String> base)
            throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(id);
            if (!walk.isMergedInto(commit, walk.parseCommit(heads.get(branch.name())))) {
                return Optional.empty();
            }
            if (base.isEmpty()) {
                return Optional.of(new History(repository, id, null));
            }
            ObjectId baseHead = heads.get(base.get());
            return mergeBase(repository, id, baseHead).map(found -> new History(repository, id, found));
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }

    private static Optional<ObjectId> mergeBase(MemoryRepository repository, ObjectId one, ObjectId other)
            throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(one));
            walk.markStart(walk.parseCommit(other));
            RevCommit found = walk.next();
            return found == null || isCutAbove(repository, found, one, other)
                    ? Optional.empty()
                    : Optional.of(found.getId());
        }
    }

    /** Whether a cut hides commits that only one side has: a nearer merge base could be behind it. */
    private static boolean isCutAbove(MemoryRepository repository, ObjectId base, ObjectId one, ObjectId other)
            throws IOException {
        if (repository.cuts().isEmpty()) {
            return false;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(one));
            walk.markStart(walk.parseCommit(other));
            walk.markUninteresting(walk.parseCommit(base));
            for (RevCommit own : walk) {
                if (repository.cuts().contains(own.getId())) {
                    return true;
                }
            }
            return false;
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
