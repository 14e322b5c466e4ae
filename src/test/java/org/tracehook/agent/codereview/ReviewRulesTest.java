package org.tracehook.agent.codereview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.Glob;

class ReviewRulesTest {

    private static final Duration NO_HANG = Duration.ofSeconds(30);

    private final ReviewRules shipped = ShippedReviews.RULES;

    @Test
    void findingsAreInTheOrderOfSeverityThenFilesThenLinesThenRules() throws Exception {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("z.py", "x = a[0]\nprint(open('/app/x')[0])");
        changes.put("a.py", "print(1)");

        List<String> places = shipped.review(changes).findings().stream()
                .map(finding -> finding.rule() + " " + finding.file() + ":" + finding.line())
                .toList();

        assertEquals(
                List.of(
                        "python-print z.py:2",
                        "python-hardcoded-path z.py:2",
                        "python-print a.py:1",
                        "python-direct-index z.py:1",
                        "python-direct-index z.py:2"),
                places);
    }

    @Test
    void linesEndInEachOfThreeWaysAndInsideAtWhatALanguageTakesForAnEnd() throws Exception {
        List<Integer> lines =
                shipped.review(Map.of("a.py", "print(1)\rx\r\nprint(3)\n\nprint(5)\u2028print(6)")).findings().stream()
                        .map(Finding::line)
                        .toList();

        assertEquals(List.of(1, 3, 5, 5), lines);
    }

    @Test
    void rulesOfOneCategoryCanBeAskedAlone() throws Exception {
        Review review = shipped.only(Category.SECURITY)
                .review(Map.of("app.py", "print(1)\nkey = 'AK" + "IA" + "Z9".repeat(8) + "'"));

        assertEquals(
                List.of("cloud-key"),
                review.findings().stream().map(Finding::rule).toList());
        assertEquals(Review.Decision.BLOCK, review.decision());
    }

    @Test
    void floodOfNotesCannotPushOutWhatBlocks() throws Exception {
        Review review = shipped.review(Map.of("app.py", "a[0]\n".repeat(5_000) + "print(x)\n" + "a[0]\n".repeat(10)));

        assertEquals(1_000, review.findings().size());
        assertEquals(5_011, review.findingsTotal());
        assertEquals(Review.Decision.BLOCK, review.decision());
        assertEquals(5_001, review.findings().get(0).line());
        assertEquals(999, review.findings().get(999).line());
    }

    @Test
    void sameMessageInOneFileIsNamedOnceHoweverOften() throws Exception {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("a.py", "print(x)\n".repeat(3_000));
        changes.put("b.py", "print(x)");

        assertEquals(
                "BLOCK: Code violates architecture rules. Issues: Direct print() calls not allowed; use logging (a.py:1);"
                        + " Direct print() calls not allowed; use logging (b.py:1); 2999 more",
                shipped.review(changes).reasoning());
    }

    @Test
    void sameChangeGetsTheSameReview() throws Exception {
        Map<String, String> changes = Map.of("a.py", "print(a[0])", "b.java", "import java.util.*;");

        assertEquals(shipped.review(changes), shipped.review(changes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"./src/../x.py", "src\\x.py", "/x.PY", "x\0.py", "😀.py", "é/ü.py", "\ud800.py", "a\nb.py"})
    void oddPathsAreReviewedLikeOthers(String path) throws Exception {
        assertEquals(1, shipped.review(Map.of(path, "print(x)")).findingsTotal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/x.py", "./src//x.py", "a/../src/x.py", "../src/x.py", "/src/x.py", "src\\x.py"})
    void noSpellingOfAPathSlipsPastTheRuleForItsDirectory(String path) throws Exception {
        ReviewRule rule = new ReviewRule(
                "short", Category.STANDARDS, List.of(Glob.of("src/*.py")), new LineCondition.LongerThan(1), "Too long");

        assertEquals(
                1, new ReviewRules(List.of(rule)).review(Map.of(path, "xx")).findingsTotal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "..", "/", "\0", "\\"})
    void pathsOfNoFileTypeAreStillSearchedForSecrets(String path) throws Exception {
        assertEquals(
                1, shipped.review(Map.of(path, "gh" + "p_" + "a1B2".repeat(10))).findingsTotal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x", "(", "[", "'", "\"", "/", "*", "/*", "*/", "**/ x ", "//*/", "\u2028", "\\u000a", "a[", "print ",
                "ghp_", "\\", "catch (", "😀", "\ud800", "\0", " "
            })
    void hostileLineTakesLinearTime(String part) {
        String line = part.repeat(100_000 / part.length());

        for (String file : List.of("a.py", "a.java", "a.js")) {
            assertTimeout(NO_HANG, () -> shipped.review(Map.of(file, line)));
        }
    }

    @Test
    void lineOfFiveMegabytesIsReviewedInTime() {
        String line = "value = compute(other['x'], 1) ".repeat(5_000_000 / 31);

        assertTimeout(NO_HANG, () -> {
            Review review = shipped.review(Map.of("a.py", line));
            assertEquals(
                    "Line too long (4999990 > 100)", review.findings().get(0).message());
        });
    }

    @Test
    void hundredThousandLinesAreReviewedInTime() {
        assertTimeout(NO_HANG, () -> {
            Review review = shipped.review(Map.of("a.py", "print(items[0])\n".repeat(100_000)));
            assertEquals(200_000, review.findingsTotal());
        });
    }

    @Test
    void interruptionStopsAReviewThatIsUnderWay() throws Exception {
        String endless = "value = compute(other, thing)\n".repeat(2_000_000);
        FutureTask<Review> review = new FutureTask<>(() -> shipped.review(Map.of("a.py", endless)));
        Thread thread = new Thread(review);
        thread.start();
        Thread.sleep(100);
        thread.interrupt();

        ExecutionException stopped = Assertions.assertThrows(ExecutionException.class, review::get);
        assertInstanceOf(InterruptedException.class, stopped.getCause());
    }

    @Test
    void toStringShowsNoContent() throws Exception {
        Review review = shipped.review(Map.of("a.py", "print('private')"));

        assertFalse((review + "" + review.findings()).contains("private"));
        assertEquals("Review[BLOCK, files=1, findings=1]", review.toString());
        assertEquals("[Finding[python-print, a.py:1]]", review.findings().toString());
    }
}
