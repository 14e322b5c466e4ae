package org.tracehook.feedback;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.tracehook.feedback.FakeJira.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.ApiException;
import org.tracehook.jira.Status;
import org.tracehook.jira.Subject;
import org.tracehook.trace.ExecutionTrace;

/** The issue of these tests was moved to In Review, and can be moved on to In Progress (11), Testing (21) and Done (31). */
class TransitionsTest {

    private static final ExecutionTrace TRACE = Stories.blocked().trace();
    private static final String OFFERED = "11 → In Progress, 21 → Testing, 31 → Done";

    private static final String READ = "GET /rest/api/3/issue/10021?fields=status,project&expand=transitions";
    private static final String TRANSITION = "POST /rest/api/3/issue/10021/transitions";

    /** What a run sends that replaces the comment of the one before. */
    private static final List<String> REPLACED = List.of(
            READ,
            "GET /rest/api/3/issue/10021/comment?orderBy=-created&maxResults=20&startAt=0",
            "PUT /rest/api/3/issue/10021/comment/10050",
            READ,
            TRANSITION);

    private final FakeJira jira = FakeJira.cloud();

    @AfterEach
    void close() {
        jira.close();
    }

    private Report move(String target) {
        return jira.tell(TRACE, Map.of("comment", "none", "transitions.development_flow.partial", target));
    }

    private List<String> made() {
        return jira.bodies("POST", "/transitions").stream()
                .map(Object::toString)
                .toList();
    }

    private static Report report(String transition, String status) {
        return new Report(null, null, transition, status, List.of());
    }

    private static Report problem(String problem) {
        return new Report(null, null, null, null, List.of("transition: " + problem));
    }

    @ParameterizedTest
    @CsvSource({
        "31, 31, Done",
        "10003, 21, Testing",
        "tESTING, 21, Testing",
        "Done, 31, Done",
        "done, 31, Done",
        "11, 11, In Progress",
    })
    void aTransitionIsFoundByItsIdOrByWhereItLeads(String target, String id, String status) {
        assertEquals(report("made", status), move(target));
        assertEquals(List.of("{\"transition\":{\"id\":\"" + id + "\"}}"), made());
    }

    @Test
    void dataCenterMovesIssuesToo() {
        try (FakeJira dataCenter = FakeJira.dataCenter()) {
            Report report = dataCenter.tell(TRACE, Map.of("transitions.development_flow.partial", "done"));

            assertEquals(new Report("created", "10034", "made", "Done", List.of()), report);
            assertEquals(
                    List.of("{\"transition\":{\"id\":\"31\"}}"),
                    dataCenter.bodies("POST", "/transitions").stream()
                            .map(Object::toString)
                            .toList());
        }
    }

    @Test
    void theIdOfATransitionGoesBeforeTheIdOfAStatus() {
        ObjectNode issue = jira.file("issue");
        ((ObjectNode) issue.at("/transitions/0/to")).put("id", "31");
        jira.onIssue(json(200, issue));

        assertEquals(report("made", "Done"), move("31"));
    }

    @Test
    void theIdOfATransitionIsNotTheStatusThatTheIssueHas() {
        ObjectNode issue = jira.file("issue");
        ((ObjectNode) issue.at("/transitions/2")).put("id", "10002");
        jira.onIssue(json(200, issue));

        assertEquals(report("made", "Done"), move("10002"));
    }

    @Test
    void aCategoryToWhichSeveralTransitionsLeadIsNoTarget() {
        ObjectNode issue = jira.file("issue");
        ((ObjectNode) issue.at("/fields/status/statusCategory")).put("key", "new");
        jira.onIssue(json(200, issue));

        assertEquals(problem("'indeterminate' is not offered, but " + OFFERED), move("indeterminate"));
        assertEquals(List.of(), made());
    }

    @Test
    void whatIsNotOfferedIsSaidWithWhatIs() {
        assertEquals(problem("'Released' is not offered, but " + OFFERED), move("Released"));
        assertEquals(List.of(), made());
    }

    @Test
    void anAccountThatMayMoveNothingIsSaid() {
        ObjectNode issue = jira.file("issue");
        ((ArrayNode) issue.path("transitions")).removeAll();
        jira.onIssue(json(200, issue));

        assertEquals(
                problem("'Done' is not offered, but nothing: the workflow has no way from there, or the account lacks"
                        + " Transition issues"),
                move("Done"));
    }

    @Test
    void aTransitionThatIsNotAvailableIsNotOffered() {
        ObjectNode issue = jira.file("issue");
        ((ObjectNode) issue.at("/transitions/2")).put("isAvailable", false);
        jira.onIssue(json(200, issue));

        assertEquals(problem("'Done' is not offered, but 11 → In Progress, 21 → Testing"), move("Done"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in review", "10002", "indeterminate"})
    void anIssueThatIsThereAlreadyIsNotMoved(String target) {
        assertEquals(report("not_needed", "In Review"), move(target));
        assertEquals(List.of(), made());
    }

    @Test
    void anIssueThatWasMovedElsewhereMeanwhileStaysThere() {
        jira.onIssue(json(200, jira.issue("10009", "On Hold", "software")));

        assertEquals(report("too_late", "On Hold"), move("Done"));
        assertEquals(List.of(), made());
    }

    @Test
    void theStatusIsReadAfterTheCommentWasWritten() {
        jira.onIssue(json(200, jira.file("issue")), json(200, jira.issue("10009", "On Hold", "software")));

        Report report = jira.tell(TRACE, Map.of("transitions.development_flow.partial", "Done"));

        assertEquals(new Report("created", "10034", "too_late", "On Hold", List.of()), report);
    }

    @Test
    void aStatusOfAnotherLanguageIsKnownByItsId() {
        jira.onIssue(json(200, jira.issue("10002", "In Prüfung", "software")));

        assertEquals(report("made", "Done"), move("Done"));
    }

    @Test
    void aRunThatAPersonAskedForKnowsTheStatusByItsName() {
        CompletedRun run = CompletedRun.of(Subject.UNKNOWN, TRACE, "11111111-a8c4-4012-be7d-489185977869")
                .orElseThrow();
        assertEquals("In Progress", TRACE.trigger().issueStatus());

        Report report = jira.feedback(Map.of("transitions.development_flow.partial", "Done", "comment", "none"))
                .write(run, Deadline.in(Duration.ofMinutes(1)))
                .orElseThrow();

        assertEquals(report("too_late", "In Review"), report);
        assertEquals(
                "GET /rest/api/3/issue/PROJ-123?fields=status,project&expand=transitions",
                jira.requests().get(1));
    }

    @Test
    void otherStatusesOfThePipelineMoveNothing() {
        Report report = jira.tell(
                TRACE,
                Map.of(
                        "transitions.development_flow.success", "Done",
                        "transitions.development_flow.failed", "Done",
                        "transitions.review_code.partial", "Done"));

        assertEquals(new Report("created", "10034", null, null, List.of()), report);
    }

    @Test
    void aTransitionThatJiraRefusesIsNamed() {
        jira.onTransition(aResponse().withStatus(400));

        assertEquals(problem("of 31 → Done, Jira does not take what was sent (400)"), move("Done"));
        assertEquals(1, made().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 429, 503})
    void aBusyIssueIsLookedAtAndMovedAgain(int status) {
        jira.onTransition(aResponse().withStatus(status), aResponse().withStatus(204));

        assertEquals(report("made", "Done"), move("Done"));
        assertEquals(2, made().size());
    }

    @Test
    void anIssueThatMovedWhileJiraWasBusyIsNotMovedAgain() {
        jira.onTransition(aResponse().withStatus(409));
        jira.onIssue(json(200, jira.file("issue")), json(200, jira.issue("10001", "Done", "software")));

        assertEquals(report("not_needed", "Done"), move("Done"));
        assertEquals(1, made().size());
    }

    @Test
    void aTransitionThatWasMadeInSpiteOfTheErrorIsFound() {
        jira.onTransition(aResponse().withStatus(500));
        jira.onIssue(json(200, jira.file("issue")), json(200, jira.issue("10001", "Done", "software")));

        assertEquals(report("made", "Done"), move("Done"));
        assertEquals(1, made().size());
    }

    @Test
    void aTransitionThatMayStillBeMadeIsNotMadeAgain() {
        jira.onTransition(aResponse().withStatus(500), aResponse().withStatus(204));

        assertEquals(problem("Jira failed (500)"), move("Done"));
        assertEquals(1, made().size());
    }

    /** On a real Jira each takes a tenth of a second or more. */
    @Test
    void aCommentAndATransitionTakeFiveRequests() {
        jira.onComments(json(200, jira.page(jira.comment("10050", TRACE))));
        Feedback feedback = jira.feedback(Map.of("transitions.development_flow.partial", "Done"));

        write(feedback, null);
        assertEquals(
                List.of("GET /rest/api/3/myself", READ, "POST /rest/api/3/issue/10021/comment", READ, TRANSITION),
                jira.requests());

        write(feedback, TRACE.traceId());
        assertEquals(REPLACED, jira.requests().subList(5, jira.requests().size()));
    }

    /** Before one is written, it is known whose changes are our own; and the status is read after the comment was written. */
    @Test
    void aNewProcessThatReplacesACommentTakesSixUnlessItKnowsTheAccount() {
        jira.onComments(json(200, jira.page(jira.comment("10050", TRACE))));
        Map<String, String> settings = Map.of("transitions.development_flow.partial", "Done");

        write(jira.feedback(settings), TRACE.traceId());
        assertEquals("GET /rest/api/3/myself", jira.requests().get(0));
        assertEquals(REPLACED, jira.requests().subList(1, jira.requests().size()));

        Map<String, String> withAccount = new HashMap<>(settings);
        withAccount.put("account-id", FakeJira.CLOUD_ACCOUNT);
        write(jira.feedback(withAccount), TRACE.traceId());
        assertEquals(REPLACED, jira.requests().subList(6, jira.requests().size()));
    }

    /** Writes the run after the one with that trace, if it is not null. */
    private static void write(Feedback feedback, String earlier) {
        CompletedRun run =
                CompletedRun.of(Subject.of(Events.inReview()), TRACE, earlier).orElseThrow();
        assertEquals(
                List.of(),
                feedback.write(run, Deadline.in(Duration.ofMinutes(1)))
                        .orElseThrow()
                        .problems());
    }

    @Test
    void aCommentThatFailedDoesNotKeepTheIssueBack() {
        jira.onComment(aResponse().withStatus(400));

        Report report = jira.tell(TRACE, Map.of("transitions.development_flow.partial", "Done"));

        assertEquals(
                new Report(null, null, "made", "Done", List.of("comment: Jira does not take what was sent (400)")),
                report);
    }

    @Test
    void withoutAStatusInTheDeliveryNothingIsMoved() {
        Transitions transitions = new Transitions(null);

        ApiException refusal = assertThrows(
                ApiException.class,
                () -> transitions.move("10021", new Status(null, null), new Transitions.Target("Done")));

        assertEquals(
                "the delivery does not say which status the issue has: send issue.fields.status in its body",
                refusal.getMessage());
    }
}
