package org.tracehook.agent.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the code say yes and no to the same replies. */
class ReplySchemaTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"outcome\":\"success\",\"summary\":\"x\"}",
                "{\"outcome\":\"success\",\"summary\":\" \",\"error\":null,\"outputs\":null}",
                "{\"outcome\":\"success\",\"summary\":\"x\",\"error\":\"y\",\"outputs\":{\"any\":[1,null]}}",
                "{\"outcome\":\"fail\",\"error\":\"x\"}",
                "{\"outcome\":\"fail\",\"summary\":null,\"error\":\"x\",\"outputs\":{}}",
                "{\"outcome\":\"blocked\",\"error\":\"x\",\"later\":{\"version\":2},\"Outcome\":1}",
                "{\"outcome\":\"success\",\"summary\":\"x\",\"outputs\":{\"commit\":\"" + COMMIT + "\"}}"
            })
    void theseAreReplies(String reply) {
        assertEquals(List.of(), Fixtures.violations("reply", reply));
        assertTrue(Fixtures.isRead(reply));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"summary\":\"x\"}",
                "{\"outcome\":null,\"summary\":\"x\",\"error\":\"x\"}",
                "{\"outcome\":1,\"summary\":\"x\",\"error\":\"x\"}",
                "{\"outcome\":[\"success\"],\"summary\":\"x\",\"error\":\"x\"}",
                "{\"outcome\":\"SUCCESS\",\"summary\":\"x\",\"error\":\"x\"}",
                "{\"outcome\":\"success \",\"summary\":\"x\",\"error\":\"x\"}",
                "{\"outcome\":\"failure\",\"summary\":\"x\",\"error\":\"x\"}",
                "{\"Outcome\":\"success\",\"summary\":\"x\"}",
                "{\"outcome\":\"success\"}",
                "{\"outcome\":\"success\",\"summary\":null}",
                "{\"outcome\":\"success\",\"summary\":\"\"}",
                "{\"outcome\":\"success\",\"summary\":5}",
                "{\"outcome\":\"success\",\"summary\":\"x\",\"error\":5}",
                "{\"outcome\":\"fail\",\"summary\":\"x\"}",
                "{\"outcome\":\"blocked\",\"error\":\"\"}",
                "{\"outcome\":\"blocked\",\"error\":[\"x\"]}",
                "{\"outcome\":\"success\",\"summary\":\"x\",\"outputs\":[]}",
                "{\"outcome\":\"success\",\"summary\":\"x\",\"outputs\":\"\"}",
                "[]",
                "\"success\""
            })
    void theseAreNot(String reply) {
        assertFalse(Fixtures.violations("reply", reply).isEmpty());
        assertFalse(Fixtures.isRead(reply));
    }

    static Stream<JsonNode> commits() {
        return texts(
                "",
                "main",
                "0123456",
                COMMIT.toUpperCase(),
                COMMIT + "0",
                COMMIT + "\n",
                " " + COMMIT,
                "0x" + COMMIT.substring(2),
                "--upload-pack=x",
                COMMIT.replace('a', 'g'));
    }

    @ParameterizedTest
    @MethodSource("commits")
    void aCommitIsAWholeId(JsonNode commit) {
        assertJudged(false, "commit", commit);
    }

    static Stream<JsonNode> noTexts() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return Stream.of(
                json.nullNode(),
                json.numberNode(new java.math.BigInteger("1".repeat(40))),
                json.arrayNode().add(COMMIT),
                json.booleanNode(true));
    }

    @ParameterizedTest
    @MethodSource("noTexts")
    void commitAndBranchAreTexts(JsonNode value) {
        assertJudged(false, "commit", value);
        assertJudged(false, "branch", value);
    }

    @Test
    void aCommitMayBeOfSha256() {
        assertJudged(true, "commit", TextNode.valueOf(COMMIT + COMMIT.substring(0, 24)));
    }

    static Stream<JsonNode> branches() {
        return texts(
                "main",
                "develop/PROJ-1",
                "a",
                "_x",
                "feature/A_1.2--x",
                "v1.0",
                "a/b/c",
                "x".repeat(200),
                "a.lockx",
                "1",
                "a/-b",
                "a-");
    }

    @ParameterizedTest
    @MethodSource("branches")
    void plainBranchesPass(JsonNode branch) {
        assertJudged(true, "branch", branch);
    }

    static Stream<JsonNode> noBranches() {
        return texts(
                "",
                "-x",
                "--force",
                "/a",
                "a/",
                "a//b",
                "a..b",
                ".a",
                "a/.b",
                "a.",
                "a./b",
                "a.lock",
                "a.lock/b",
                "x".repeat(201),
                "a b",
                "a:b",
                "+a",
                "a~1",
                "a^",
                "a@{1}",
                "@",
                "a\\b",
                "a?",
                "a*",
                "a[",
                "main\n",
                "ma\nin",
                "ümlaut",
                "a\u0000",
                "a\u202e",
                "refs/heads/../x");
    }

    @ParameterizedTest
    @MethodSource("noBranches")
    void whatGitOrAShellReadsOtherwiseIsNoBranch(JsonNode branch) {
        assertJudged(false, "branch", branch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"input_tokens\":0,\"output_tokens\":7,\"cost_usd\":0}",
                "{\"cost_usd\":0.0125,\"model\":\"m\"}",
                "{\"input_tokens\":7.0}",
                "{\"input_tokens\":12345678901234567890}",
                "null",
                "7",
                "[]",
                "\"7\"",
                "{\"input_tokens\":-1}",
                "{\"input_tokens\":0.5}",
                "{\"output_tokens\":\"7\"}",
                "{\"output_tokens\":null}",
                "{\"cost_usd\":-0.01}",
                "{\"cost_usd\":\"0.01\"}",
                "{\"cost_usd\":null}",
                "{\"cost_usd\":true}"
            })
    void noUsageMakesAReplyInvalid(String usage) {
        assertJudged(true, "usage", Fixtures.json(usage));
    }

    private static Stream<JsonNode> texts(String... texts) {
        return Stream.of(texts).map(TextNode::valueOf);
    }

    private static void assertJudged(boolean valid, String output, JsonNode value) {
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.put("outcome", "success").put("summary", "x").putObject("outputs").set(output, value);
        String text = reply.toString();
        assertEquals(valid, Fixtures.violations("reply", text).isEmpty(), text);
        assertEquals(valid, Fixtures.isRead(text), text);
    }
}
