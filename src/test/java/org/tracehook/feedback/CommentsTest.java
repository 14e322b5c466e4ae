package org.tracehook.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.feedback.FakeJira.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.feedback.CommentRenderer.CommentContent;
import org.tracehook.jira.Subject;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

/** What is said to both kinds of Jira. */
class CommentsTest {

    private static final ExecutionTrace TRACE = Stories.blocked().trace();

    private static ExecutionTrace earlier() {
        TriggerInfo trigger =
                new TriggerInfo(TriggerSource.JIRA_WEBHOOK, "PROJ-123", "In Review", "development_flow", Clocks.START);
        return ExecutionTrace.started("11111111-a8c4-4012-be7d-489185977869", trigger, "a", Clocks.START)
                .complete(PipelineStatus.FAILED, "no", Clocks.START);
    }

    @Test
    void cloudGetsADocumentAndAProperty() {
        try (FakeJira jira = FakeJira.cloud()) {
            Report report = jira.tell(TRACE, Map.of());

            assertEquals(new Report("created", "10034", null, null, List.of()), report);
            assertEquals(
                    List.of(
                            "GET /rest/api/3/myself",
                            "GET /rest/api/3/issue/10021?fields=status,project&expand=transitions",
                            "POST /rest/api/3/issue/10021/comment"),
                    jira.requests());
            JsonNode comment = jira.bodies("POST", "/comment").get(0);
            assertEquals(AdfComment.document(new CommentContent(TRACE, null), 32_767), comment.path("body"));
            assertEquals(
                    "[{\"key\":\"org.tracehook.trace\",\"value\":{\"trace_id\":\"" + TRACE.traceId() + "\"}}]",
                    comment.path("properties").toString());
            String credentials = FakeJira.EMAIL + ":" + FakeJira.TOKEN;
            assertEquals(
                    List.of("Basic "
                            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))),
                    jira.headers("Authorization"));
        }
    }

    @Test
    void dataCenterGetsWikiMarkupBelowItsContextPath() {
        try (FakeJira jira = FakeJira.dataCenter()) {
            Report report = jira.tell(TRACE, Map.of("logs-url", "https://logs.example/?trace={trace_id}"));

            assertEquals(new Report("created", "10034", null, null, List.of()), report);
            assertEquals(
                    List.of(
                            "GET /jira/rest/api/2/myself",
                            "GET /jira/rest/api/2/issue/10021?fields=status,project&expand=transitions",
                            "POST /jira/rest/api/2/issue/10021/comment"),
                    jira.requests());
            assertEquals(
                    WikiComment.text(new CommentContent(TRACE, Stories.LOGS), 32_767),
                    jira.bodies("POST", "/comment").get(0).path("body").asText());
            assertEquals(List.of("Bearer " + FakeJira.TOKEN), jira.headers("Authorization"));
        }
    }

    @Test
    void aCommentIsAsLongAsConfigured() {
        try (FakeJira jira = FakeJira.dataCenter()) {
            jira.tell(TRACE, Map.of("max-comment-length", "1000"));

            assertEquals(
                    WikiComment.text(new CommentContent(TRACE, null), 1_000),
                    jira.bodies("POST", "/comment").get(0).path("body").asText());
        }
    }

    @ParameterizedTest
    @CsvSource({"service_desk, true", "software, false", "business, false", "'', true", "of the future, true"})
    void whatCustomersMightReadIsInternal(String projectType, boolean internal) {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onIssue(json(200, jira.issue("10002", "In Review", projectType)));

            jira.tell(TRACE, Map.of());

            String properties =
                    jira.bodies("POST", "/comment").get(0).path("properties").toString();
            assertEquals(
                    internal,
                    properties.contains("{\"key\":\"sd.public.comment\",\"value\":{\"internal\":true}}"),
                    properties);
        }
    }

    @Test
    void aFurtherRunTakesThePlaceOfTheCommentOfTheOneBefore() {
        for (FakeJira jira : List.of(FakeJira.cloud(), FakeJira.dataCenter())) {
            try (jira) {
                jira.onComments(json(200, jira.page(jira.file("comment"), jira.comment("10050", earlier()))));

                Report report = jira.tell(TRACE, earlier().traceId(), Map.of());

                assertEquals(new Report("updated", "10050", null, null, List.of()), report);
                assertEquals(List.of(), jira.bodies("POST", "/comment"));
                assertEquals(
                        Optional.of(TRACE.traceId()),
                        Marker.traceId(
                                jira.bodies("PUT", "/comment/10050").get(0).path("body")));
            }
        }
    }

    @Test
    void theCommentOfTheRunBeforeIsFoundOnALaterPage() {
        try (FakeJira jira = FakeJira.cloud()) {
            ObjectNode first = ((ObjectNode) jira.page(jira.file("comment"))).put("total", 21);
            ObjectNode second = ((ObjectNode) jira.page(jira.comment("10050", earlier()))).put("total", 21);
            jira.onComments(json(200, first), json(200, second));

            assertEquals(
                    "updated", jira.tell(TRACE, earlier().traceId(), Map.of()).comment());
            assertTrue(jira.requests()
                    .contains("GET /rest/api/3/issue/10021/comment?orderBy=-created&maxResults=20&startAt=20"));
        }
    }

    @Test
    void aFurtherRunMayAddAnother() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onComments(json(200, jira.page(jira.comment("10050", earlier()))));

            Report report = jira.tell(TRACE, earlier().traceId(), Map.of("comment", "add"));

            assertEquals(new Report("created", "10034", null, null, List.of()), report);
        }
    }

    @Test
    void aCommentThatSomebodyElseWroteIsLeftAlone() {
        for (FakeJira jira : List.of(FakeJira.cloud(), FakeJira.dataCenter())) {
            try (jira) {
                ObjectNode forged = jira.comment("10050", earlier());
                forged.putObject("author").put("accountId", "712020:mallory").put("name", "mallory");
                jira.onComments(json(200, jira.page(forged)));

                assertEquals(
                        "created",
                        jira.tell(TRACE, earlier().traceId(), Map.of()).comment());
                assertEquals(List.of(), jira.bodies("PUT", "/comment/10050"));
            }
        }
    }

    @Test
    void aPullRequestOnThisMachineIsNoLinkForOthers() {
        CompletedRun run =
                CompletedRun.of(Subject.of(Events.inReview()), TRACE, null).orElseThrow();
        String onHost = "https://git.example.com/team/sample/pull/1";

        assertEquals(onHost, run.with(onHost).pullRequestUrl());
        assertNull(run.with("http://localhost:8070/local/sample/pull/1").pullRequestUrl());
        assertNull(run.with(null).pullRequestUrl());
    }

    @Test
    void aConfiguredAccountIsNotAskedFor() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.tell(TRACE, Map.of("account-id", FakeJira.CLOUD_ACCOUNT));

            assertEquals(
                    "GET /rest/api/3/issue/10021?fields=status,project&expand=transitions",
                    jira.requests().get(0));
        }
    }
}
