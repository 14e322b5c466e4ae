package org.tracehook.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.feedback.CommentRenderer.CommentContent;

class AdfCommentTest {

    private static final int JIRAS_LIMIT = 32_767;

    @Test
    void theStoryOfAPipelineThatStopped() {
        assertEquals(
                List.of(
                        "PARTIAL development_flow, 2.150 s",
                        "Stopped at step 2, code_review_agent",
                        "Plan development_agent → code_review_agent → testing_agent",
                        "1. ✅ development_agent SUCCESS, 840 ms",
                        "Task Create or update code files, commit, and push",
                        "Result Committed 1a2b3c4 to proj-123-add-a-back-button",
                        "2. 🚫 code_review_agent BLOCKED, 2.147 s",
                        "Task Review code changes and provide feedback",
                        "Error Code review BLOCKED: src/app.py line 1: no-eval: eval(x) runs what it is given",
                        "Logs <" + Stories.LOGS + ">",
                        "Tracehook trace " + Stories.ID),
                lines(Stories.blocked()));
    }

    @Test
    void aSuccessNeedsNoReason() {
        assertEquals(
                List.of(
                        "SUCCESS development_flow, 1 min 16 s",
                        "Plan development_agent → code_review_agent → testing_agent"),
                lines(Stories.succeeded()).subList(0, 2));
        assertFalse(
                AdfComment.document(Stories.succeeded(), JIRAS_LIMIT).toString().contains("Logs"));
    }

    @Test
    void aPipelineThatNeverBeganSaysWhy() {
        assertEquals(
                List.of(
                        "FAILED development_flow, 1 ms",
                        "No step began: Unknown intent type: 'x'. Available: development_flow, review_code",
                        "Logs <" + Stories.LOGS + ">",
                        "Tracehook trace " + Stories.ID),
                lines(Stories.refused()));
    }

    @Test
    void aRunningPipelineShowsWhoWorks() {
        assertTrue(lines(Stories.running()).contains("2. ⏳ testing_agent STARTED"));
        assertEquals("RUNNING development_flow", lines(Stories.running()).get(0));
    }

    @Test
    void theFirstLinesAreAColouredPanel() {
        JsonNode panel = AdfComment.document(Stories.blocked(), JIRAS_LIMIT).at("/content/0");

        assertEquals("warning", panel.at("/attrs/panelType").asText());
        assertEquals("yellow", panel.at("/content/0/content/0/attrs/color").asText());
        assertEquals("strong", panel.at("/content/0/content/2/marks/0/type").asText());
    }

    /** The limit holds for the document as it is sent. */
    @ParameterizedTest
    @ValueSource(ints = {CommentContent.SHORTEST, 5_000, JIRAS_LIMIT})
    void aLongStoryIsCutWithANote(int longest) {
        for (String text : List.of("x".repeat(100_000), "🚀".repeat(50_000), "[~a] ".repeat(20_000))) {
            JsonNode document =
                    AdfComment.document(new CommentContent(HostileTraces.everywhere(text, 8), null), longest);
            List<String> lines = AdfReader.lines(document);

            assertTrue(
                    document.toString().length() <= longest,
                    () -> document.toString().length() + " characters");
            assertTrue(lines.contains("Shortened to what Jira takes."), lines::toString);
            assertTrue(lines.get(0).startsWith("PARTIAL "), lines::toString);
            assertTrue(lines.get(1).startsWith("Stopped at step 8, "), lines::toString);
        }
    }

    @Test
    void stepsAreLeftOutFromTheBeginning() {
        List<String> lines = AdfReader.lines(
                AdfComment.document(new CommentContent(HostileTraces.everywhere("text", 300), null), JIRAS_LIMIT));

        assertTrue(lines.contains("Of 300 steps 20 are shown."), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("300. ")), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("281. ")), lines::toString);
        assertFalse(lines.stream().anyMatch(line -> line.startsWith("280. ")), lines::toString);
        assertFalse(lines.contains("Shortened to what Jira takes."), lines::toString);
    }

    private static List<String> lines(CommentContent story) {
        return AdfReader.lines(AdfComment.document(story, JIRAS_LIMIT));
    }
}
