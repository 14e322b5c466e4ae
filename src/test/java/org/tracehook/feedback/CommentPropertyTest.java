package org.tracehook.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.tracehook.feedback.CommentRenderer.CommentContent;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.Scrubber;

/** Whatever a trace says: the comment is markup of ours around exactly that, and is found again. */
class CommentPropertyTest {

    private static final int JIRAS_LIMIT = 32_767;

    @Provide
    Arbitrary<ExecutionTrace> traces() {
        return HostileTraces.traces();
    }

    @Property
    void bothMarkupsShowEveryTextAsItIs(@ForAll("traces") ExecutionTrace trace) {
        CommentContent story = new CommentContent(trace, null);
        List<String> adf = AdfReader.lines(AdfComment.document(story, JIRAS_LIMIT));
        List<String> wiki = WikiReader.lines(WikiComment.text(story, JIRAS_LIMIT));

        assertEquals(adf, wiki);
        assertTrue(adf.containsAll(words(trace)), () -> words(trace) + " in " + adf);
    }

    @Property
    void aCommentIsFoundAgainByItsLastLine(@ForAll("traces") ExecutionTrace trace) throws JsonProcessingException {
        CommentContent story = new CommentContent(trace, null);
        ObjectNode document = AdfComment.document(story, JIRAS_LIMIT);
        String kept = document.toString();

        assertEquals(Optional.of(trace.traceId()), Marker.traceId(new ObjectMapper().readTree(kept)));
        assertEquals(Optional.of(trace.traceId()), Marker.traceId(String.join("\n", AdfReader.lines(document))));
        assertEquals(Optional.of(trace.traceId()), Marker.traceId(WikiComment.text(story, JIRAS_LIMIT)));
    }

    @Property
    void noCommentIsLongerThanAllowed(
            @ForAll("traces") ExecutionTrace trace,
            @ForAll @IntRange(min = CommentContent.SHORTEST, max = 3_000) int longest) {
        CommentContent story = new CommentContent(trace, null);
        ObjectNode document = AdfComment.document(story, longest);
        String markup = WikiComment.text(story, longest);

        AdfReader.lines(document);
        WikiReader.lines(markup);
        assertTrue(document.toString().length() <= longest, document::toString);
        assertTrue(markup.length() <= longest, markup);
    }

    /** What has to be read in a comment that had room enough. */
    private static List<String> words(ExecutionTrace trace) {
        List<String> words = new ArrayList<>();
        add(words, "Plan ", trace.executionPlanSummary());
        for (ExecutionStep step : trace.steps()) {
            add(words, "Task ", step.agentTask());
            add(words, "Result ", step.outputSummary());
            add(words, "Error ", step.errorMessage());
        }
        return words;
    }

    private static void add(List<String> words, String label, String text) {
        String shown = text == null ? "" : Scrubber.visible(text).strip();
        if (!shown.isEmpty()) {
            words.add(label + shown);
        }
    }
}
