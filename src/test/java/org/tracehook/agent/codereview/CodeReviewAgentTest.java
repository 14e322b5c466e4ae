package org.tracehook.agent.codereview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Blocked;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.workspace.WorkspaceConfig;
import org.tracehook.workspace.Workspaces;

class CodeReviewAgentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Workspaces NO_REPOSITORY =
            Workspaces.from(Configured.of(WorkspaceConfig.class, Map.of()), false, Clock.systemUTC(), new Faults());

    private final CodeReviewAgent agent = new CodeReviewAgent(ShippedReviews.SETS, NO_REPOSITORY);

    @Test
    void nameIsTheOneOfTheExecutionPlans() {
        assertEquals("code_review_agent", agent.name());
    }

    @Test
    void cleanChangeIsApproved() throws Exception {
        AgentOutcome outcome = review("app.py", "import logging\nlogging.info('x')\n", "README.md", "print(x)");

        assertEquals(
                "Decision: APPROVE", assertInstanceOf(Success.class, outcome).summary());
        assertEquals("APPROVE", outcome.outputs().get("decision").textValue());
        assertEquals(
                "APPROVE: Code review passed. Ready for testing.",
                outcome.outputs().get("reasoning").textValue());
        assertEquals(2, outcome.outputs().get("files_reviewed").intValue());
        assertEquals(0, outcome.outputs().get("findings_total").intValue());
        assertTrue(outcome.outputs().get("findings").isEmpty());
    }

    @Test
    void edgeCasesAreApprovedWithANote() throws Exception {
        AgentOutcome outcome = review("app.py", "x = items[0]\ny = items[i]");

        assertEquals(
                "Decision: APPROVE", assertInstanceOf(Success.class, outcome).summary());
        assertEquals(
                "APPROVE: Code meets requirements. Note: 2 edge case(s) to verify."
                        + " Issues: Direct array/list indexing detected; verify bounds (app.py:1); 1 more",
                outcome.outputs().get("reasoning").textValue());
    }

    @Test
    void standardsViolationRequestsChanges() throws Exception {
        AgentOutcome outcome = review("app.py", "try:\n  x = items[0]\nexcept:\n  pass");

        String reasoning = "REQUEST_CHANGES: Code has standards violations."
                + " Issues: Bare 'except:' not allowed; specify exception type (app.py:3);"
                + " also 1 edge case(s) to verify: Direct array/list indexing detected; verify bounds (app.py:2)";
        assertEquals(
                "Code review REQUEST_CHANGES: " + reasoning,
                assertInstanceOf(Failure.class, outcome).error());
        assertEquals("REQUEST_CHANGES", outcome.outputs().get("decision").textValue());
        assertEquals(reasoning, outcome.outputs().get("reasoning").textValue());
        assertEquals(2, outcome.outputs().get("findings_total").intValue());
    }

    @Test
    void architectureViolationBlocksAndWhatIsMilderIsNamedToo() throws Exception {
        AgentOutcome outcome = review("app.py", "from os import *\n\nprint(items[0])");

        assertEquals(
                "Code review BLOCKED: BLOCK: Code violates architecture rules."
                        + " Issues: Direct print() calls not allowed; use logging (app.py:3);"
                        + " also 1 standards violation(s): Wildcard imports not allowed (app.py:1);"
                        + " 1 edge case(s) to verify: Direct array/list indexing detected; verify bounds (app.py:3)",
                assertInstanceOf(Blocked.class, outcome).reason());
        assertEquals("BLOCK", outcome.outputs().get("decision").textValue());
    }

    @Test
    void secretBlocks() throws Exception {
        AgentOutcome outcome = review(".env", "TOKEN=" + secret());

        assertEquals(
                "Code review BLOCKED: BLOCK: Code violates security rules."
                        + " Issues: Access token detected; remove it and revoke the token (.env:1)",
                assertInstanceOf(Blocked.class, outcome).reason());
    }

    @Test
    void bothBlockingCategoriesAreNamed() throws Exception {
        AgentOutcome outcome = review(".env", "TOKEN=" + secret(), "app.py", "print(x)");

        assertEquals(
                "Code review BLOCKED: BLOCK: Code violates architecture and security rules."
                        + " Issues: Access token detected; remove it and revoke the token (.env:1);"
                        + " Direct print() calls not allowed; use logging (app.py:1)",
                assertInstanceOf(Blocked.class, outcome).reason());
    }

    @Test
    void theFirstThreeDifferentIssuesAreNamedAndTheOthersCounted() throws Exception {
        AgentOutcome outcome = review(
                "b.py", "print(1)\nprint(2)\nopen('/app/x')", "a.py", "\r\rprint(3)\r\nprint(4)", "c.py", "print(5)");

        assertEquals(
                "BLOCK: Code violates architecture rules."
                        + " Issues: Direct print() calls not allowed; use logging (b.py:1);"
                        + " Hardcoded file paths detected; use environment variables (b.py:3);"
                        + " Direct print() calls not allowed; use logging (a.py:3); 3 more",
                outcome.outputs().get("reasoning").textValue());
        assertEquals(6, outcome.outputs().get("findings").size());
    }

    @Test
    void findingsSayRulePlaceAndText() throws Exception {
        AgentOutcome outcome = review("src/app.py", "\n    print(x)   \n");

        assertEquals(JSON.readTree("""
                        [{"rule": "python-print", "category": "architecture", "file": "src/app.py", "line": 2,
                          "message": "Direct print() calls not allowed; use logging", "text": "print(x)"}]"""), outcome.outputs().get("findings"));
    }

    @Test
    void linesOfFilesAreHandedOnButNotShown() throws Exception {
        JsonNode findings =
                review("src/app.py", "print(x)\nprint(y)\n").outputs().get("findings");

        String shown = agent.shown("findings", findings).toString();

        assertTrue(shown.contains("\"line\":2") && !shown.contains("print(x)"), shown);
        assertEquals("print(x)", findings.get(0).path("text").asText());
    }

    @Test
    void everyDeclaredOutputIsGivenButThoseOfABranch() throws Exception {
        Set<String> declared = new HashSet<>(agent.declaredOutputs());
        declared.removeAll(review("a.py", "x = 1\n", "logo.png", "\0").outputs().keySet());

        assertEquals(Set.of("reviewed_commit", "base", "branch"), declared);
    }

    @Test
    void textAndPathAreHandedOnWholeOrNotAtAll() throws Exception {
        JsonNode whole = finding("😀".repeat(997) + ".py", "print('" + "😀".repeat(991) + "')");
        JsonNode none = finding("😀".repeat(998) + ".py", "print('" + "😀".repeat(992) + "')");

        assertEquals("print('" + "😀".repeat(991) + "')", whole.get("text").textValue());
        assertEquals("😀".repeat(997) + ".py", whole.get("file").textValue());
        assertEquals("(1001 characters)", none.get("text").textValue());
        assertEquals("(1001 characters)", none.get("file").textValue());
    }

    private JsonNode finding(String path, String content) throws Exception {
        return review(path, content).outputs().get("findings").get(0);
    }

    @Test
    void secretsAreNeverShownNorWhatFollowsThem() throws Exception {
        String keyBody = "QmFzZTY0".repeat(20);
        AgentOutcome outcome = review(
                "app.py",
                "print('before')\nprint('" + secret() + "')\n-----BEGIN RSA " + "PRIVATE KEY-----\n" + keyBody,
                "other.py",
                "print('elsewhere')");

        String outputs = outcome.outputs().toString();
        assertFalse(outputs.contains(secret().substring(0, 8)), outputs);
        assertFalse(outputs.contains("QmFz"), outputs);
        assertFalse((outcome + outputs).contains("PRIVATE"), outputs);
        assertTrue(outputs.contains("print('before')"), outputs);
        assertTrue(outputs.contains("print('elsewhere')"), outputs);
        outcome.outputs().get("findings").forEach(finding -> {
            if (finding.get("category").textValue().equals("security")) {
                assertFalse(finding.has("text"));
            }
        });
    }

    @Test
    void codeFromATicketIsReviewedLikeABranch() throws Exception {
        AgentOutcome nul = review("app.py", "# \0\nprint(1)\n", "logo.png", "x\0", "late.py", " ".repeat(8_000) + "\0");
        AgentOutcome large = review("dump.sql", "x".repeat(512 << 10), "app.js", "x\n".repeat((256 << 10) + 1));

        assertEquals(
                "Code review REQUEST_CHANGES: REQUEST_CHANGES: Code has standards violations."
                        + " Issues: Not reviewed, it has a NUL byte: remove it,"
                        + " or set tracehook.review.unreviewed=approve (app.py:1); Line too long (8001 > 100) (late.py:1)"
                        + " (not reviewed: logo.png (binary))",
                assertInstanceOf(Failure.class, nul).error());
        assertEquals(
                "Code review REQUEST_CHANGES: REQUEST_CHANGES: Code could not be reviewed. Issues: Not reviewed,"
                        + " it is larger than tracehook.workspace.max-diff-file-size: split it, raise the limit,"
                        + " or set tracehook.review.unreviewed=approve (app.js:1)",
                assertInstanceOf(Failure.class, large).error());
    }

    @Test
    void aSecretIsFoundInWhatATicketHidesWithNul() throws Exception {
        String utf16 = secret().replaceAll("(.)", "$1\0");

        assertInstanceOf(Blocked.class, review("logo.png", "\0\0 " + secret()));
        assertInstanceOf(Blocked.class, review("notes.txt", utf16));
        assertEquals(
                Review.Decision.BLOCK,
                ShippedReviews.RULES
                        .only(Category.SECURITY)
                        .review(Map.of("app.py", utf16))
                        .decision());
        assertEquals(
                Review.Decision.APPROVE,
                ShippedReviews.RULES
                        .only(Category.SECURITY)
                        .review(Map.of("app.py", "\0"))
                        .decision());
    }

    @Test
    void emptyChangeIsBlocked() throws Exception {
        assertEquals(new Blocked("Code review BLOCKED: No code changes to review"), review());
    }

    @Test
    void deliveryWithoutChangesFails() throws Exception {
        assertEquals(
                new Failure("Agent failed: there is nothing to review: the delivery carries no code_changes, and"
                        + " tracehook.workspace.repository (TRACEHOOK_WORKSPACE_REPOSITORY) is not set"),
                agent.execute(Requests.withContext(Map.of())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            []                       | it is an array
            "print(x)"               | it is a string
            7                        | it is a number
            true                     | it is a boolean
            null                     | it is null
            {"a.py": "", "x": 7}     | 'x' is a number
            {"x": {"content": ""}}   | 'x' is an object
            {"x": [""]}              | 'x' is an array
            """)
    void anythingButPathsAndContentsFails(String codeChanges, String problem) throws Exception {
        assertEquals(
                new Failure(
                        "Agent failed: code_changes must be an object of path to content, or to null for a file to delete; "
                                + problem),
                agent.execute(Requests.withChanges(JSON.readTree(codeChanges))));
    }

    @Test
    void deletedFilesAreCountedBesideTheDecision() throws Exception {
        assertEquals(
                "Decision: APPROVE (1 file(s) deleted)",
                assertInstanceOf(
                                Success.class,
                                agent.execute(Requests.withChanges(
                                        Requests.changes("a.py", "x = 1\n").putNull("b.py"))))
                        .summary());
    }

    @Test
    void nodesThatJsonDoesNotKnowFailToo() throws Exception {
        assertInstanceOf(
                Failure.class,
                agent.execute(Requests.withChanges(
                        JsonNodeFactory.instance.objectNode().set("x", BinaryNode.valueOf(new byte[] {1})))));
    }

    @Test
    void interruptionStopsTheReview() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> review("app.py", "x = 1"));
        assertFalse(Thread.interrupted());
    }

    @Test
    void aTriggerRuleChoosesTheSetAndATicketDoesNot() throws Exception {
        ReviewConfig config =
                Configured.of(ReviewConfig.class, Map.of("tracehook.review.sets.layout.rules", "python-line-length"));
        CodeReviewAgent withSets = new CodeReviewAgent(ReviewSets.from(config, new Faults()), NO_REPOSITORY);
        JsonNode changes = Requests.changes("app.py", "print(x)");
        Map<String, JsonNode> ticket = Map.of("code_changes", changes, "review", TextNode.valueOf("layout"));

        assertInstanceOf(
                Success.class,
                withSets.execute(Requests.with(Map.of("review", "layout"), Map.of("code_changes", changes))));
        assertInstanceOf(Blocked.class, withSets.execute(Requests.with(Map.of(), ticket)));
    }

    /** As after a rerun of a trace whose set is gone. */
    @Test
    void aSetThatIsNotThereFailsTheStep() throws Exception {
        AgentOutcome outcome = agent.execute(
                Requests.with(Map.of("review", "gone"), Map.of("code_changes", Requests.changes("app.py", "x = 1"))));

        assertEquals(
                "Agent failed: context.review of the trigger rule: there is no set 'gone': define it under"
                        + " tracehook.review.sets",
                assertInstanceOf(Failure.class, outcome).error());
    }

    private AgentOutcome review(String... pathsAndContents) throws InterruptedException {
        return agent.execute(Requests.withChanges(Requests.changes(pathsAndContents)));
    }

    private static String secret() {
        return "gh" + "p_" + "a1B2".repeat(10);
    }
}
