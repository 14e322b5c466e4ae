package org.tracehook.agent.codereview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tracehook.tracelog.LineContract;
import org.tracehook.workspace.Diff;
import org.tracehook.workspace.Diff.Beginning;
import org.tracehook.workspace.Diff.ChangeType;
import org.tracehook.workspace.Diff.ChangedFile;
import org.tracehook.workspace.Diff.Skipped;

class BranchChangeTest {

    private static final String COMMIT = "1".repeat(40);
    private static final String BASE = "2".repeat(40);

    private static BranchChange change(ChangedFile... files) {
        return new BranchChange(new Diff(BASE, COMMIT, "develop/PROJ-1", List.of(files)));
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

        Review review = ShippedReviews.RULES.review(change.toReview());

        assertEquals(
                "BLOCK: Code violates architecture rules."
                        + " Issues: Direct print() calls not allowed; use logging (a.py:41)",
                review.reasoning());
        assertEquals(1, review.files());
    }

    @Test
    void aPlainChangeNeedsNoRemark() {
        assertEquals(
                List.of(),
                change(file("a.py", ChangeType.ADDED, line(1, "x = 1"))).counts());
        assertFalse(change(file("a.py", ChangeType.ADDED, line(1, "x = 1"))).isEmpty());
        assertTrue(change().isEmpty());
    }

    @Test
    void renamesDeletionsAndWhatCannotBeReadAreSaid() throws InterruptedException {
        BranchChange change = change(
                new ChangedFile("new.py", ChangeType.RENAMED, Optional.of("old.py"), Optional.empty(), new TreeMap<>()),
                file("gone.py", ChangeType.DELETED, new TreeMap<>()),
                skipped("logo.png", Skipped.BINARY),
                skipped("dump.sql", Skipped.TOO_LARGE));

        assertEquals(List.of("1 file(s) renamed", "1 file(s) deleted"), change.counts());
        Review review = ShippedReviews.RULES.review(change.toReview());
        assertEquals(Review.Decision.APPROVE, review.decision());
        assertEquals(Optional.of("not reviewed: logo.png (binary), dump.sql (too large)"), review.remark());
        assertEquals(1, review.files());
    }

    @Test
    void ofManyUnreadableFilesTheFirstAreNamed() throws InterruptedException {
        List<ChangedFile> files = new ArrayList<>();
        IntStream.range(0, 10).forEach(i -> files.add(skipped(i + ".png", Skipped.BINARY)));

        BranchChange change = change(files.toArray(ChangedFile[]::new));
        assertEquals(
                Optional.of("not reviewed: 0.png (binary), 1.png (binary), 2.png (binary), 7 more"),
                ShippedReviews.RULES.review(change.toReview()).remark());
    }

    @Test
    void allAreListedAndFirstThoseThatMayHideASecret() throws InterruptedException {
        List<ChangedFile> files = new ArrayList<>();
        IntStream.range(0, 1_500).forEach(i -> files.add(skipped(i + ".png", Skipped.BINARY)));
        files.add(new ChangedFile(
                "dump.bin",
                ChangeType.ADDED,
                Optional.empty(),
                Optional.of(Skipped.TOO_LARGE),
                new TreeMap<>(),
                new Beginning("x", false)));

        Review review = ShippedReviews.RULES.review(
                change(files.toArray(ChangedFile[]::new)).toReview());

        assertEquals(
                Optional.of("not reviewed: dump.bin (too large, not wholly searched for secrets), 0.png (binary),"
                        + " 1.png (binary), 1498 more"),
                review.remark());
        JsonNode listed = review.outputs().get("not_reviewed");
        assertEquals(1_000, listed.size());
        assertEquals(
                "{\"file\":\"dump.bin\",\"reason\":\"too large\",\"searched\":false}",
                listed.get(0).toString());
        assertEquals(
                "{\"file\":\"998.png\",\"reason\":\"binary\",\"searched\":true}",
                listed.get(999).toString());
        LineContract.checkOutputs(JsonNodeFactory.instance.objectNode().set("not_reviewed", listed));
    }

    @Test
    void nothingIsListedWhereAllWasReviewed() throws InterruptedException {
        BranchChange change = change(file("a.py", ChangeType.ADDED, line(1, "x = 1")));

        assertFalse(ShippedReviews.RULES.review(change.toReview()).outputs().containsKey("not_reviewed"));
        assertTrue(
                new CodeReviewAgent(ShippedReviews.SETS, null).declaredOutputs().contains("not_reviewed"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BINARY         | it has a NUL byte: remove it
            TOO_LARGE      | it is larger than tracehook.workspace.max-diff-file-size: split it, raise the limit
            DIFF_TOO_LARGE | the whole change is too large: split the change
            SYMLINK        | it is a symbolic link: commit the file itself
            """)
    void codeThatCannotBeReadAsksForChanges(Skipped why, String whatToDo) throws InterruptedException {
        Review review =
                ShippedReviews.RULES.review(change(skipped("src/App.TSX", why)).toReview());

        assertEquals(
                "REQUEST_CHANGES: Code could not be reviewed. Issues: Not reviewed, " + whatToDo
                        + ", or set tracehook.review.unreviewed=approve (src/App.TSX:1)",
                review.reasoning());
        assertEquals(Optional.empty(), review.remark());
        assertEquals(0, review.files());
    }

    @Test
    void codeThatCannotBeReadIsNamedWithWhatElseThereIs() throws InterruptedException {
        BranchChange change =
                change(skipped("a.py", Skipped.BINARY), file("b.py", ChangeType.ADDED, line(2, "from os import *")));

        assertEquals(
                "REQUEST_CHANGES: Code has standards violations. Issues: Not reviewed, it has a NUL byte: remove it,"
                        + " or set tracehook.review.unreviewed=approve (a.py:1); Wildcard imports not allowed (b.py:2)",
                ShippedReviews.RULES.review(change.toReview()).reasoning());
    }

    @Test
    void anotherRepositoryIsNoFileWhateverItsName() throws InterruptedException {
        Review review = ShippedReviews.RULES.review(
                change(skipped("vendor/chart.js", Skipped.SUBMODULE)).toReview());

        assertEquals(Review.Decision.APPROVE, review.decision());
        assertEquals(Optional.of("not reviewed: vendor/chart.js (submodule)"), review.remark());
    }

    @ParameterizedTest
    @EnumSource(
            value = Skipped.class,
            names = {"SUBMODULE"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatIsNotReviewedIsStillSearchedForSecretsAlone(Skipped why) throws InterruptedException {
        Beginning beginning = new Beginning("print(1)\n\nTOKEN=gh" + "p_" + "a1B2".repeat(10) + "\n", false);
        ChangedFile file = new ChangedFile(
                "dump.bin", ChangeType.ADDED, Optional.empty(), Optional.of(why), new TreeMap<>(), beginning);

        Review review = ShippedReviews.RULES.review(change(file).toReview());

        assertEquals(
                "BLOCK: Code violates security rules."
                        + " Issues: Access token detected; remove it and revoke the token (dump.bin:3)",
                review.reasoning());
        assertTrue(review.remark().orElseThrow().endsWith(", not wholly searched for secrets)"));
    }

    @Test
    void outputsNameTheCommitReviewedAndEachFile() throws Exception {
        BranchChange change = change(
                file("a.py", ChangeType.ADDED, line(1, "secret = 'x'")),
                new ChangedFile("new.py", ChangeType.RENAMED, Optional.of("old.py"), Optional.empty(), new TreeMap<>()),
                skipped("logo.png", Skipped.BINARY));

        assertEquals(COMMIT, change.outputs().get("reviewed_commit").textValue());
        assertEquals(BASE, change.outputs().get("base").textValue());
        assertEquals("develop/PROJ-1", change.outputs().get("branch").textValue());
        assertEquals(new ObjectMapper().readTree("""
                        [{"path": "a.py", "change": "added"},
                         {"path": "new.py", "change": "renamed", "old_path": "old.py"},
                         {"path": "logo.png", "change": "added", "not_reviewed": "binary"}]"""), change.outputs().get("changed_files"));
    }
}
