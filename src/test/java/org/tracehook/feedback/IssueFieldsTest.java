package org.tracehook.feedback;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tracehook.deadline.Deadline;
import org.tracehook.jira.Subject;

/** The fields of an issue, read from Jira. */
class IssueFieldsTest {

    private static final Deadline PLENTY = Deadline.in(Duration.ofMinutes(1));
    private static final List<String> FIELDS = List.of("description", "customfield_10010");

    private FakeJira jira = FakeJira.cloud();

    @AfterEach
    void close() {
        jira.close();
    }

    private ObjectNode read(Subject subject, String key) {
        return jira.feedback(Map.of()).fields(subject, key, FIELDS, PLENTY);
    }

    private String problem(ResponseDefinitionBuilder... answers) {
        jira.onIssue(answers);
        return assertThrows(IllegalStateException.class, () -> read(Subject.UNKNOWN, "PROJ-123"))
                .getMessage();
    }

    @Test
    void onlyWhatIsAskedForIsReadById() {
        ObjectNode fields = read(new Subject("10021", null, null), "PROJ-123");

        assertEquals("PROJ", fields.at("/project/key").asText());
        assertEquals(List.of("GET /rest/api/3/issue/10021?fields=description,customfield_10010"), jira.requests());
    }

    @Test
    void withoutAnIdTheKeyNamesTheIssueAlsoOnDataCenter() {
        jira.close();
        jira = FakeJira.dataCenter();

        read(Subject.UNKNOWN, "PROJ-123");

        assertEquals(
                List.of("GET /jira/rest/api/2/issue/PROJ-123?fields=description,customfield_10010"), jira.requests());
        assertEquals(List.of("Bearer " + FakeJira.TOKEN), jira.headers("Authorization"));
    }

    @Test
    void anIssueOfAnotherJiraIsNotReadHere() {
        Subject foreign = new Subject("10021", null, "other.atlassian.net");
        Feedback feedback = new Feedback(
                org.tracehook.config.Configured.of(FeedbackConfig.class, Map.of()),
                new JiraSite(
                        java.net.URI.create("https://acme.atlassian.net"),
                        FeedbackConfig.Deployment.CLOUD,
                        java.util.Optional.of(FakeJira.EMAIL),
                        org.tracehook.config.Secret.of(FakeJira.TOKEN)),
                java.util.Optional.empty(),
                null);

        assertEquals(
                "it cannot be read from Jira: the delivery is of another Jira than tracehook.feedback.base-url",
                assertThrows(IllegalStateException.class, () -> feedback.fields(foreign, "PROJ-1", FIELDS, PLENTY))
                        .getMessage());
    }

    @Test
    void whatIsNoIssueIsNotAskedFor() {
        for (String key : new String[] {null, "", "../myself", "proj-1"}) {
            assertThrows(IllegalStateException.class, () -> read(Subject.UNKNOWN, key));
        }
        assertEquals(List.of(), jira.requests());
    }

    @Test
    void aRefusalSaysWhatToDo() {
        assertTrue(problem(aResponse().withStatus(404))
                .startsWith("it cannot be read from Jira: the account finds nothing there (404)"));
        assertTrue(problem(aResponse().withStatus(401)).contains("check tracehook.feedback.token"));
    }

    @Test
    void aPageInPlaceOfTheAnswerIsUnreadable() {
        String problem = problem(aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "text/html")
                .withBody("<html>canary"));

        assertTrue(problem.contains("whether a login page is in between"), problem);
        assertEquals(
                "it cannot be read from Jira: Jira's answer is no issue: check tracehook.feedback.base-url",
                problem(FakeJira.json(200, FakeJira.cloud().page())));
    }

    @Test
    void aBusyJiraIsAskedAgain() {
        jira.onIssue(
                aResponse().withStatus(429).withHeader("Retry-After", "1"), FakeJira.json(200, jira.file("issue")));

        read(Subject.UNKNOWN, "PROJ-123");

        assertEquals(List.of(Duration.ofSeconds(1)), jira.pauses());
    }

    @Test
    void aSilentJiraEndsWithTheTimeLimit() {
        jira.onIssue(aResponse().withFixedDelay(20_000));

        IllegalStateException problem =
                assertThrows(IllegalStateException.class, () -> jira.feedback(Map.of("timeout", "1s"))
                        .fields(Subject.UNKNOWN, "PROJ-123", FIELDS, PLENTY));

        assertTrue(problem.getMessage().contains("Jira did not answer within"), problem::getMessage);
    }

    @Test
    void aCancelledStepEndsTheWait() {
        Thread.currentThread().interrupt();

        assertThrows(IllegalStateException.class, () -> read(Subject.UNKNOWN, "PROJ-123"));

        assertTrue(Thread.interrupted());
        assertEquals(List.of(), jira.requests());
    }
}
