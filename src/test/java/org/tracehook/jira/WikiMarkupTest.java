package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WikiMarkupTest {

    private static final int MEGABYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{code:title=src/app.py}\nx = 1\n{code}",
                "{code:python|title=src/app.py}\nx = 1\n{code}",
                "{code:title=src/app.py|borderStyle=solid}\nx = 1\n{code}",
                "{code:python | title = b | title= src/app.py }\r\nx = 1\r\n{code}",
                "{code:title=src/app.py}x = 1\n{code}",
                "text {code:title=src/app.py}\r\nx = 1\r\n{code} text",
            })
    void theTitleIsThePath(String text) {
        assertEquals(Map.of("src/app.py", "x = 1\n"), blocks(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{code",
                "{code}",
                "{code:",
                "{code:title=a.py",
                "{code:title=a.py}x",
                "{code:title=a.py}x{/code}",
                "{code:title=a.py\n}x{code}",
                "{code}x{code}",
                "{code:python}x{code}",
                "{code:title=}x{code}",
                "{code:title=An example}x{code}",
                "{code:title=caption}x{code}",
                "{code:subtitle=a.py}x{code}",
                "{codex:title=a.py}x{code}",
                "{CODE:title=a.py}x{CODE}",
                "{noformat:title=a.py}x{noformat}",
            })
    void otherTextHasNoBlocks(String text) {
        assertEquals(Map.of(), blocks(text));
    }

    @Test
    void onlyTheFirstLineBreakIsDropped() {
        assertEquals(Map.of("a.py", "\n  x\n\n"), blocks("{code:title=a.py}\r\n\r\n  x\r\n\n{code}"));
    }

    @Test
    void anEmptyBlockIsAnEmptyFile() {
        assertEquals(Map.of("a.py", ""), blocks("{code:title=a.py}{code}"));
    }

    @Test
    void theBlocksKeepTheirOrderAndTheLastOfAPathCounts() {
        Map<String, String> blocks =
                blocks("{code:title=b.py}1{code}{code:title=a.py}2{code} {code:title=b.py}3{code}");

        assertEquals(List.of("b.py", "a.py"), List.copyOf(blocks.keySet()));
        assertEquals("3", blocks.get("b.py"));
    }

    @Test
    void aBlockWithoutPathDoesNotShiftTheNext() {
        assertEquals(Map.of("a.py", "2"), blocks("{code}1{code}\n{code:title=a.py}2{code}"));
    }

    @Test
    void macrosInsideABlockAreContent() {
        assertEquals(
                Map.of("a.py", "f'{x}' {code:title=b.py} {panel}"),
                blocks("{code:title=a.py}f'{x}' {code:title=b.py} {panel}{code}"));
    }

    @Test
    void anUnclosedBlockAfterAClosedOneIsIgnored() {
        assertEquals(Map.of("a.py", "1"), blocks("{code:title=a.py}1{code} {code:title=b.py}2"));
    }

    @Test
    void whatOnlyStartsLikeAMacroIsSkipped() {
        assertEquals(Map.of("a.py", "1"), blocks("{code:{code:title=a.py}1{code}"));
        assertEquals(Map.of("a.py", "1"), blocks("{code{codes} {code:x\n{code:title=a.py}1{code}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{code",
                "{code:",
                "{code:title=a.py",
                "{code:title=a.py}",
                "{",
                "|",
                "{code:|",
                "title=a.py|",
                "{code:\r\n"
            })
    void aMegabyteOfHostileTextIsOnePass(String unit) {
        String text = unit.repeat(MEGABYTE / unit.length());

        blocks(text);
        blocks("{code:" + text);
        blocks("{code:title=a.py}" + text);
        assertEquals("1", blocks("{code:title=b.py}1{code}" + text).get("b.py"));
    }

    @Test
    void aMegabyteOfBlocksIsRead() {
        StringBuilder text = new StringBuilder();
        for (int n = 0; text.length() < MEGABYTE; n++) {
            text.append("{code:title=f").append(n).append(".py}{code}");
        }

        assertEquals("", blocks(text.toString()).get("f9999.py"));
    }

    private static Map<String, String> blocks(String text) {
        return CodeBlocks.of(TextNode.valueOf(text));
    }
}
