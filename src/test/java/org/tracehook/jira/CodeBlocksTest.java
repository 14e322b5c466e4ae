package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeBlocksTest {

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
}
