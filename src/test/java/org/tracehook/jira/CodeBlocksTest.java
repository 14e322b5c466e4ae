package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.http.StrictJson;

class CodeBlocksTest {

    private static final String BLOCK = "{'type':'codeBlock','content':[{'type':'text','text':'x = 1'}]}";

    @Test
    void theReviewFixturesProposeOneFileEach() {
        Map<String, String> clean =
                CodeBlocks.of(Fixtures.event("cloud-issue-updated-in-review").description());
        Map<String, String> blocked = CodeBlocks.of(
                Fixtures.event("cloud-issue-updated-in-review-blocked").description());

        assertEquals(List.of("src/app.py"), List.copyOf(clean.keySet()));
        assertTrue(clean.get("src/app.py").startsWith("import logging\n\nlogger = "));
        assertTrue(clean.get("src/app.py").endsWith("    return target\n"));
        assertFalse(clean.get("src/app.py").contains("print"));
        assertTrue(blocked.get("src/app.py").contains("    print(\"Going back to\", target)\n"));
    }

    @Test
    void wikiMarkupAndDocumentFormatGiveTheSameContent() {
        Map<String, String> wiki =
                CodeBlocks.of(Fixtures.event("cloud-issue-updated-in-review").description());
        Map<String, String> adf =
                CodeBlocks.of(Fixtures.event("cloud-description-adf").description());

        assertEquals(wiki.get("src/app.py"), adf.get("src/app.py"));
        assertEquals(List.of("src/app.py", "tests/test_app.py"), List.copyOf(adf.keySet()));
    }

    @Test
    void theBlocksCannotBeChanged() {
        Map<String, String> blocks = CodeBlocks.of(MissingNode.getInstance());

        assertThrows(UnsupportedOperationException.class, () -> blocks.put("a.py", ""));
    }

    @Test
    void anotherTypeHasNoBlocks() {
        assertEquals(Map.of(), CodeBlocks.of(NullNode.getInstance()));
        assertEquals(Map.of(), CodeBlocks.of(MissingNode.getInstance()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.py", "src/app", "Makefile.", "../a", "\u00e4/b", "C:/x|y"})
    void aPathHasASlashOrADot(String text) {
        assertTrue(CodeBlocks.isPath(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app",
                "a b.py",
                "a\tb.py",
                "a\nb.py",
                "a\u00a0b.py",
                "a\u0000.py",
                "a\u0085.py",
                "a\u2028.py"
            })
    void aCaptionIsNoPath(String text) {
        assertFalse(CodeBlocks.isPath(text));
    }

    @Test
    void aPathHasAtMost1024Characters() {
        assertTrue(CodeBlocks.isPath("/".repeat(1_024)));
        assertFalse(CodeBlocks.isPath("/".repeat(1_025)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'type':'text','text':'src/app.py'}]",
                "[{'type':'text','text':' src/app.py '}]",
                "[{'type':'text','text':'src/app.py','marks':[{'type':'code'}]}]",
                "[{'type':'text','text':'src/'},{'type':'text','text':'app.py','marks':[{'type':'link'}]}]",
            })
    void theParagraphAboveNamesTheFile(String caption) {
        assertEquals(Map.of("src/app.py", "x = 1"), blocks(paragraph(caption) + "," + BLOCK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "null",
                "{'a':{'type':'text','text':'src/app.py'}}",
                "[{'type':'text','text':'see src/app.py'}]",
                "[{'type':'text','text':'caption'}]",
                "[{'type':'text','text':'src/app.py'},{'type':'hardBreak'}]",
                "[{'type':'mention','text':'src/app.py'}]",
                "[{'type':'text','text':null}]",
                "['src/app.py']",
            })
    void anotherParagraphNamesNone(String caption) {
        assertEquals(Map.of(), blocks(paragraph(caption) + "," + BLOCK));
    }

    @Test
    void theParagraphMustBeDirectlyAbove() {
        String path = paragraph("[{'type':'text','text':'src/app.py'}]");

        assertEquals(Map.of(), blocks(path + ",{'type':'rule'}," + BLOCK));
        assertEquals(Map.of(), blocks(path + "," + paragraph("[]") + "," + BLOCK));
        assertEquals(Map.of(), blocks(path + ",{'type':'panel','content':[" + BLOCK + "]}"));
        assertEquals(Map.of(), blocks(BLOCK + "," + path));
        assertEquals(Map.of(), blocks(BLOCK));
        assertEquals(Map.of("src/app.py", "x = 1"), blocks(path + "," + BLOCK + "," + BLOCK));
    }

    @Test
    void blocksAreFoundInNestedContent() {
        String cell =
                "{'type':'tableCell','content':[" + paragraph("[{'type':'text','text':'a.py'}]") + "," + BLOCK + "]}";

        assertEquals(
                Map.of("a.py", "x = 1"),
                blocks("{'type':'table','content':[{'type':'tableRow','content':[" + cell + "]}]}"));
    }

    @Test
    void theBlocksKeepTheirOrderAndTheLastOfAPathCounts() {
        String b = paragraph("[{'type':'text','text':'b.py'}]");
        String a = paragraph("[{'type':'text','text':'a.py'}]");
        String last = "{'type':'codeBlock','content':[{'type':'text','text':'2\\r\\n'},{'type':'text','text':'3'}]}";
        Map<String, String> blocks = blocks(String.join(",", b, BLOCK, a, BLOCK, b, last));

        assertEquals(List.of("b.py", "a.py"), List.copyOf(blocks.keySet()));
        assertEquals("2\n3", blocks.get("b.py"));
    }

    @Test
    void anEmptyBlockIsAnEmptyFile() {
        assertEquals(
                Map.of("a.py", ""), blocks(paragraph("[{'type':'text','text':'a.py'}]") + ",{'type':'codeBlock'}"));
    }

    @Test
    void theDeepestDocumentThatParsesIsWalked() {
        int levels = (JiraEvent.MAX_DEPTH - 8) / 2;
        String inner = paragraph("[{'type':'text','text':'a.py'}]") + "," + BLOCK;

        assertEquals(
                Map.of("a.py", "x = 1"),
                blocks("{'type':'panel','content':[".repeat(levels) + inner + "]}".repeat(levels)));
    }

    @Test
    void aWideDocumentIsOnePass() {
        String pair = paragraph("[{'type':'text','text':'a.py'}]") + "," + BLOCK;

        assertEquals(Map.of("a.py", "x = 1"), blocks((pair + ",").repeat(10_000) + pair));
    }

    private static String paragraph(String content) {
        return "{'type':'paragraph','content':" + content + "}";
    }

    private static Map<String, String> blocks(String content) {
        String document = "{'description':{'type':'doc','content':[" + content + "]}}";
        return CodeBlocks.of(new StrictJson("It", JiraEvent.MAX_DEPTH)
                .object(document.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .path("description"));
    }
}
