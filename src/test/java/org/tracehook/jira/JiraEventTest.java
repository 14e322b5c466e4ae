package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.jira.JiraEvent.Comment;
import org.tracehook.jira.JiraEvent.Sender;

class JiraEventTest {

    private static final String ANN = "712020:0a1b2c3d-1111-4222-8333-444455556666";
    private static final Transition INTO_REVIEW =
            new Transition(new Status("3", "In Progress"), new Status("10002", "In Review"));

    @ParameterizedTest
    @CsvSource({
        "cloud-issue-updated-in-review, jira:issue_updated, WEBHOOK, PROJ-123, 10021",
        "cloud-issue-updated-in-review-blocked, jira:issue_updated, WEBHOOK, PROJ-123, 10021",
        "cloud-gateway-issue-updated-in-review, jira:issue_updated, WEBHOOK, PROJ-123, 10021",
        "cloud-issue-updated-summary, jira:issue_updated, WEBHOOK, PROJ-123, 10021",
        "cloud-issue-created, jira:issue_created, WEBHOOK, PROJ-123, 10021",
        "cloud-comment-created, comment_created, WEBHOOK, PROJ-123, 10021",
        "cloud-issue-deleted, jira:issue_deleted, WEBHOOK, PROJ-123, 10021",
        "cloud-description-adf, jira:issue_updated, WEBHOOK, PROJ-123, 10021",
        "cloud-sprint-started, sprint_started, WEBHOOK, ,",
        "dc-issue-deleted-with-changelog, jira:issue_deleted, WEBHOOK, SRV-7, 20007",
        "dc-issue-updated, jira:issue_updated, WEBHOOK, SRV-7, 20007",
        "dc-comment-created-without-issue, comment_created, WEBHOOK, , 20007",
        "looped-transition, jira:issue_updated, WEBHOOK, PROJ-123, 10021",
        "moved-issue, jira:issue_updated, WEBHOOK, OTHER-9, 10021",
        "post-function, post_function, WEBHOOK, PROJ-123, 10021",
        "automation-issue-root, automation, AUTOMATION, PROJ-123, 10021",
        "automation-jira-format, automation, AUTOMATION, PROJ-123, 10021",
        "automation-custom-data, automation:transition, AUTOMATION, PROJ-123, 10021",
        "explicit-review-approve, explicit, AUTOMATION, PROJ-123,",
        "explicit-review-block, explicit, AUTOMATION, PROJ-123,",
    })
    void everySenderIsRecognised(String fixture, String name, Sender sender, String key, String id) {
        JiraEvent event = Fixtures.event(fixture);

        assertEquals(name, event.name());
        assertEquals(sender, event.sender());
        assertEquals(Optional.ofNullable(key), event.issue().map(Issue::key));
        assertEquals(Optional.ofNullable(id), event.issue().map(Issue::id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cloud-issue-updated-in-review",
                "cloud-issue-updated-in-review-blocked",
                "cloud-gateway-issue-updated-in-review",
                "cloud-description-adf",
                "automation-custom-data",
            })
    void enteringAStatusIsATransition(String fixture) {
        assertEquals(Optional.of(INTO_REVIEW), Fixtures.event(fixture).transition());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cloud-issue-updated-summary",
                "cloud-issue-created",
                "cloud-comment-created",
                "cloud-issue-deleted",
                "cloud-sprint-started",
                "dc-issue-deleted-with-changelog",
                "dc-comment-created-without-issue",
                "looped-transition",
                "moved-issue",
                "automation-issue-root",
                "automation-jira-format",
                "explicit-review-approve",
                "explicit-review-block",
            })
    void otherEventsAreNoTransitions(String fixture) {
        assertEquals(Optional.empty(), Fixtures.event(fixture).transition());
    }

    @Test
    void aCloudDeliveryIsReadWhole() {
        JiraEvent event = Fixtures.event("cloud-issue-updated-in-review");

        Issue issue = event.issue().orElseThrow();
        assertEquals("PROJ", issue.projectKey());
        assertEquals("Task", issue.type());
        assertEquals(new Status("10002", "In Review"), issue.status());
        assertEquals(List.of("ci", "back-button"), issue.labels());
        assertEquals(Optional.of(new Actor(ANN, null, null)), event.actor());
        assertEquals(Optional.of(Instant.parse("2026-01-05T09:05:00.123Z")), event.timestamp());
        assertEquals(Optional.of(Instant.parse("2026-01-05T09:05:00Z")), event.updated());
        assertEquals("10026", event.changelogId());
        assertEquals(Optional.of("acme.atlassian.net"), event.site());
        assertEquals(Optional.empty(), event.comment());
        assertEquals(Optional.empty(), event.intent());
        assertTrue(event.description().textValue().startsWith("h3. Why\r\n"));
    }

    @Test
    void aDataCenterDeliveryIsReadWhole() {
        JiraEvent event = Fixtures.event("dc-issue-updated");

        assertEquals(
                Optional.of(new Transition(new Status("3", "In Progress"), new Status("5", "Resolved"))),
                event.transition());
        assertEquals(Optional.of(new Actor(null, "carol", "JIRAUSER10100")), event.actor());
        assertEquals(Optional.of("jira.example.com/jira"), event.site());
        assertEquals("30311", event.changelogId());
        assertEquals("Bug", event.issue().orElseThrow().type());
        assertEquals(List.of(), event.issue().orElseThrow().labels());
    }

    @Test
    void aDataCenterCommentTellsTheIssueByItsAddressOnly() {
        JiraEvent event = Fixtures.event("dc-comment-created-without-issue");

        assertEquals("20007", event.issue().orElseThrow().id());
        assertEquals(Optional.of("jira.example.com/jira"), event.site());
        assertEquals(Optional.of(new Actor(null, "carol", "JIRAUSER10100")), event.actor());
        assertEquals(
                Optional.of(new Comment(
                        "40112",
                        "Please look again, [~dave].",
                        Optional.of(new Actor(null, "carol", "JIRAUSER10100")))),
                event.comment());
        assertTrue(event.description().isMissingNode());
    }

    @Test
    void aPostFunctionNamesItsStatusesAndSendsTheCommentAsAString() {
        JiraEvent event = Fixtures.event("post-function");

        assertEquals(
                Optional.of(new Transition(new Status(null, "In Progress"), new Status(null, "In Review"))),
                event.transition());
        assertEquals(Optional.empty(), event.comment());
        assertEquals(Optional.of(new Actor(ANN, null, null)), event.actor());
        assertEquals(
                Optional.of(new Comment(null, "Ready", Optional.empty())),
                Fixtures.of("{'transition': {'to_status': 'Done'}, 'comment': 'Ready'}")
                        .comment());
    }

    @Test
    void aLoopedPostFunctionIsNoTransition() {
        JiraEvent event = Fixtures.of("{'transition': {'from_status': 'Done', 'to_status': 'DONE'}}");

        assertEquals(JiraEvent.POST_FUNCTION, event.name());
        assertEquals(Optional.empty(), event.transition());
    }

    @Test
    void aMovedIssueKeepsItsIdAndTakesTheNewProject() {
        Issue issue = Fixtures.event("moved-issue").issue().orElseThrow();

        assertEquals("10021", issue.id());
        assertEquals("OTHER", issue.projectKey());
    }

    @Test
    void automationSendsIdsAsNumbers() {
        JiraEvent event = Fixtures.event("automation-issue-root");

        assertEquals(
                new Status("10002", "In Review"), event.issue().orElseThrow().status());
        assertEquals(Optional.of("acme.atlassian.net"), event.site());
        assertEquals(Optional.of(Instant.parse("2026-01-05T09:05:00Z")), event.updated());
        assertEquals(Optional.empty(), event.timestamp());
        assertEquals(event.issue(), Fixtures.event("automation-jira-format").issue());
    }

    @Test
    void automationDataMayNameActorAndTimestampAsStrings() {
        JiraEvent event = Fixtures.event("automation-custom-data");

        assertEquals(Optional.of(new Actor(ANN, null, null)), event.actor());
        assertEquals(Optional.of(Instant.parse("2026-01-05T09:05:00.123Z")), event.timestamp());
        assertEquals(Optional.of(Instant.parse("2026-01-05T09:05:00Z")), event.updated());
    }

    @Test
    void aBodyWithTheKeyAloneNamesTheIssue() {
        Issue issue = Fixtures.of("{'key': 'PROJ-1'}").issue().orElseThrow();

        assertEquals("PROJ-1", issue.key());
        assertEquals("PROJ", issue.projectKey());
        assertFalse(issue.status().isKnown());
    }

    @Test
    void anIssueOfItsOwnWinsOverTheRoot() {
        assertEquals(
                Optional.of("PROJ-1"),
                Fixtures.of("{'key': 'ROOT-1', 'issue': {'key': 'PROJ-1'}}")
                        .issue()
                        .map(Issue::key));
    }

    @Test
    void theRootOfAWebhookIsNotTakenForAnIssue() {
        assertEquals(
                Optional.empty(),
                Fixtures.of("{'webhookEvent': 'option_created', 'id': 1, 'key': 'PROJ-1'}")
                        .issue());
    }

    @Test
    void theKeyOfThePathFillsInForTheBody() {
        assertEquals(Optional.of("PATH-1"), keyOf("{}", "PATH-1"));
        assertEquals(Optional.of("PATH-1"), keyOf("{\"issue\": {\"key\": \"\"}}", "PATH-1"));
        assertEquals(Optional.of("BODY-1"), keyOf("{\"issue\": {\"key\": \"BODY-1\"}}", "PATH-1"));
        assertEquals(Optional.of("BODY-1"), keyOf("{\"key\": \"BODY-1\"}", "PATH-1"));
        assertEquals(Optional.empty(), keyOf("{}", " "));
        assertEquals(Optional.empty(), keyOf("{}", null));
    }

    /** The URL is not signed: it must not put another issue's key to the id that the body names. */
    @Test
    void theKeyOfThePathIsNoKeyForAnIssueThatTheBodyNamesByItsId() {
        assertEquals(Optional.empty(), keyOf("{\"issue\": {\"id\": 7, \"key\": \"\"}}", "PATH-1"));
        assertEquals(
                Optional.empty(),
                JiraEvent.parse(Fixtures.bytes("dc-comment-created-without-issue"), "PATH-1")
                        .issue()
                        .map(Issue::key));
    }

    private static Optional<String> keyOf(String body, String pathKey) {
        return JiraEvent.parse(body.getBytes(StandardCharsets.UTF_8), pathKey)
                .issue()
                .map(Issue::key);
    }

    @Test
    void theStatusEnteredWinsOverTheSnapshot() {
        JiraEvent event = Fixtures.of("{'webhookEvent': 'jira:issue_updated',"
                + "'issue': {'key': 'PROJ-1', 'fields': {'status': {'name': 'Old'}}},"
                + "'changelog': {'items': [{'fieldId': 'status', 'fromString': 'Old', 'toString': 'New'}]}}");

        assertEquals(Optional.of("New"), event.issueStatus());
        assertEquals(
                Optional.of("In Progress"),
                Fixtures.event("cloud-comment-created").issueStatus());
        assertEquals(Optional.empty(), Fixtures.event("cloud-sprint-started").issueStatus());
    }

    @Test
    void anExplicitIntentBringsItsContextInOrderAndWithoutNulls() {
        JiraEvent event = Fixtures.of("{'intent': 'x', 'context': {'b': 1, 'none': null, 'a': {}}}");

        assertEquals(Optional.of("x"), event.intent());
        assertEquals(List.of("b", "a"), List.copyOf(event.context().keySet()));
    }

    @Test
    void contextMayComeWithoutAnIntent() {
        JiraEvent event = Fixtures.of("{'webhookEvent': 'automation:review', 'context': {'a': 1}}");

        assertEquals(Optional.empty(), event.intent());
        assertEquals(List.of("a"), List.copyOf(event.context().keySet()));
    }

    @Test
    void theExplicitFixturesProposeOneFile() {
        JiraEvent event = Fixtures.event("explicit-review-block");

        assertEquals(Optional.of("review_code"), event.intent());
        assertTrue(
                event.context().get("code_changes").path("src/app.py").asText().contains("print("));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'intent': ' '}", "{'intent': 1}", "{'intent': {}}", "{'context': {'a': 1}}"})
    void anIntentIsANonBlankString(String body) {
        assertEquals(Optional.empty(), Fixtures.of(body).intent());
        assertEquals(JiraEvent.AUTOMATION, Fixtures.of(body).name());
    }

    @Test
    void anExplicitBodyMayCarryAnEventNameToo() {
        JiraEvent event = Fixtures.of("{'intent': 'x', 'webhookEvent': 'automation:nightly', 'context': []}");

        assertEquals("automation:nightly", event.name());
        assertEquals(Optional.of("x"), event.intent());
        assertTrue(event.context().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'webhookEvent':'comment_created','comment':{'id':'1'}} | true",
                "{'webhookEvent':'comment_deleted','comment':{'id':'1'}} | true",
                "{'webhookEvent':'jira:issue_updated','comment':{'id':'1'}} | true",
                "{'webhookEvent':'comment_created'} | false",
                "{'webhookEvent':'jira:issue_updated','comment':{'id':'1'},'changelog':{'id':'2','items':[]}} | false",
                "{'webhookEvent':'comment_created','comment':{'id':'1'},'changelog':{'items':[{'fieldId':'status','from':'1','to':'2'}]}} | false",
                "{'transition':{'from_status':'A','to_status':'B'},'comment':'text'} | false",
                "{'transition':{'from_status':'A','to_status':'A'},'comment':'text'} | false",
                "{'webhookEvent':'automation:commented','comment':{'id':'1'}} | false",
            })
    void onlyACommentsOwnEventIsOfAComment(String body, boolean expected) {
        assertEquals(expected, Fixtures.of(body).isOfComment());
    }

    @Test
    void changelogIdsMayBeNumbers() {
        assertEquals("17", Fixtures.of("{'changelog': {'id': 17}}").changelogId());
    }

    @Test
    void printingAnEventShowsItsNameAndIssueOnly() {
        assertEquals(
                "JiraEvent[jira:issue_updated, Issue[PROJ-123]]",
                Fixtures.event("cloud-issue-updated-in-review").toString());
        assertEquals(
                "JiraEvent[automation, Issue[no valid key]]",
                Fixtures.of("{'key': 'my secret', 'id': 'too'}").toString());
        assertEquals(
                "JiraEvent[sprint_started]",
                Fixtures.event("cloud-sprint-started").toString());
    }

    @Test
    void printingThePartsShowsNoText() {
        assertEquals("Comment[1]", new Comment("1", "text", Optional.empty()).toString());
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertEquals("jira:x", Fixtures.of("\uFEFF{'webhookEvent': 'jira:x'}").name());
        assertEquals(
                "The body is empty",
                assertThrows(InvalidJsonException.class, () -> Fixtures.of("\uFEFF"))
                        .getMessage());
    }
}
