package org.tracehook.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.workspace.BareRepository.Entry;

class CheckoutTest {

    private static final long LARGE = 1 << 20;

    @TempDir
    Path directory;

    private Path temporary;
    private BareRepository repository;

    @BeforeEach
    void create() throws IOException {
        repository = BareRepository.create(directory.resolve("host.git"));
        temporary = Files.createDirectory(directory.resolve("tmp"));
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private Checkout write(String commit) throws Exception {
        return Checkout.write(temporary, repository.repository(), ObjectId.fromString(commit), LARGE);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> children = Files.list(temporary)) {
            return children.toList();
        }
    }

    private static Entry file(String text) {
        return new Entry(FileMode.REGULAR_FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Entry link(String target) {
        return new Entry(FileMode.SYMLINK, target.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void plainFilesAreWrittenAndWhatLeadsElsewhereIsLeftOut() throws Exception {
        String commit = repository.commitEntries(
                "main",
                Map.of(
                        "a/b.txt", file("text\r\n"),
                        "run.sh", new Entry(FileMode.EXECUTABLE_FILE, new byte[] {'x'}),
                        "link", link("/etc/passwd"),
                        "a/up", link(".."),
                        "module", new Entry(FileMode.GITLINK, new byte[20])));

        try (Checkout checkout = write(commit)) {
            assertEquals("text\r\n", Files.readString(checkout.directory().resolve("a/b.txt")));
            assertTrue(Files.isExecutable(checkout.directory().resolve("run.sh")));
            assertFalse(Files.isExecutable(checkout.directory().resolve("a/b.txt")));
            assertFalse(Files.exists(checkout.directory().resolve("link")));
            assertFalse(Files.exists(checkout.directory().resolve("a/up")));
            assertFalse(Files.exists(checkout.directory().resolve("module")));
            assertEquals(commit, checkout.commit());
            assertEquals(
                    "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(checkout.directory())));
        }
        assertEquals(List.of(), left());
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", ".git", ".GIT", ".git ", "git~1", "..\\x", ".g\u200cit"})
    void aTreeWithAHostileNameIsNotWritten(String name) throws Exception {
        String commit = repository.commitDirectory("main", name);

        WorkspaceException refused = assertThrows(WorkspaceException.class, () -> write(commit));

        assertTrue(refused.getMessage().startsWith("the commit holds a path that cannot be checked out: '"));
        assertEquals(List.of(), left());
        assertFalse(Files.exists(directory.resolve("x.txt")));
    }

    @Test
    void aLinkAndADirectoryOfOneNameDoNotLeadOut() throws Exception {
        String commit;
        try (ObjectInserter inserter = repository.repository().newObjectInserter()) {
            ObjectId outside =
                    inserter.insert(Constants.OBJ_BLOB, directory.toString().getBytes(StandardCharsets.UTF_8));
            TreeFormatter inner = new TreeFormatter();
            inner.append("x.txt", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[] {'x'}));
            TreeFormatter outer = new TreeFormatter();
            outer.append("a", FileMode.SYMLINK, outside);
            outer.append("a", FileMode.TREE, inserter.insert(inner));
            commit = repository.commitTree("main", inserter.insert(outer), inserter);
        }

        try (Checkout checkout = write(commit)) {
            assertFalse(Files.isSymbolicLink(checkout.directory().resolve("a")));
            assertFalse(Files.exists(directory.resolve("x.txt")));
        }
    }

    @Test
    void tooLargeACommitLeavesNothing() throws Exception {
        String commit = repository.commit("main", Map.of("a.txt", "x".repeat(600_000), "b.txt", "y".repeat(600_000)));

        WorkspaceException refused = assertThrows(WorkspaceException.class, () -> write(commit));

        assertTrue(refused.getMessage().contains("tracehook.workspace.max-checkout-size"), refused.getMessage());
        assertEquals(List.of(), left());
    }

    @Test
    void anInterruptLeavesNothing() throws Exception {
        String commit = repository.commit("main", Map.of("a.txt", "x"));
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> write(commit));
        assertEquals(List.of(), left());
    }

    @Test
    void closingRemovesWhatWasMadeReadOnlyAndFollowsNoLink() throws Exception {
        Path outside = Files.writeString(directory.resolve("outside.txt"), "stays");
        Checkout checkout = write(repository.commit("main", Map.of("a/b/c.txt", "x")));
        Files.createSymbolicLink(checkout.directory().resolve("link"), outside);
        Files.createSymbolicLink(checkout.directory().resolve("up"), directory);
        Files.setPosixFilePermissions(
                checkout.directory().resolve("a/b"), PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(checkout.directory().resolve("a"), PosixFilePermissions.fromString("r--------"));

        checkout.close();
        checkout.close();

        assertEquals(List.of(), left());
        assertEquals("stays", Files.readString(outside));
    }

    @Test
    void leftoversOfDeadProcessesGoAndThoseOfTheLivingStay() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        assertTrue(ended.waitFor(1, TimeUnit.MINUTES));
        Path dead = Files.createDirectory(temporary.resolve("tracehook-checkout-" + ended.pid() + "-1-x"));
        Files.writeString(dead.resolve("a.txt"), "x");
        ProcessHandle self = ProcessHandle.current();
        long startedAt = Checkout.startedAt(self);
        Path reused = Files.createDirectory(
                temporary.resolve("tracehook-checkout-" + self.pid() + "-" + (startedAt - 1) + "-x"));
        Path living = Files.createDirectory(temporary.resolve(Checkout.namePrefix() + "x"));
        Path unknownStart = Files.createDirectory(temporary.resolve("tracehook-checkout-" + self.pid() + "-0-x"));
        Path another = Files.createDirectory(temporary.resolve("tracehook-checkout-mine"));
        Path target = Files.createDirectory(directory.resolve("target"));
        Files.writeString(target.resolve("b.txt"), "stays");
        Path planted =
                Files.createSymbolicLink(temporary.resolve("tracehook-checkout-" + ended.pid() + "-1-link"), target);

        Checkout.removeLeftovers(temporary);

        assertFalse(Files.exists(dead));
        assertEquals(startedAt == 0, Files.exists(reused));
        assertTrue(Files.exists(living));
        assertTrue(Files.exists(unknownStart));
        assertTrue(Files.exists(another));
        assertTrue(Files.isSymbolicLink(planted));
        assertEquals("stays", Files.readString(target.resolve("b.txt")));
    }

    @Test
    void aTemporaryDirectoryThatIsNotThereHasNoLeftovers() {
        Checkout.removeLeftovers(directory.resolve("none"));
    }
}
