package org.tracehook.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Deadline;
import org.tracehook.workspace.Workspace.Change;
import org.tracehook.workspace.Workspace.Commit;

/** What one step of a run fetched serves the next, and what others push meanwhile is found out. */
class RunCloneTest {

    private static final String BRANCH = "develop/PROJ-1";

    @TempDir
    Path directory;

    private final RunClone fetched = new RunClone();
    private BareRepository repository;
    private GitHttpServer server;
    private Workspaces workspaces;

    @BeforeEach
    void serve() throws IOException {
        repository = BareRepository.create(directory.resolve("host.git"));
        repository.commit("main", Map.of("a.py", "1\n"));
        server = GitHttpServer.serving(repository);
        WorkspaceConfig config =
                Configured.of(WorkspaceConfig.class, Map.of("tracehook.workspace.repository", server.url()));
        workspaces = Workspaces.from(config, false, Clock.systemUTC(), new Faults());
    }

    @AfterEach
    void close() {
        server.close();
        repository.close();
    }

    /** The workspace of the run's next step. */
    private Workspace step() throws WorkspaceException {
        return workspaces.open(Map.of(), Deadline.in(Duration.ofMinutes(2)), fetched);
    }

    private static Change change(Optional<String> base, String path, String content) {
        return new Change(new TreeMap<>(Map.of(new RepositoryPath(path), Optional.of(content))), base);
    }

    private Commit commit(Optional<String> base, String path, String content) throws Exception {
        return step().commit("PROJ-1", "Change", change(base, path, content));
    }

    @Test
    void whatAStepPushedIsReviewedAndTestedWithoutTheHost() throws Exception {
        Optional<String> commit =
                Optional.of(commit(Optional.empty(), "b.py", "2\n").id());
        int requests = server.requests().size();

        Diff diff = step().diff(step().branchOf("PROJ-1", commit));
        try (Checkout checkout = step().checkout(step().branchOf("PROJ-1", commit))) {
            assertEquals("2\n", Files.readString(checkout.directory().resolve("b.py")));
        }

        assertEquals(
                List.of("b.py"),
                diff.files().stream().map(Diff.ChangedFile::path).toList());
        assertEquals(
                commit.get(),
                step().heads("PROJ-1", Optional.empty(), commit).branch().commit());
        assertEquals(requests, server.requests().size());
    }

    @Test
    void aCommitThatIsNotHereIsFetched() throws Exception {
        commit(Optional.empty(), "b.py", "2\n");
        Optional<String> theirs = Optional.of(repository.commit(BRANCH, Map.of("theirs.py", "3\n")));

        assertEquals(2, step().diff(step().branchOf("PROJ-1", theirs)).files().size());
        assertEquals(
                theirs.get(),
                step().heads("PROJ-1", Optional.empty(), theirs).branch().commit());
    }

    @Test
    void aBranchWithoutACommitThatAStepNamedIsLookedAtAnew() throws Exception {
        commit(Optional.empty(), "b.py", "2\n");
        String theirs = repository.commit(BRANCH, Map.of("theirs.py", "3\n"));

        assertEquals(theirs, step().branchOf("PROJ-1", Optional.empty()).commit());
        theirs = repository.commit(BRANCH, Map.of("theirs.py", "4\n"));
        assertEquals(
                theirs,
                step().heads("PROJ-1", Optional.empty(), Optional.empty())
                        .branch()
                        .commit());
    }

    @Test
    void aPushMeanwhileIsBuiltUponByAChangeForAnyCommit() throws Exception {
        repository.branch(BRANCH, "main");
        step().branchOf("PROJ-1", Optional.empty());
        String theirs = repository.commit(BRANCH, Map.of("theirs.py", "3\n"));

        String commit = commit(Optional.empty(), "b.py", "2\n").id();

        assertEquals(List.of(commit, theirs), repository.log(BRANCH).subList(0, 2));
    }

    @Test
    void aPushMeanwhileRefusesAChangeThatWasMadeForACommit() throws Exception {
        repository.commit("main", Map.of("later.py", "1\n"));
        repository.branch(BRANCH, "main");
        repository.commit("main", Map.of("later.py", "2\n"));
        Optional<String> base = Optional.of(step().start("PROJ-1").commit());
        step().diff("PROJ-1", change(base, "b.py", "2\n"));
        String theirs = repository.commit(BRANCH, Map.of("theirs.py", "3\n"));

        String message = assertThrows(WorkspaceException.class, () -> commit(base, "b.py", "2\n"))
                .getMessage();

        assertTrue(message.startsWith(BRANCH + " moved from "), message);
        assertEquals(Optional.of(theirs), repository.head(BRANCH));
    }

    @Test
    void aPushMeanwhileIsFoundOutWhereThereIsNothingToCommit() throws Exception {
        repository.branch(BRANCH, "main");
        repository.commit(BRANCH, Map.of("c.py", "3\n"));
        Optional<String> base =
                Optional.of(step().branchOf("PROJ-1", Optional.empty()).commit());
        assertFalse(commit(base, "a.py", "1\n").created());
        String theirs = repository.commit(BRANCH, Map.of("a.py", "theirs\n"));

        String message = assertThrows(WorkspaceException.class, () -> commit(base, "a.py", "1\n"))
                .getMessage();
        Commit anew = commit(Optional.empty(), "a.py", "1\n");

        assertTrue(message.startsWith(BRANCH + " moved from "), message);
        assertEquals(List.of(anew.id(), theirs), repository.log(BRANCH).subList(0, 2));
    }

    @Test
    void aStartThatOnlyListedTheBranchesLeavesTheNextStepToFetch() throws Exception {
        Optional<String> base = Optional.of(step().start("PROJ-1").commit());
        assertEquals(2, server.requests().size(), "what the host can do, and the list of branches");

        Diff diff = step().diff("PROJ-1", change(base, "b.py", "2\n"));
        Commit commit = commit(base, "b.py", "2\n");

        assertEquals(base.get(), diff.base());
        assertEquals(List.of(commit.id(), base.get()), repository.log(BRANCH));
        assertEquals(7, server.requests().size());
    }
}
