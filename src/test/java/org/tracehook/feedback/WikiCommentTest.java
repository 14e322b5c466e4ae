package org.tracehook.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;
import org.tracehook.feedback.CommentRenderer.CommentContent;

class WikiCommentTest {

    private static final int JIRAS_LIMIT = 32_767;

    /** From Atlassian's "Text Formatting Notation Help", and what its renderer makes of addresses and smileys. */
    private static final Pattern NOTATION =
            Pattern.compile("[\\[\\]{}!@\\\\|^~+?#:;<>\"'()=%`$-]|\\*\\S|//|(?m:^(h[1-6]|bq)\\. )");

    @Test
    void theStoryOfAPipelineThatStopped() {
        assertEquals("""
                (!) *PARTIAL* *development_flow*, 2.150 s
                Stopped at step 2, *code_review_agent*

                *Plan* development_agent &#8594; code_review_agent &#8594; testing_agent

                1. (/) *development_agent* SUCCESS, 840 ms
                * *Task* Create or update code files, commit, and push
                * *Result* Committed 1a2b3c4 to proj&#45;123&#45;add&#45;a&#45;back&#45;button

                2. (-) *code_review_agent* BLOCKED, 2.147 s
                * *Task* Review code changes and provide feedback
                * *Error* Code review BLOCKED&#58; src/app.py line 1&#58; no&#45;eval&#58; eval&#40;x&#41; runs what it is given

                [Logs|https://logs.example/?trace=2289219a-a8c4-4012-be7d-489185977869]

                Tracehook trace 2289219a-a8c4-4012-be7d-489185977869""", WikiComment.text(Stories.blocked(), JIRAS_LIMIT));
    }

    @Test
    void bothMarkupsTellTheSame() {
        for (CommentContent story : Stories.all()) {
            assertEquals(
                    AdfReader.lines(AdfComment.document(story, JIRAS_LIMIT)),
                    WikiReader.lines(WikiComment.text(story, JIRAS_LIMIT)));
        }
    }

    static Stream<String> fragments() {
        return HostileTraces.FRAGMENTS.stream();
    }

    @ParameterizedTest
    @MethodSource("fragments")
    void nothingOfTheNotationIsLeftInAText(String fragment) {
        for (String text :
                List.of(fragment, "a" + fragment + "b", " " + fragment + " " + fragment, fragment + fragment)) {
            String escaped = CommentRenderer.oneLine(text, 2_000);
            String markup = WikiComment.escaped(escaped).replaceAll("&#[0-9]{2,7};", "");

            assertFalse(NOTATION.matcher("x " + markup).find(), markup);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {CommentContent.SHORTEST, 5_000, JIRAS_LIMIT})
    void aLongStoryIsCutWithANote(int longest) {
        for (String text : List.of("x".repeat(100_000), "🚀".repeat(50_000), "[~a] ".repeat(20_000))) {
            String markup = WikiComment.text(new CommentContent(HostileTraces.everywhere(text, 8), null), longest);
            List<String> lines = WikiReader.lines(markup);

            assertTrue(markup.length() <= longest, () -> markup.length() + " characters");
            assertTrue(lines.contains("Shortened to what Jira takes."), markup);
            assertTrue(lines.get(1).startsWith("Stopped at step 8, "), markup);
        }
    }

    @Test
    void aDatabaseOfThreeByteCharactersCanKeepIt() {
        String markup = WikiComment.text(new CommentContent(HostileTraces.everywhere("🚀 𝒳", 1), null), JIRAS_LIMIT);

        assertTrue(markup.chars().noneMatch(c -> Character.isSurrogate((char) c)), markup);
        assertTrue(WikiReader.lines(markup).contains("Error 🚀 𝒳"), markup);
    }

    /** The reader that the other tests trust. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello [~admin]",
                "* {code}",
                "h1. x: y",
                "a -b- c",
                "* !x.png!",
                "*bold * text",
                "* (x) sign",
                "a & b",
                "_it_",
                "a/ b",
                "----",
                "|cell|",
                "[Logs|https://logs.example/|tip]",
                "[Logs|https://evil.example/]",
                "https://evil.example",
                "1. (y) x",
                "Tracehook trace 2289219a-a8c4-4012-be7d-489185977869 (/)",
                "\uD83D\uDE80",
            })
    void theReaderRefusesOtherMarkup(String line) {
        assertThrows(AssertionFailedError.class, () -> WikiReader.lines(line));
    }
}
