package org.tracehook.workspace;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** Talks to the git host about one repository. */
final class Remote {

    private static final ProgressMonitor UNTIL_INTERRUPTED = new InterruptMonitor();

    private static final List<RefSpec> ALL_BRANCHES =
            List.of(new RefSpec(Constants.R_HEADS + "*:" + Constants.R_HEADS + "*"));

    private final RepositoryUrl url;
    private final GitHttp http;

    Remote(RepositoryUrl url, GitHttp http) {
        this.url = url;
        this.http = http;
    }

    /** Where it is, for people. */
    RepositoryUrl url() {
        return url;
    }

    /** A repository to fetch into. What is fetched may unpack to no more than may be received. */
    MemoryRepository newRepository() {
        return new MemoryRepository(http.largest());
    }

    /** The branches on the host, and which of them is the default. */
    RemoteBranches branches() throws WorkspaceException, InterruptedException {
        return fetch(newRepository(), all -> List.of(), 0);
    }

    /**
     * Lists the branches, and fetches some of them in the same conversation.
     *
     * @param wanted those to be fetched
     * @param depth how many commits of each; 0 for all
     */
    RemoteBranches fetch(MemoryRepository into, Choice wanted, int depth)
            throws WorkspaceException, InterruptedException {
        return talk(into, transport -> {
            transport.setTagOpt(TagOpt.NO_TAGS);
            if (depth > 0) {
                transport.setDepth(depth);
            }
            try (FetchConnection connection = transport.openFetch(ALL_BRANCHES, Constants.HEAD)) {
                RemoteBranches all = branches(connection);
                List<Ref> refs = wanted.among(all).stream()
                        .map(branch -> connection.getRef(Constants.R_HEADS + branch))
                        .toList();
                if (!refs.isEmpty()) {
                    connection.fetch(UNTIL_INTERRUPTED, refs, Set.of());
                }
                return all;
            }
        });
    }

    private static RemoteBranches branches(FetchConnection connection) {
        Map<String, ObjectId> heads = new HashMap<>();
        for (Ref ref : connection.getRefs()) {
            if (ref.getName().startsWith(Constants.R_HEADS)) {
                heads.put(ref.getName().substring(Constants.R_HEADS.length()), ref.getObjectId());
            }
        }
        Optional<String> head = Optional.ofNullable(connection.getRef(Constants.HEAD))
                .filter(Ref::isSymbolic)
                .map(ref -> Repository.shortenRefName(ref.getTarget().getName()));
        return new RemoteBranches(heads, head);
    }

    /** The failure that says that a branch is missing. */
    WorkspaceException noBranch(String branch) {
        return new WorkspaceException("there is no branch '" + branch + "' in " + url
                + ": push it, or set tracehook.workspace.base-branch or the rule's context.base-branch");
    }

    /**
     * Moves one branch, never by force.
     *
     * @param expected where it is now; the zero id when it is to be new
     * @return the update with the host's answer
     * @throws WorkspaceException if the connection broke; the branch may have moved all the same
     */
    RemoteRefUpdate push(Repository from, ObjectId commit, String branch, ObjectId expected)
            throws WorkspaceException, InterruptedException {
        return talk(from, transport -> {
            String name = Constants.R_HEADS + branch;
            RemoteRefUpdate update = new RemoteRefUpdate(from, (String) null, commit, name, false, null, expected);
            transport.push(UNTIL_INTERRUPTED, List.of(update));
            return update;
        });
    }

    private <T> T talk(Repository local, Talk<T> talk) throws WorkspaceException, InterruptedException {
        PlainSystemReader.install();
        try (Transport transport = Transport.open(local, new URIish(url.toString()))) {
            if (transport instanceof TransportHttp overHttp) {
                overHttp.setHttpConnectionFactory(http);
            }
            return talk.with(transport);
        } catch (URISyntaxException e) {
            throw new WorkspaceException("the URL of the repository cannot be read");
        } catch (IOException e) {
            // An interrupt makes JGit fail in many ways, and is none of the host's failures.
            InterruptMonitor.check();
            throw new GitFailure(url, http).because(e);
        } finally {
            http.close();
        }
    }

    /** What is done while connected. */
    @FunctionalInterface
    private interface Talk<T> {

        T with(Transport transport) throws IOException, WorkspaceException;
    }

    /** Says which branches are to be fetched when those of the host are known. */
    @FunctionalInterface
    interface Choice {

        Collection<String> among(RemoteBranches all) throws WorkspaceException;
    }

    /**
     * The branches of the repository.
     *
     * @param heads commit by branch
     * @param defaultBranch the one that a clone checks out, if the host names it
     */
    record RemoteBranches(Map<String, ObjectId> heads, Optional<String> defaultBranch) {

        RemoteBranches {
            heads = Map.copyOf(heads);
        }
    }
}
