package org.tracehook.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;
import org.tracehook.feedback.CommentRenderer.CommentContent;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TriggerInfo;

class LogsLinkTest {

    private static final String PROPERTY = "tracehook.feedback.logs-url";

    private final Faults faults = new Faults();

    @ParameterizedTest
    @CsvSource({
        "https://logs.example/t/{trace_id}, https://logs.example/t/2289219a-a8c4-4012-be7d-489185977869",
        "http://localhost:3000?q={issue_key}&i={intent_type}, http://localhost:3000?q=PROJ-123&i=development_flow",
        "https://logs.example, https://logs.example",
        "https://logs.example/#a~(b~'c*)$3D{trace_id},"
                + " https://logs.example/#a~(b~'c*)$3D2289219a-a8c4-4012-be7d-489185977869",
    })
    void theTracesWordsTakeTheirPlaces(String template, String url) {
        assertEquals(url, read(template).orElseThrow().url(Stories.blocked().trace()));
        assertEquals(List.of(), faults.all());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logs.example/{trace_id}",
                "ftp://logs.example/",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "https://",
                "https:///x",
                "https://user:password@logs.example/",
                "https://{issue_key}/",
                "https://logs.example.{issue_key}/x",
                "https://logs.example:{trace_id}/",
                "https://logs.example/{traceid}",
                "https://logs.example/{trace_id",
                "https://logs.example/%{trace_id}",
                "https://logs.example/a b",
                "https://logs.example/a|b",
                "https://logs.example/[x]",
                "https://logs.example/\\x",
                "https://logs.example/\n",
                "https://logs.example/é",
            })
    void anotherTemplateIsAFault(String template) {
        assertEquals(Optional.empty(), read(template + (template.endsWith("\n") ? "x" : "")));
        assertEquals(
                List.of(PROPERTY), faults.all().stream().map(Fault::property).toList());
    }

    @Test
    void withoutATemplateThereIsNoLink() {
        assertEquals(Optional.empty(), LogsLink.from(Optional.empty(), faults));
        assertEquals(List.of(), faults.all());
    }

    @Test
    void anEndlessTemplateIsAFault() {
        assertEquals(Optional.empty(), read("https://logs.example/" + "x".repeat(2_000)));
        assertEquals(1, faults.all().size());
    }

    @Test
    void whatATraceDoesNotSayIsEmpty() {
        ExecutionTrace trace = Stories.blocked().trace();
        ExecutionTrace manual = new ExecutionTrace(
                trace.traceId(),
                new TriggerInfo(
                        trace.trigger().source(),
                        null,
                        null,
                        "x",
                        trace.trigger().timestamp()),
                null,
                trace.pipelineStatus(),
                trace.startedAt(),
                null,
                null,
                null,
                null);

        assertEquals(
                "https://logs.example/?k=&i=",
                read("https://logs.example/?k={issue_key}&i={intent_type}")
                        .orElseThrow()
                        .url(manual));
    }

    @Test
    void aTextOfATraceThatIsTooLongLeavesNoLink() {
        LogsLink link = read("https://logs.example/?k={issue_key}").orElseThrow();

        assertNull(link.url(HostileTraces.everywhere("[".repeat(2_000), 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://logs.example/|x", "https://logs.example/]x", "javascript:alert(1)", "x"})
    void aStoryTakesNoOtherUrl(String url) {
        ExecutionTrace trace = Stories.blocked().trace();

        assertThrows(IllegalArgumentException.class, () -> new CommentContent(trace, url));
    }

    private Optional<LogsLink> read(String template) {
        return LogsLink.from(Optional.of(template), faults);
    }
}
