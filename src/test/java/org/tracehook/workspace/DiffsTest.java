package org.tracehook.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.workspace.Diff.Skipped;
import org.tracehook.workspace.Workspace.Branch;

/** What a branch may cost whoever compares it. */
class DiffsTest {

    private static final int LARGEST_FILE = 512 << 10;

    @TempDir
    Path directory;

    private BareRepository repository;

    @BeforeEach
    void create() throws IOException {
        repository = BareRepository.create(directory.resolve("host.git"));
        repository.commit("main", Map.of("README.md", "# Sample\n"));
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private Diff diff(Map<String, String> before, Map<String, String> after) throws Exception {
        ObjectId base = ObjectId.fromString(repository.commit("main", before));
        repository.move("develop/PROJ-1", base);
        ObjectId commit = ObjectId.fromString(repository.commit("develop/PROJ-1", after));
        return new Diffs(repository.repository(), LARGEST_FILE)
                .between(base, commit, new Branch("develop/PROJ-1", commit.name()));
    }

    @Test
    void aHugeFileHidesNoOther() throws Exception {
        Diff diff = diff(Map.of(), Map.of("a.txt", "0123456789\n".repeat(4_000_000), "b.py", "print(x)\n"));

        assertEquals(Optional.of(Skipped.TOO_LARGE), diff.files().get(0).skipped());
        assertEquals(Map.of(1, "print(x)"), diff.files().get(1).addedLines());
    }

    @Test
    void soManyLinesAreComparedAndNoMore() throws Exception {
        Map<String, String> files = new TreeMap<>();
        for (int i = 10; i < 60; i++) {
            files.put(i + ".txt", "\n".repeat(200_000));
        }

        Diff diff = diff(Map.of(), files);

        long lines = diff.files().stream()
                .mapToLong(file -> file.addedLines().size())
                .sum();
        assertTrue(lines >= 200_000 && lines <= 500_000, () -> lines + " lines");
        assertTrue(diff.files().get(0).skipped().isEmpty());
        assertEquals(Optional.of(Skipped.DIFF_TOO_LARGE), diff.files().get(49).skipped());
    }

    @Test
    void whatIsNotComparedHasABeginningToSearch() throws Exception {
        Diff diff = diff(Map.of(), Map.of("a.py", "# \0 g\0h\0p\nx", "b.txt", "0123456789abcde\n".repeat(40_000)));

        assertEquals(Optional.of(Skipped.BINARY), diff.files().get(0).skipped());
        assertEquals(new Diff.Beginning("#  ghp\nx", true), diff.files().get(0).beginning());
        assertEquals(Optional.of(Skipped.TOO_LARGE), diff.files().get(1).skipped());
        assertEquals(640_000, diff.files().get(1).beginning().text().length());
        assertTrue(diff.files().get(1).beginning().isWhole());
    }

    @Test
    void soMuchCanBeSearchedAndNoMore() throws Exception {
        Map<String, String> files = new TreeMap<>();
        for (int i = 1; i <= 6; i++) {
            files.put(i + ".txt", Integer.toString(i).repeat(5 << 20));
        }

        Diff diff = diff(Map.of(), files);

        assertEquals(
                List.of(4 << 20, 4 << 20, 4 << 20, 4 << 20, 0, 0),
                diff.files().stream()
                        .map(file -> file.beginning().text().length())
                        .toList());
        assertTrue(diff.files().stream().noneMatch(file -> file.beginning().isWhole()));
    }

    @Test
    void aLinesEndOfItsOwnKindMakesNoFileBinary() throws Exception {
        Diff diff = diff(Map.of(), Map.of("a.py", "# a\rprint(x)\r"));

        assertEquals(Map.of(1, "# a\rprint(x)\r"), diff.files().get(0).addedLines());
    }

    /** {@link AddedLinesTest} shows the same of the comparison of one file. */
    @Test
    void anInterruptEndsTheComparison() throws Exception {
        ObjectId base = ObjectId.fromString(repository.commit("main", Map.of("a.txt", "a\nb\n")));
        ObjectId commit = ObjectId.fromString(repository.commit("main", Map.of("a.txt", "b\na\n")));
        Diffs diffs = new Diffs(repository.repository(), LARGEST_FILE);

        Thread.currentThread().interrupt();

        assertThrows(
                InterruptedException.class,
                () -> diffs.between(base, commit, new Branch("develop/PROJ-1", commit.name())));
        assertFalse(Thread.interrupted());
    }
}
