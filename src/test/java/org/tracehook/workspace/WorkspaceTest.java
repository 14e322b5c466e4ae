package org.tracehook.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.remote.SelfSigned;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.BrokenServer;
import org.tracehook.http.BrokenServer.Mischief;
import org.tracehook.http.OpenSockets;
import org.tracehook.workspace.BareRepository.Entry;
import org.tracehook.workspace.Diff.ChangeType;
import org.tracehook.workspace.Diff.ChangedFile;
import org.tracehook.workspace.Diff.Skipped;
import org.tracehook.workspace.GitHttpServer.Mood;
import org.tracehook.workspace.Workspace.Branch;
import org.tracehook.workspace.Workspace.Change;
import org.tracehook.workspace.Workspace.Commit;
import org.tracehook.workspace.Workspace.StartingPoint;

/** A workspace against a git host over HTTP. */
class WorkspaceTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-05T09:05:00Z"), ZoneOffset.UTC);
    private static final Duration PLENTY = Duration.ofMinutes(2);
    private static final String PASSWORD = "pa+ss/word & more";

    @TempDir
    Path directory;

    private BareRepository repository;
    private GitHttpServer server;

    @BeforeEach
    void serve() throws IOException {
        repository = BareRepository.create(directory.resolve("host.git"));
        repository.commit("main", Map.of("src/app.py", "x = 1\n", "README.md", "# Sample\n"));
        server = GitHttpServer.serving(repository);
    }

    @AfterEach
    void close() {
        server.close();
        repository.close();
    }

    private Workspaces workspaces(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of("tracehook.workspace.repository", server.url()));
        properties.putAll(more);
        Faults faults = new Faults();
        WorkspaceConfig config = Configured.of(WorkspaceConfig.class, properties);
        Workspaces workspaces = Workspaces.from(config, false, CLOCK, faults);
        assertEquals(List.of(), faults.all());
        return workspaces;
    }

    private Workspace workspace(Map<String, String> more) throws WorkspaceException {
        return workspaces(more).open(Map.of(), Deadline.in(PLENTY), new RunClone());
    }

    private Commit commitAs(Workspaces.AppTokens app) throws Exception {
        return commit(
                workspaces(Map.of()).with(app).open(Map.of(), Deadline.in(PLENTY), new RunClone()),
                Map.of("b.py", "2\n"));
    }

    @Test
    void aTokenOfAnAppIsFetchedOnceForAStep() throws Exception {
        server.require("x-access-token", "ghs_one");
        List<String> refused = new ArrayList<>();

        assertTrue(commitAs((url, instead, deadline) -> {
                    refused.add(url + " " + instead);
                    return "ghs_one";
                })
                .created());

        assertEquals(List.of(server.url() + " null"), refused);
    }

    @Test
    void aRefusedTokenOfAnAppIsRenewedOnce() throws Exception {
        server.require("x-access-token", "ghs_two");

        assertTrue(commitAs((url, instead, deadline) -> instead == null ? "ghs_one" : "ghs_two")
                .created());

        String message = message(() -> commitAs((url, instead, deadline) -> "ghs_one"));
        assertTrue(message.contains("refused access (401)"), message);
    }

    @Test
    void whyThereIsNoTokenOfAnAppIsSaid() {
        server.require("x-access-token", "ghs_two");

        assertEquals(
                "no such App",
                message(() -> commitAs((url, instead, deadline) -> {
                    throw new WorkspaceException("no such App");
                })));
        assertEquals(
                "it was suspended",
                message(() -> commitAs((url, instead, deadline) -> {
                    if (instead != null) {
                        throw new WorkspaceException("it was suspended");
                    }
                    return "ghs_one";
                })));
    }

    private Workspace workspace() throws WorkspaceException {
        return workspace(Map.of());
    }

    private static Commit commit(Workspace workspace, Map<String, String> files)
            throws WorkspaceException, InterruptedException {
        return workspace.commit("PROJ-1", "feat(PROJ-1): In Progress", change(Optional.empty(), files));
    }

    /** A change made for that commit; a text of "-" deletes. */
    private static Change change(Optional<String> base, Map<String, String> files) {
        TreeMap<RepositoryPath, Optional<String>> paths = new TreeMap<>();
        files.forEach((path, content) ->
                paths.put(new RepositoryPath(path), Optional.of(content).filter(text -> !text.equals("-"))));
        return new Change(paths, base);
    }

    private static String message(Executable what) {
        return assertThrows(WorkspaceException.class, what).getMessage();
    }

    @Test
    void aCommitIsPushedToANewBranchOfTheIssue() throws Exception {
        Commit commit = commit(
                workspace(Map.of(
                        "tracehook.workspace.author-name", "Bot",
                        "tracehook.workspace.author-email", "bot@example.com")),
                Map.of("src/app.py", "x = 2\n", "src/new.py", "y = 1\n"));

        assertTrue(commit.created());
        assertEquals("develop/PROJ-1", commit.branch());
        assertEquals(List.of("src/app.py", "src/new.py"), commit.files());
        assertEquals(Optional.of(commit.id()), repository.head("develop/PROJ-1"));
        assertEquals(2, repository.log("develop/PROJ-1").size());
        assertEquals("feat(PROJ-1): In Progress", repository.message(commit.id()));
        assertEquals("Bot <bot@example.com>", repository.author(commit.id()));
        assertEquals(
                Map.of("README.md", "# Sample\n", "src/app.py", "x = 2\n", "src/new.py", "y = 1\n"),
                repository.files(commit.id()));
        assertEquals(1, repository.log("main").size());
    }

    @Test
    void aBranchThatIsThereIsContinued() throws Exception {
        String first = commit(workspace(), Map.of("a.py", "1\n")).id();
        String second = commit(workspace(), Map.of("b.py", "2\n")).id();

        assertEquals(List.of(second, first), repository.log("develop/PROJ-1").subList(0, 2));
        assertTrue(repository.files(second).containsKey("a.py"));
    }

    @Test
    void theSameFilesAgainAreNothingToCommit() throws Exception {
        Commit first = commit(workspace(), Map.of("a.py", "1\n"));
        Commit again = commit(workspace(), Map.of("a.py", "1\n"));

        assertFalse(again.created());
        assertEquals(first.id(), again.id());
        assertEquals(List.of(), again.files());
        assertEquals(2, repository.log("develop/PROJ-1").size());
    }

    /** A commit of the base branch is none of the issue's: it would get the status of the issue's run. */
    @Test
    void whatTheBaseBranchHasAlreadyIsNothingToCommit() throws Exception {
        String nothing = "there is nothing to commit: 'main' has the whole change already";
        String base = repository.head("main").orElseThrow();
        Map<String, String> there = Map.of("README.md", repository.files(base).get("README.md"));

        assertEquals(nothing, message(() -> commit(workspace(), there)));
        assertEquals(nothing, message(() -> commit(workspace(), base, there)));
        repository.branch("develop/PROJ-1", "main");
        assertEquals(nothing, message(() -> commit(workspace(), there)));

        repository.commit("main", Map.of("later.py", "1\n"));
        String later = repository.head("main").orElseThrow();
        assertEquals(nothing, message(() -> commit(workspace(), later, there)), "the branch is merged");
        assertEquals(Optional.of(base), repository.head("develop/PROJ-1"));
    }

    @Test
    void whatSomebodyElsePushedMeanwhileIsBuiltUpon() throws Exception {
        commit(workspace(), Map.of("a.py", "1\n"));
        AtomicInteger pushes = new AtomicInteger();
        server.beforePush(() -> {
            if (pushes.incrementAndGet() == 1) {
                repository.commit("develop/PROJ-1", Map.of("theirs.py", "3\n"));
            }
        });

        Commit commit = commit(workspace(), Map.of("b.py", "2\n"));

        assertEquals(2, pushes.get());
        assertEquals(4, repository.log("develop/PROJ-1").size());
        assertTrue(repository.files(commit.id()).keySet().containsAll(List.of("a.py", "b.py", "theirs.py")));
    }

    @Test
    void aBranchThatSomebodyElseMadeMeanwhileIsContinued() throws Exception {
        AtomicInteger pushes = new AtomicInteger();
        server.beforePush(() -> {
            if (pushes.incrementAndGet() == 1) {
                repository.branch("develop/PROJ-1", "main");
                repository.commit("develop/PROJ-1", Map.of("theirs.py", "3\n"));
            }
        });

        Commit commit = commit(workspace(), Map.of("b.py", "2\n"));

        assertTrue(repository.files(commit.id()).keySet().containsAll(List.of("b.py", "theirs.py")));
    }

    @Test
    void aPushThatIsRejectedAgainAndAgainFailsAfterTheSecond() throws Exception {
        AtomicInteger pushes = new AtomicInteger();
        server.beforePush(
                () -> repository.commit("develop/PROJ-1", Map.of("theirs.py", pushes.incrementAndGet() + "\n")));

        String message = message(() -> commit(workspace(), Map.of("b.py", "2\n")));

        assertEquals(
                "the push to 'develop/PROJ-1' of " + server.url()
                        + " was rejected twice: somebody else pushed there meanwhile; run again",
                message);
        assertEquals(2, pushes.get());
    }

    private static Commit commit(Workspace workspace, String base, Map<String, String> files)
            throws WorkspaceException, InterruptedException {
        return workspace.commit("PROJ-1", "feat(PROJ-1): In Progress", change(Optional.of(base), files));
    }

    @Test
    void filesAreDeletedAndOnesThatAreNotThereAreNoChange() throws Exception {
        Commit commit = commit(workspace(), Map.of("src/app.py", "-", "gone.py", "-", "new.py", "1\n"));
        Commit again = commit(workspace(), Map.of("src/app.py", "-", "gone.py", "-", "new.py", "1\n"));

        assertEquals(List.of("new.py", "src/app.py"), commit.files());
        assertEquals(
                Set.of("README.md", "new.py"), repository.files(commit.id()).keySet());
        assertFalse(again.created());
        assertEquals(commit.id(), again.id());
    }

    @Test
    void aChangeThatWasMadeForACommitHasItAsItsParent() throws Exception {
        String base = repository.head("main").orElseThrow();
        repository.commit("main", Map.of("later.py", "1\n"));

        String first = commit(workspace(), base, Map.of("a.py", "1\n")).id();
        String second = commit(workspace(), first, Map.of("b.py", "1\n")).id();

        assertEquals(List.of(second, first, base), repository.log("develop/PROJ-1"));
    }

    @Test
    void aChangeThatWasMadeForAnotherCommitThanTheBranchsHeadIsRefused() throws Exception {
        String base = repository.head("main").orElseThrow();
        String first = commit(workspace(), base, Map.of("a.py", "1\n")).id();
        String moved = "develop/PROJ-1 moved from " + base.substring(0, 7) + " to " + first.substring(0, 7)
                + " while the author worked: run again";

        assertEquals(moved, message(() -> commit(workspace(), base, Map.of("b.py", "2\n"))));
        assertEquals(
                moved, message(() -> workspace().diff("PROJ-1", change(Optional.of(base), Map.of("b.py", "2\n")))));
        assertEquals(Optional.of(first), repository.head("develop/PROJ-1"));

        repository.branch("develop/PROJ-1", "main");
        assertEquals(
                "develop/PROJ-1 moved from " + first.substring(0, 7) + " to " + base.substring(0, 7)
                        + " while the author worked: run again",
                message(() -> commit(workspace(), first, Map.of("b.py", "2\n"))));
        assertEquals("base_commit is no commit id", message(() -> commit(workspace(), "main", Map.of("b.py", "2\n"))));
    }

    @Test
    void aBranchThatIsGoneIsNotMadeAgain() throws Exception {
        String first = commit(workspace(), Map.of("a.py", "1\n")).id();
        repository.delete("develop/PROJ-1");

        assertEquals(
                "develop/PROJ-1 was at " + first.substring(0, 7) + " when the author began, and is gone: run again",
                message(() -> commit(workspace(), first, Map.of("b.py", "2\n"))));
    }

    @Test
    void aBranchThatTheBaseContainsStartsAgainFromTheBase() throws Exception {
        commit(workspace(), Map.of("a.py", "1\n"));
        repository.branch("main", "develop/PROJ-1");
        for (int i = 0; i < 120; i++) {
            repository.commit("main", Map.of("later.py", i + "\n"));
        }
        String base = repository.head("main").orElseThrow();

        String commit = commit(workspace(), base, Map.of("b.py", "2\n")).id();

        assertEquals(List.of(commit, base), repository.log("develop/PROJ-1").subList(0, 2));
    }

    @Test
    void workBeginsAtTheIssuesBranchElseAtTheBaseAndThereTooOnceTheBranchIsMerged() throws Exception {
        String base = repository.head("main").orElseThrow();
        assertEquals(base, workspace().start("PROJ-1").commit());

        String own = commit(workspace(), Map.of("a.py", "1\n")).id();
        repository.commit("main", Map.of("later.py", "1\n"));
        assertEquals(own, workspace().start("PROJ-1").commit());

        repository.branch("main", "develop/PROJ-1");
        String merged = repository.commit("main", Map.of("later.py", "2\n"));
        assertEquals(merged, workspace().start("PROJ-1").commit());
        assertEquals(
                own,
                workspace(Map.of("tracehook.workspace.base-branch", "gone"))
                        .start("PROJ-1")
                        .commit());
    }

    @Test
    void aPushThatWasFasterThanAChangeMadeForACommitIsNotBuiltUpon() throws Exception {
        String base = repository.head("main").orElseThrow();
        String first = commit(workspace(), base, Map.of("a.py", "1\n")).id();
        server.beforePush(() -> repository.commit("develop/PROJ-1", Map.of("theirs.py", "3\n")));

        String message = message(() -> commit(workspace(), first, Map.of("b.py", "2\n")));

        String theirs = repository.head("develop/PROJ-1").orElseThrow();
        assertEquals(
                "develop/PROJ-1 moved from " + first.substring(0, 7) + " to " + theirs.substring(0, 7)
                        + " while the author worked: run again",
                message);
        assertEquals(List.of(theirs, first, base), repository.log("develop/PROJ-1"));
    }

    @Test
    void aChangeIsComparedWithTheCommitThatItWasMadeFor() throws Exception {
        String base = repository.head("main").orElseThrow();

        Diff diff = workspace()
                .diff("PROJ-1", change(Optional.of(base), Map.of("src/app.py", "x = 1\ny = 2\n", "README.md", "-")));

        assertEquals(base, diff.base());
        assertEquals(
                List.of("README.md DELETED {}", "src/app.py MODIFIED {2=y = 2}"),
                diff.files().stream()
                        .map(file -> file.path() + " " + file.change() + " " + file.addedLines())
                        .toList());
        assertEquals(Set.of("main"), repository.branches());
    }

    @Test
    void aPushThatTheHostRefusesFailsWithItsReasonAsOneLine() throws Exception {
        server.refusePushes("protected\tbranch " + "x".repeat(500));

        String message = message(() -> commit(workspace(), Map.of("b.py", "2\n")));

        assertEquals(
                "the push to 'develop/PROJ-1' of " + server.url() + " was refused: protected branch " + "x".repeat(500),
                message);
        assertEquals(Optional.empty(), repository.head("develop/PROJ-1"));
    }

    @Test
    void aPushWhoseAnswerIsLostCountsWhenTheBranchHasTheCommit() throws Exception {
        server.be(Mood.GONE_AFTER_PUSH);

        Commit commit = commit(workspace(), Map.of("b.py", "2\n"));

        assertEquals(Optional.of(commit.id()), repository.head("develop/PROJ-1"));
    }

    @Test
    void nothingIsPushedAfterAnInterrupt() throws Exception {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> commit(workspace(), Map.of("b.py", "2\n")));
        assertEquals(Set.of("main"), repository.branches());
    }

    @Test
    void nothingIsPushedAfterTheDeadline() throws Exception {
        Workspace late = workspaces(Map.of()).open(Map.of(), Deadline.in(Duration.ZERO), new RunClone());

        assertThrows(InterruptedException.class, () -> commit(late, Map.of("b.py", "2\n")));
        assertEquals(Set.of("main"), repository.branches());
    }

    @Test
    void neitherTheBaseBranchNorTheDefaultIsEverWritten() throws Exception {
        repository.branch("develop/PROJ-1", "main");
        repository.setDefaultBranch("develop/PROJ-1");

        assertTrue(message(() -> commit(workspace(), Map.of("b.py", "2\n")))
                .startsWith("'develop/PROJ-1' is the base branch or the repository's default"));
        assertTrue(message(() -> commit(
                        workspace(Map.of("tracehook.workspace.base-branch", "develop/PROJ-1")), Map.of("b.py", "2\n")))
                .startsWith("'develop/PROJ-1' is the base branch"));
    }

    @Test
    void linksExecutablesAndDirectoriesAreNotWrittenOver() throws Exception {
        repository.commitEntries(
                "main",
                Map.of(
                        "link", new Entry(FileMode.SYMLINK, "/etc/passwd".getBytes(StandardCharsets.UTF_8)),
                        "out", new Entry(FileMode.SYMLINK, "..".getBytes(StandardCharsets.UTF_8)),
                        "run.sh", new Entry(FileMode.EXECUTABLE_FILE, "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)),
                        "module", new Entry(FileMode.GITLINK, new byte[20])));

        assertEquals(
                "'link' is a symbolic link in the repository, and only plain files are written or deleted",
                message(() -> commit(workspace(), Map.of("link", "x"))));
        assertEquals(
                "'out' is a symbolic link in the repository, so nothing can be written below it",
                message(() -> commit(workspace(), Map.of("out/x.py", "x"))));
        assertEquals(
                "'run.sh' is an executable in the repository, and only plain files are written or deleted",
                message(() -> commit(workspace(), Map.of("run.sh", "x"))));
        assertEquals(
                "'module' is a submodule in the repository, so nothing can be written below it",
                message(() -> commit(workspace(), Map.of("module/x.py", "x"))));
        assertEquals("'src' is a directory in the repository", message(() -> commit(workspace(), Map.of("src", "x"))));
        assertEquals(
                "'README.md' is a file in the repository, so nothing can be written below it",
                message(() -> commit(workspace(), Map.of("README.md/x", "x"))));
        assertEquals(Set.of("main"), repository.branches());
    }

    @Test
    void namesThatDifferInLetterCaseAloneAreNotWritten() {
        assertEquals(
                "names that differ in letter case alone: [README.MD, README.md]",
                message(() -> commit(workspace(), Map.of("README.MD", "x"))));
        assertEquals(
                "names that differ in letter case alone: [SRC, src]",
                message(() -> commit(workspace(), Map.of("SRC/new.py", "x"))));
        assertEquals(
                "names that differ in letter case alone: [A.py, a.py]",
                message(() -> commit(workspace(), Map.of("a.py", "x", "A.py", "y"))));
        assertEquals(
                "'new' cannot be a file and a directory",
                message(() -> commit(workspace(), Map.of("new", "x", "new/a.py", "y"))));
    }

    @Test
    void aBranchIsFoundByThePatternElseByTheKeyInItsName() throws Exception {
        repository.branch("feature/PROJ-1-back-button", "main");
        repository.branch("feature/PROJ-12", "main");
        repository.branch("XPROJ-1", "main");
        repository.branch("PROJ-1\u00e9", "main");

        assertEquals(
                "feature/PROJ-1-back-button",
                workspace().branchOf("PROJ-1", Optional.empty()).name());
        repository.branch("develop/PROJ-1", "main");
        assertEquals(
                "develop/PROJ-1",
                workspace().branchOf("PROJ-1", Optional.empty()).name());
    }

    @Test
    void workBeginsAtTheHeadOfTheIssuesBranchElseOfTheBase() throws Exception {
        String main = repository.head("main").orElseThrow();

        assertEquals(
                new StartingPoint(server.url(), "main", "develop/PROJ-1", main),
                workspace().start("PROJ-1"));
        repository.commit("develop/PROJ-1", Map.of("b.py", "2\n"));
        String head = repository.head("develop/PROJ-1").orElseThrow();
        assertEquals(head, workspace().start("PROJ-1").commit());
        assertEquals(
                "there is no branch 'release' in " + server.url()
                        + ": push it, or set tracehook.workspace.base-branch or the rule's context.base-branch",
                message(() -> workspace(Map.of("tracehook.workspace.base-branch", "release"))
                        .start("PROJ-2")));
        assertEquals("the delivery names no issue key such as PROJ-123", message(() -> workspace()
                .start("PROJ-1/../main")));
    }

    @Test
    void whereWorkBeginsIsFoundInTheListOfBranchesAndWithoutCredentials() throws Exception {
        server.require("user", PASSWORD);
        Workspace workspace =
                workspace(Map.of("tracehook.workspace.username", "user", "tracehook.workspace.password", PASSWORD));

        String url = workspace.start("PROJ-1").url();

        assertEquals(server.url(), url);
        assertEquals(2, server.requests().size(), "what the host can do, and the list of branches");
    }

    @Test
    void twoBranchesOfAnIssueAreNamedAndNoneIsSaid() throws Exception {
        repository.branch("a/PROJ-1", "main");
        repository.branch("b/proj-1_x", "main");

        assertEquals(
                "2 branches of " + server.url() + " have PROJ-1 in their name, such as 'a/PROJ-1' and 'b/proj-1_x':"
                        + " delete or rename all but one",
                message(() -> workspace().branchOf("PROJ-1", Optional.empty())));
        assertEquals(
                "there is no branch of PROJ-2 in " + server.url()
                        + ": neither 'develop/PROJ-2', which tracehook.workspace.branch-pattern names, nor another with"
                        + " the key in its name; push one, or correct the pattern or the repository",
                message(() -> workspace().branchOf("PROJ-2", Optional.empty())));
        for (String key : new String[] {"proj-1", "PROJ-1/../main", "PROJ", "", null, "PROJ-1\n"}) {
            assertEquals("the delivery names no issue key such as PROJ-123", message(() -> workspace()
                    .branchOf(key, Optional.empty())));
        }
    }

    @Test
    void aDiffHasTheAddedLinesSinceTheBranchLeftItsBase() throws Exception {
        repository.branch("develop/PROJ-1", "main");
        repository.commit("main", Map.of("later.py", "of the base\n"));
        repository.commit("develop/PROJ-1", Map.of("src/app.py", "import os\nx = 1\nx = 2\r\n", "new.py", "a\nb"));

        Diff diff = workspace().diff(workspace().branchOf("PROJ-1", Optional.empty()));

        assertEquals("develop/PROJ-1", diff.branch());
        assertEquals(repository.head("develop/PROJ-1"), Optional.of(diff.commit()));
        assertEquals(repository.log("main").get(1), diff.base());
        assertEquals(
                List.of("new.py", "src/app.py"),
                diff.files().stream().map(ChangedFile::path).toList());
        assertEquals(Map.of(1, "a", 2, "b"), diff.files().get(0).addedLines());
        assertEquals(Map.of(1, "import os", 3, "x = 2\r"), diff.files().get(1).addedLines());
    }

    @Test
    void aDiffCanEndAtAnEarlierCommitOfTheBranch() throws Exception {
        repository.branch("develop/PROJ-1", "main");
        String first = repository.commit("develop/PROJ-1", Map.of("a.py", "1\n"));
        repository.commit("develop/PROJ-1", Map.of("b.py", "2\n"));

        Diff diff = workspace().diff(new Branch("develop/PROJ-1", first));

        assertEquals(
                List.of("a.py"), diff.files().stream().map(ChangedFile::path).toList());
        String elsewhere = repository.commit("other", Map.of("x", "y"));
        assertTrue(message(() -> workspace().diff(new Branch("develop/PROJ-1", elsewhere)))
                .contains("does not hold that commit"));
        assertEquals("the commit that an earlier step named is no commit id", message(() -> workspace()
                .diff(new Branch("develop/PROJ-1", "HEAD"))));
    }

    @Test
    void renamesDeletionsBinariesLinksAndLargeFilesAreTold() throws Exception {
        String text = "line\n".repeat(30);
        repository.commitEntries(
                "main",
                Map.of(
                        "old.py", new Entry(FileMode.REGULAR_FILE, text.getBytes(StandardCharsets.UTF_8)),
                        "gone.py", new Entry(FileMode.REGULAR_FILE, new byte[] {'x'})));
        repository.branch("develop/PROJ-1", "main");
        Map<String, Entry> changes = new HashMap<>();
        changes.put("old.py", null);
        changes.put("gone.py", null);
        changes.put("new.py", new Entry(FileMode.REGULAR_FILE, (text + "print(x)\n").getBytes(StandardCharsets.UTF_8)));
        changes.put("logo.png", new Entry(FileMode.REGULAR_FILE, new byte[] {1, 0, 2}));
        changes.put(
                "huge.txt", new Entry(FileMode.REGULAR_FILE, "x\n".repeat(600).getBytes(StandardCharsets.UTF_8)));
        changes.put("link", new Entry(FileMode.SYMLINK, "/etc/passwd".getBytes(StandardCharsets.UTF_8)));
        changes.put("module", new Entry(FileMode.GITLINK, new byte[20]));
        repository.commitEntries("develop/PROJ-1", changes);

        Workspace workspace = workspace(Map.of("tracehook.workspace.max-diff-file-size", "1K"));
        Map<String, ChangedFile> files = new TreeMap<>();
        workspace
                .diff(workspace.branchOf("PROJ-1", Optional.empty()))
                .files()
                .forEach(file -> files.put(file.path(), file));

        assertEquals(
                List.of("gone.py", "huge.txt", "link", "logo.png", "module", "new.py"), List.copyOf(files.keySet()));
        assertEquals(ChangeType.DELETED, files.get("gone.py").change());
        assertEquals(Optional.of(Skipped.TOO_LARGE), files.get("huge.txt").skipped());
        assertEquals(Optional.of(Skipped.SYMLINK), files.get("link").skipped());
        assertEquals(Optional.of(Skipped.BINARY), files.get("logo.png").skipped());
        assertEquals(Optional.of(Skipped.SUBMODULE), files.get("module").skipped());
        assertEquals("x\n".repeat(600), files.get("huge.txt").beginning().text());
        assertEquals("/etc/passwd", files.get("link").beginning().text());
        assertEquals("", files.get("module").beginning().text());
        assertEquals(ChangeType.RENAMED, files.get("new.py").change());
        assertEquals(Optional.of("old.py"), files.get("new.py").oldPath());
        assertEquals(Map.of(31, "print(x)"), files.get("new.py").addedLines());
    }

    @Test
    void aLongHistoryIsFetchedAsFarAsItIsNeeded() throws Exception {
        repository.branch("develop/PROJ-1", "main");
        for (int i = 0; i < 130; i++) {
            repository.commit("develop/PROJ-1", Map.of("n.txt", i + "\n"));
        }
        String left = repository.head("main").orElseThrow();
        for (int i = 0; i < 130; i++) {
            repository.commit("main", Map.of("m.txt", i + "\n"));
        }

        Diff diff = workspace().diff(workspace().branchOf("PROJ-1", Optional.empty()));

        assertEquals(left, diff.base());
        assertEquals(
                List.of("n.txt"), diff.files().stream().map(ChangedFile::path).toList());
        assertTrue(commit(workspace(), Map.of("b.py", "2\n")).created());
    }

    @Test
    void tenThousandFilesAreComparedAndMoreAreRefused() throws Exception {
        repository.branch("develop/PROJ-1", "main");
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            many.put("many/" + i % 100 + "/" + i + ".txt", i + "\n");
        }
        repository.commit("develop/PROJ-1", many);

        assertEquals(
                10_000,
                workspace()
                        .diff(workspace().branchOf("PROJ-1", Optional.empty()))
                        .files()
                        .size());
        repository.commit("develop/PROJ-1", Map.of("one/more.txt", "x\n"));
        assertEquals("the branch changes 10001 files, and no more than 10000 are compared", message(() -> workspace()
                .diff(workspace().branchOf("PROJ-1", Optional.empty()))));
    }

    @Test
    void branchesWithoutCommonHistoryCannotBeCompared() throws Exception {
        repository.commit("develop/PROJ-1", Map.of("a.py", "1\n"));

        assertTrue(message(() -> workspace().diff(workspace().branchOf("PROJ-1", Optional.empty())))
                .contains("has no history in common with 'main'"));
    }

    @Test
    void aMissingBaseBranchIsNamed() {
        String expected = "there is no branch 'trunk' in " + server.url()
                + ": push it, or set tracehook.workspace.base-branch or the rule's context.base-branch";

        assertEquals(
                expected,
                message(() ->
                        commit(workspace(Map.of("tracehook.workspace.base-branch", "trunk")), Map.of("b.py", "2\n"))));
    }

    @Test
    void aRuleMayNameRepositoryAndBaseBranch() throws Exception {
        repository.commit("release", Map.of("v", "2"));
        Workspace workspace = workspaces(Map.of("tracehook.workspace.repository", "https://git.example.com/x.git"))
                .open(
                        Map.of("repository", server.url(), "base_branch", "release"),
                        Deadline.in(PLENTY),
                        new RunClone());

        Commit commit = commit(workspace, Map.of("b.py", "2\n"));

        assertEquals(Map.of("b.py", "2\n", "v", "2"), repository.files(commit.id()));
        assertTrue(message(() -> workspaces(Map.of())
                        .open(Map.of("repository", "ssh://x/y"), Deadline.in(PLENTY), new RunClone()))
                .startsWith("the rule's context.repository must be an https URL"));
    }

    @Test
    void aRepositoryThatIsNotThereIsSaid() {
        String url = server.origin() + "/other.git";

        assertEquals(
                url + " is no repository, or hidden from requests without a password: check"
                        + " tracehook.workspace.repository or the rule's context.repository, and"
                        + " tracehook.workspace.username and password; only the host of tracehook.workspace.repository"
                        + " gets them",
                message(() ->
                        workspace(Map.of("tracehook.workspace.repository", url)).branchOf("PROJ-1", Optional.empty())));
    }

    @Test
    void aHostThatCannotBeReachedIsSaid() {
        server.close();

        assertEquals(
                server.url()
                        + " cannot be reached: check tracehook.workspace.repository or the rule's context.repository,"
                        + " and the network",
                message(() -> workspace().branchOf("PROJ-1", Optional.empty())));
    }

    @ParameterizedTest
    @EnumSource(Mischief.class)
    void aHostThatDoesNotSpeakHttpIsSaidAndCostsNoSocket(Mischief mischief) throws Exception {
        try (BrokenServer broken = BrokenServer.doing(mischief)) {
            String url = broken.url() + "/app.git";
            Workspaces workspaces = workspaces(Map.of("tracehook.workspace.repository", url));
            OpenSockets before = OpenSockets.now();
            for (int i = 0; i < 60; i++) {
                assertEquals(
                        url + " did not answer with HTTP: check tracehook.workspace.repository or the rule's"
                                + " context.repository",
                        message(() -> workspaces
                                .open(Map.of(), Deadline.in(PLENTY), new RunClone())
                                .branchOf("PROJ-1", Optional.empty())));
            }
            before.areStillAsMany();
        }
    }

    @Test
    void aHostThatNeverAnswersIsLeftAtTheInterrupt() throws Exception {
        server.be(Mood.SILENT);

        assertInterruptEnds(step -> waits(step) && !server.requests().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info/refs?service=git-upload-pack",
                "git-upload-pack",
                "info/refs?service=git-receive-pack",
                "git-receive-pack"
            })
    void aHostThatStopsInTheMiddleOfAnAnswerIsLeftAtTheInterrupt(String endOfUrl) throws Exception {
        server.stallAt(endOfUrl);

        assertInterruptEnds(step -> {
            boolean asked = server.requests().stream()
                    .anyMatch(request -> request.path().endsWith(endOfUrl));
            List<String> methods = Arrays.stream(step.getStackTrace())
                    .map(StackTraceElement::getMethodName)
                    .toList();
            return asked && waits(step) && methods.contains("read") && !methods.contains("send");
        });
    }

    private static boolean waits(Thread step) {
        return step.getState() == Thread.State.WAITING || step.getState() == Thread.State.TIMED_WAITING;
    }

    /** Runs a step that commits, interrupts it where it waits, and wants its thread to end. */
    private void assertInterruptEnds(Predicate<Thread> waits) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread step = new Thread(() -> {
            try {
                commit(workspace(), Map.of("b.py", "2\n"));
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        step.setDaemon(true);
        step.start();
        while (step.isAlive() && !waits.test(step)) {
            Thread.sleep(1);
        }
        step.interrupt();
        step.join(Duration.ofSeconds(20).toMillis());

        assertFalse(step.isAlive(), () -> Arrays.toString(step.getStackTrace()));
        assertInstanceOf(InterruptedException.class, thrown.get());
    }

    @Test
    void anEndlessAnswerIsCutAtTheLimit() {
        server.be(Mood.ENDLESS);

        String message = message(() ->
                workspace(Map.of("tracehook.workspace.max-fetch-size", "64K")).branchOf("PROJ-1", Optional.empty()));

        assertTrue(message.contains("sends more than tracehook.workspace.max-fetch-size"), message);
    }

    @Test
    void aHostWhoseCertificateNobodyKnowsIsRefused() throws Exception {
        try (ServerSocket host = SelfSigned.sockets().createServerSocket(0, 0, InetAddress.getByName("127.0.0.1"))) {
            Thread accepting = new Thread(() -> {
                try (Socket client = host.accept()) {
                    client.getInputStream().read();
                } catch (IOException e) {
                    // What the client says of the certificate.
                }
            });
            accepting.setDaemon(true);
            accepting.start();
            String url = "https://127.0.0.1:" + host.getLocalPort() + "/app.git";

            assertEquals(
                    url + " has no certificate that Java trusts here: add its authority to the trust store",
                    message(() -> workspace(Map.of("tracehook.workspace.repository", url))
                            .branchOf("PROJ-1", Optional.empty())));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0000",
                "<html>sign in</html>",
                "001e# service=git-upload-pack\n",
                "001e# service=git-upload-pack\n0000zzzz",
                "001e# service=git-upload-pack\n0000ffff",
                "001e# service=git-upload-pack\n00000008xxxx",
                "001e# service=git-upload-pack\n00000035nothexnothexnothexnothexnothexnothexnoth refs/heads/a",
                "000eversion 2\n0000",
                "000eversion 2\n0005x",
                "000aERR x\n"
            })
    void aHostThatIsNoGitHostIsSaid(String answer) {
        server.answerAlways(answer);

        String message = message(() -> commit(workspace(), Map.of("b.py", "2\n")));

        assertEquals(
                server.url() + " broke off, or is no git repository: check tracehook.workspace.repository or the"
                        + " rule's context.repository",
                message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", ".git", ".GIT", ".git ", "git~1", "..\\x", ".g\u200cit", "C:", "a\nb"})
    void aBranchWithAHostileTreeEndsNoStepInAnotherWay(String name) throws Exception {
        repository.branch("develop/PROJ-1", "main");
        repository.commitDirectory("develop/PROJ-1", name);

        Workspace workspace = workspace();
        Diff diff = workspace.diff(workspace.branchOf("PROJ-1", Optional.empty()));
        assertTrue(diff.files().stream().anyMatch(file -> file.path().equals(name + "/x.txt")), diff::toString);
        try {
            assertTrue(commit(workspace, Map.of("b.py", "2\n")).created());
        } catch (WorkspaceException e) {
            assertTrue(e.getMessage().contains("a path that"), e::getMessage);
        }
    }

    @Test
    void anAnswerThatWouldBeUnfoldedIsRefused() {
        server.be(Mood.ZIPPED);

        assertEquals(
                server.url() + " broke off, or is no git repository: check tracehook.workspace.repository or the"
                        + " rule's context.repository",
                message(() -> workspace().branchOf("PROJ-1", Optional.empty())));
    }

    @Test
    void aSmallPackThatUnfoldsToALargeFileIsRefused() throws Exception {
        repository.branch("develop/PROJ-1", "main");
        repository.commit("develop/PROJ-1", Map.of("zeros.txt", "0".repeat(3_000_000)));
        Workspace workspace = workspace(Map.of("tracehook.workspace.max-fetch-size", "1M"));
        Branch branch =
                new Branch("develop/PROJ-1", repository.head("develop/PROJ-1").orElseThrow());

        assertTrue(message(() -> workspace.checkout(branch))
                .contains("sends more than tracehook.workspace.max-fetch-size"));
    }

    @Test
    void aSmallPackThatUnfoldsToManyFilesIsRefused() throws Exception {
        repository.branch("develop/PROJ-1", "main");
        Map<String, String> files = new TreeMap<>();
        for (char letter = 'a'; letter < 'u'; letter++) {
            files.put(letter + ".txt", String.valueOf(letter).repeat(1_000_000));
        }
        repository.commit("develop/PROJ-1", files);
        Workspace workspace = workspace(Map.of("tracehook.workspace.max-fetch-size", "19M"));
        Branch branch =
                new Branch("develop/PROJ-1", repository.head("develop/PROJ-1").orElseThrow());

        assertEquals(
                server.url() + " sends more than tracehook.workspace.max-fetch-size"
                        + " (TRACEHOOK_WORKSPACE_MAX_FETCH_SIZE)",
                message(() -> workspace.checkout(branch)));
        workspace(Map.of("tracehook.workspace.max-fetch-size", "20M"))
                .checkout(branch)
                .close();
    }

    @Test
    void versionsThatArePackedAsDifferencesCountAsAWhole() throws Exception {
        repository.branch("develop/PROJ-1", "main");
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        for (byte version = 0; version < 30; version++) {
            noise[50_000] = version;
            repository.commitEntries(
                    "develop/PROJ-1", Map.of("noise.bin", new Entry(FileMode.REGULAR_FILE, noise.clone())));
        }
        Workspace workspace = workspace(Map.of("tracehook.workspace.max-fetch-size", "1M"));
        Branch branch =
                new Branch("develop/PROJ-1", repository.head("develop/PROJ-1").orElseThrow());

        assertTrue(message(() -> workspace.checkout(branch))
                .contains("sends more than tracehook.workspace.max-fetch-size"));
    }

    @Test
    void credentialsGoToTheRepositorysHost() throws Exception {
        server.require("bot", PASSWORD);

        commit(workspace(credentials(PASSWORD)), Map.of("b.py", "2\n"));

        assertTrue(repository.head("develop/PROJ-1").isPresent());
    }

    @Test
    void wrongCredentialsAreNeverEchoed() {
        server.require("bot", "another password");

        String message = message(() -> workspace(credentials(PASSWORD)).branchOf("PROJ-1", Optional.empty()));

        assertTrue(
                message.contains("refused access (401): set tracehook.workspace.username and"
                        + " tracehook.workspace.password of an account"),
                message);
        spellings(PASSWORD).forEach(secret -> assertFalse(message.contains(secret), message));
        assertTrue(message(() -> workspace().branchOf("PROJ-1", Optional.empty()))
                .contains("refused access (401), since no password was sent: set tracehook.workspace.username"));
    }

    @Test
    void aRepositoryOnAnotherHostSaysThatItGetsNoPassword() {
        server.require("bot", PASSWORD);
        Map<String, String> elsewhere = new HashMap<>(credentials(PASSWORD));
        elsewhere.put("tracehook.workspace.repository", "https://git.example.com/x.git");

        String message = message(() -> workspaces(elsewhere)
                .open(Map.of("repository", server.url()), Deadline.in(PLENTY), new RunClone())
                .branchOf("PROJ-1", Optional.empty()));

        assertTrue(message.startsWith(server.url() + " refused access (401), since no password was sent"), message);
        assertTrue(message.endsWith("only the host of tracehook.workspace.repository gets them"), message);
    }

    @Test
    void redirectsToAnotherHostAreRefusedAndGetNoCredentials() throws Exception {
        try (BareRepository other = BareRepository.create(directory.resolve("other.git"));
                GitHttpServer elsewhere = GitHttpServer.serving(other)) {
            server.redirectTo(elsewhere.origin());

            String message = message(() -> workspace(credentials(PASSWORD)).branchOf("PROJ-1", Optional.empty()));

            assertEquals(server.url() + " redirects to another host: set the URL of the repository itself", message);
            assertEquals(List.of(), elsewhere.requests());
        }
    }

    @Test
    void redirectsWithinTheHostAreFollowed() throws Exception {
        repository.branch("develop/PROJ-1", "main");
        server.require("bot", PASSWORD);
        Map<String, String> moved = new HashMap<>(credentials(PASSWORD));
        moved.put("tracehook.workspace.repository", server.origin() + "/old/sample.git");

        assertEquals(
                "develop/PROJ-1",
                workspace(moved).branchOf("PROJ-1", Optional.empty()).name());
    }

    @Test
    void aRulesRepositoryOnAnotherHostGetsNoCredentials() throws Exception {
        Map<String, String> elsewhere = new HashMap<>(credentials(PASSWORD));
        elsewhere.put("tracehook.workspace.repository", "https://git.example.com/x.git");
        repository.branch("develop/PROJ-1", "main");

        workspaces(elsewhere)
                .open(Map.of("repository", server.url()), Deadline.in(PLENTY), new RunClone())
                .branchOf("PROJ-1", Optional.empty());

        server.requests().forEach(request -> assertEquals(null, request.authorization()));
    }

    @Test
    void aDirectoryOfThisMachineWorksWhereItIsAllowed() throws Exception {
        Map<String, String> local = Map.of(
                "tracehook.workspace.repository",
                repository.directory().toString(),
                "tracehook.workspace.allow-local-repository",
                "true");

        Commit commit = commit(workspace(local), Map.of("b.py", "2\n"));

        assertEquals(Optional.of(commit.id()), repository.head("develop/PROJ-1"));
        assertEquals(
                1,
                workspace(local)
                        .diff(workspace(local).branchOf("PROJ-1", Optional.empty()))
                        .files()
                        .size());
    }

    @Test
    void aCheckoutHoldsTheFilesAndGoesWhenItIsClosed() throws Exception {
        repository.branch("develop/PROJ-1", "main");
        Workspace workspace = workspace();
        Checkout checkout = workspace.checkout(workspace.branchOf("PROJ-1", Optional.empty()));

        assertEquals("x = 1\n", Files.readString(checkout.directory().resolve("src/app.py")));
        assertEquals(repository.head("develop/PROJ-1"), Optional.of(checkout.commit()));
        checkout.close();
        assertFalse(Files.exists(checkout.directory()));
        assertEquals(
                "the branch 'develop/PROJ-1' of " + server.url() + " does not hold the commit "
                        + ObjectId.zeroId().name() + ": somebody replaced it meanwhile, run again",
                message(() -> workspace.checkout(
                        new Branch("develop/PROJ-1", ObjectId.zeroId().name()))));
    }

    private static Map<String, String> credentials(String password) {
        return Map.of("tracehook.workspace.username", "bot", "tracehook.workspace.password", password);
    }

    private static Stream<String> spellings(String secret) {
        byte[] both = ("bot:" + secret).getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                secret,
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(both));
    }
}
