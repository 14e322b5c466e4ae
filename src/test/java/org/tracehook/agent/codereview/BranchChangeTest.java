package org.tracehook.agent.codereview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tracehook.workspace.Diff;
import org.tracehook.workspace.Diff.ChangeType;
import org.tracehook.workspace.Diff.ChangedFile;
import org.tracehook.workspace.Diff.Skipped;

class BranchChangeTest {

    private static final String COMMIT = "1".repeat(40);
    private static final String BASE = "2".repeat(40);

    private static BranchChange change(ChangedFile... files) {
        return new BranchChange(new Diff(BASE, COMMIT, "develop/proj-1", List.of(files)));
    }

    private static ChangedFile file(String path, ChangeType change, SortedMap<Integer, String> added) {
        return new ChangedFile(path, change, Optional.empty(), Optional.empty(), added);
    }

    private static ChangedFile skipped(String path, Skipped why) {
        return new ChangedFile(path, ChangeType.ADDED, Optional.empty(), Optional.of(why), new TreeMap<>());
    }

    private static SortedMap<Integer, String> line(int number, String text) {
        return new TreeMap<>(Map.of(number, text));
    }

    @Test
    void addedLinesAreReviewedUnderTheirNumbersInTheFile() throws InterruptedException {
        BranchChange change = change(
                file("a.py", ChangeType.MODIFIED, line(41, "print(x)")),
                file("b.py", ChangeType.DELETED, new TreeMap<>()));

        Review review = ReviewRules.shipped().review(change.toReview());

        assertEquals(
                "BLOCK: Code violates architecture rules."
                        + " Issues: Direct print() calls not allowed; use logging (a.py:41)",
                review.reasoning());
        assertEquals(1, review.files());
    }

    @Test
    void aPlainChangeNeedsNoRemark() {
        assertEquals(
                "", change(file("a.py", ChangeType.ADDED, line(1, "x = 1"))).remark());
        assertFalse(change(file("a.py", ChangeType.ADDED, line(1, "x = 1"))).isEmpty());
        assertTrue(change().isEmpty());
    }

    @Test
    void renamesDeletionsAndWhatCannotBeReadAreSaid() {
        BranchChange change = change(
                new ChangedFile("new.py", ChangeType.RENAMED, Optional.of("old.py"), Optional.empty(), new TreeMap<>()),
                file("gone.py", ChangeType.DELETED, new TreeMap<>()),
                skipped("logo.png", Skipped.BINARY),
                skipped("dump.sql", Skipped.TOO_LARGE));

        assertEquals(
                " (1 file(s) renamed; 1 file(s) deleted; not reviewed: logo.png (binary), dump.sql (too large))",
                change.remark());
    }

    @Test
    void ofManyUnreadableFilesTheFirstAreNamed() {
        List<ChangedFile> files = new ArrayList<>();
        IntStream.range(0, 10).forEach(i -> files.add(skipped(i + ".png", Skipped.BINARY)));

        assertEquals(
                " (not reviewed: 0.png (binary), 1.png (binary), 2.png (binary), 7 more)",
                change(files.toArray(ChangedFile[]::new)).remark());
    }

    @Test
    void outputsNameTheCommitReviewedAndEachFile() throws Exception {
        BranchChange change = change(
                file("a.py", ChangeType.ADDED, line(1, "secret = 'x'")),
                new ChangedFile("new.py", ChangeType.RENAMED, Optional.of("old.py"), Optional.empty(), new TreeMap<>()),
                skipped("logo.png", Skipped.BINARY));

        assertEquals(COMMIT, change.outputs().get("reviewed_commit").textValue());
        assertEquals(BASE, change.outputs().get("base").textValue());
        assertEquals("develop/proj-1", change.outputs().get("branch").textValue());
        assertEquals(new ObjectMapper().readTree("""
                        [{"path": "a.py", "change": "added"},
                         {"path": "new.py", "change": "renamed", "old_path": "old.py"},
                         {"path": "logo.png", "change": "added", "not_reviewed": "binary"}]"""), change.outputs().get("changed_files"));
    }
}
