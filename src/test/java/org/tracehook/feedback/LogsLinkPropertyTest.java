package org.tracehook.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tracehook.config.Faults;
import org.tracehook.feedback.CommentRenderer.CommentContent;
import org.tracehook.trace.ExecutionTrace;

/** Whatever a trace says: its link leads to the configured host, and both markups show it as a link. */
class LogsLinkPropertyTest {

    private static final String TEMPLATE = "https://logs.example/a?k={issue_key}&i={intent_type}&t={trace_id}";

    private final LogsLink link =
            LogsLink.from(Optional.of(TEMPLATE), new Faults()).orElseThrow();

    @Provide
    Arbitrary<ExecutionTrace> traces() {
        return HostileTraces.traces();
    }

    @Property
    void whatATraceSaysStaysInItsPlace(@ForAll("traces") ExecutionTrace trace) {
        String url = link.url(trace);
        CommentContent story = new CommentContent(trace, url);
        String shown = "Logs <" + url + ">";

        assertTrue(url.startsWith("https://logs.example/a?k="), url);
        assertEquals(3, url.chars().filter(c -> c == '=').count(), url);
        assertEquals(2, url.chars().filter(c -> c == '&').count(), url);
        assertTrue(WikiReader.lines(WikiComment.text(story, 32_767)).contains(shown), url);
        assertTrue(AdfReader.lines(AdfComment.document(story, 32_767)).contains(shown), url);
    }
}
