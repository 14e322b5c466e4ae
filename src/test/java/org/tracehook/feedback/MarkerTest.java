package org.tracehook.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerTest {

    private static final String ID = "2289219a-a8c4-4012-be7d-489185977869";
    private static final String LINE = "Tracehook trace " + ID;

    @ParameterizedTest
    @ValueSource(
            strings = {
                LINE,
                "text\n" + LINE,
                "text\r\n\r\n" + LINE + "\r\n \r\n",
                " " + LINE + "\u00a0",
                "text\nTracehook trace 2289219a\\-a8c4\\-4012\\-be7d\\-489185977869",
            })
    void aCommentOfOursIsFoundHoweverJiraGivesItBack(String comment) {
        assertEquals(Optional.of(ID), Marker.traceId(comment));
        assertEquals(Optional.of(ID), Marker.traceId(TextNode.valueOf(comment)));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                LINE + "\nwhy did it stop?",
                "> " + LINE,
                "see " + LINE,
                LINE + ".",
                "Tracehook trace",
                "Tracehook trace x",
                "Tracehook trace 2289219A-A8C4-4012-BE7D-489185977869",
                "{quote}\n" + LINE + "\n{quote}",
            })
    void anybodyElsesIsNot(String comment) {
        assertEquals(Optional.empty(), Marker.traceId(comment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[P('#')]",
                "[P('text'),P('#')]",
                "[P('#'),{'type':'paragraph'},{'type':'paragraph','content':[]}]",
                "[P('Tracehook '),P('#'),P(' ')]",
                "[{'type':'paragraph','content':[T('text'),{'type':'hardBreak'},T('#')]}]",
                "[{'type':'paragraph','attrs':{'localId':'1'},'content':[T('Tracehook trace '),T('@')]}]",
            })
    void aDocumentOfOursIsFound(String content) throws Exception {
        assertEquals(Optional.of(ID), document(content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "null",
                "[P('#'),P('why?')]",
                "[{'type':'blockquote','content':[P('#')]}]",
                "[P('#'),{'type':'paragraph','content':[{'type':'mention','text':'#'},T('x')]}]",
            })
    void anybodyElsesDocumentIsNot(String content) throws Exception {
        assertEquals(Optional.empty(), document(content));
    }

    @Test
    void aBodyThatIsNeitherIsNot() {
        assertEquals(Optional.empty(), Marker.traceId(NullNode.getInstance()));
    }

    @Test
    void onlyAnIdOfATraceMakesALine() {
        assertEquals(LINE, Marker.lastLine(ID));
        assertThrows(IllegalArgumentException.class, () -> Marker.lastLine(ID + "\n[~admin]"));
        assertThrows(IllegalArgumentException.class, () -> Marker.lastLine("1"));
    }

    private static Optional<String> document(String content) throws Exception {
        String json = content.replaceAll("P\\(('[^']*')\\)", "{'type':'paragraph','content':[T($1)]}")
                .replaceAll("T\\(('[^']*')\\)", "{'type':'text','text':$1}")
                .replace("#", LINE)
                .replace("@", ID)
                .replace('\'', '"');
        return Marker.traceId(new ObjectMapper().readTree("{\"type\":\"doc\",\"version\":1,\"content\":" + json + "}"));
    }
}
