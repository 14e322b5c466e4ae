package org.tracehook.feedback;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.feedback.FakeJira.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.BrokenServer;
import org.tracehook.http.BrokenServer.Mischief;
import org.tracehook.http.OpenSockets;
import org.tracehook.jira.Subject;
import org.tracehook.trace.ExecutionTrace;

/** Whatever Jira does instead of what it was asked to: one report says so, and nothing is written twice. */
class JiraFailuresTest {

    private static final ExecutionTrace TRACE = Stories.blocked().trace();
    private static final Map<String, String> DEFAULTS = Map.of();
    private static final String LEAK = "what-nobody-may-see";

    private static ResponseDefinitionBuilder status(int status) {
        return aResponse().withStatus(status).withBody(LEAK).withHeader("Content-Type", "text/plain");
    }

    private static ResponseDefinitionBuilder error(int status, String json) throws Exception {
        return json(status, new ObjectMapper().readTree(json));
    }

    private static void isRefused(FakeJira jira, String problem) {
        Report report = jira.tell(TRACE, DEFAULTS);
        assertEquals(new Report(null, null, null, null, List.of(problem)), report);
        assertFalse(report.toString().contains(LEAK));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | Jira does not accept the credentials (401): check tracehook.feedback.token, whether it expired, and on Cloud tracehook.feedback.email
            403 | the account may not do this (403): it needs Browse projects, Add comments, Edit own comments and Transition issues
            404 | the account finds nothing there (404): the issue was deleted, or the account may not see it; wrong credentials look so too, and a base URL without its context path
            413 | what was sent is too large (413): lower tracehook.feedback.max-comment-length
            302 | Jira answered with a redirect (302): none is followed, check tracehook.feedback.base-url, and whether a login page is in between
            400 | Jira does not take what was sent (400)
            418 | Jira failed (418)
            """)
    void aRefusalIsSaidAndNotTriedAgain(int status, String problem) {
        for (FakeJira jira : List.of(FakeJira.cloud(), FakeJira.dataCenter())) {
            try (jira) {
                jira.onComment(status(status).withHeader("Location", jira.baseUrl() + "/login.jsp"));

                isRefused(jira, "comment: " + problem);
                assertEquals(3, jira.requests().size(), jira.requests()::toString);
                assertEquals(List.of(), jira.pauses());
            }
        }
    }

    @Test
    void anIssueThatIsGoneIsNotWrittenTo() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onIssue(status(404));

            String problem = jira.tell(TRACE, DEFAULTS).problems().get(0);

            assertTrue(problem.startsWith("comment: the account finds nothing there (404)"), problem);
            assertEquals(List.of(), jira.bodies("POST", "/comment"));
        }
    }

    @Test
    void aCommentThatIsTooLongSaysWhichSettingHelps() throws Exception {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onComment(error(
                    400,
                    "{\"errorMessages\":[],\"errors\":{\"comment\":\"The entered text is too long. It exceeds the allowed"
                            + " limit of 32,767 characters.\"}}"));

            isRefused(
                    jira,
                    "comment: Jira does not take what was sent (400): the comment is too long, lower"
                            + " tracehook.feedback.max-comment-length");
        }
    }

    @Test
    void aDocumentThatJiraDoesNotTakeIsSaid() throws Exception {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onComment(error(400, "{\"errorMessages\":[\"INVALID_INPUT " + LEAK + "\"],\"errors\":{}}"));

            isRefused(jira, "comment: Jira does not take what was sent (400)");
        }
    }

    @Test
    void aCaptchaIsNamed() {
        try (FakeJira jira = FakeJira.dataCenter()) {
            jira.onMyself(status(403)
                    .withHeader("X-Authentication-Denied-Reason", "CAPTCHA_CHALLENGE; login-url=https://x/" + LEAK));

            isRefused(
                    jira,
                    "account: the account may not do this (403): Jira wants a CAPTCHA after failed logins, log in once"
                            + " in a browser with the account");
        }
    }

    @Test
    void whileItIsUnknownWhoWritesNothingIsWritten() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onMyself(status(401));

            Report report = jira.tell(TRACE, Map.of("transitions.development_flow.partial", "Done"));

            assertEquals(1, report.problems().size());
            assertEquals(List.of("GET /rest/api/3/myself"), jira.requests());
        }
    }

    @Test
    void aBusyJiraIsAskedAgainWhenItSaysSo() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onIssue(
                    status(429).withHeader("Retry-After", "2").withHeader("RateLimit-Reason", "jira-burst-based"),
                    json(200, jira.file("issue")));
            jira.onComment(
                    status(429)
                            .withHeader("Retry-After", "3")
                            .withHeader("RateLimit-Reason", "jira-per-issue-on-write"),
                    status(503),
                    json(201, jira.file("comment")));

            assertEquals(new Report("created", "10034", null, null, List.of()), jira.tell(TRACE, DEFAULTS));
            assertEquals(List.of(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofMillis(200)), jira.pauses());
            assertEquals(3, jira.bodies("POST", "/comment").size());
        }
    }

    @Test
    void aBusyGatewayThatSaysNothingIsAskedAgainSoon() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onMyself(status(429), status(429), status(503), json(200, jira.file("myself")));

            assertEquals("created", jira.tell(TRACE, DEFAULTS).comment());
            assertEquals(
                    List.of(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400)), jira.pauses());
        }
    }

    @Test
    void beforeACommentIsSentAgainItIsLookedFor() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onComment(status(503), json(201, jira.file("comment")));
            jira.onComments(json(200, jira.page(jira.comment("10077", TRACE))));

            assertEquals(new Report("created", "10077", null, null, List.of()), jira.tell(TRACE, DEFAULTS));
            assertEquals(1, jira.bodies("POST", "/comment").size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jira-quota-global-based", "jira-quota-tenant-based"})
    void aQuotaIsNotWaitedFor(String reason) {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onComment(status(429).withHeader("RateLimit-Reason", reason).withHeader("Retry-After", "1"));

            isRefused(jira, "comment: the quota of calls that Jira allows is used up (429)");
            assertEquals(List.of(), jira.pauses());
        }
    }

    @Test
    void aJiraThatWantsToBeLeftAloneForLongerThanThereIsTimeIsLeftAlone() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onComment(status(429).withHeader("Retry-After", "6"));

            isRefused(jira, "comment: Jira is busy (429) and asks to wait 6 s");
            assertEquals(List.of(), jira.pauses());
        }
    }

    @Test
    void aJiraThatStaysBusyIsGivenUp() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onComment(status(503));

            isRefused(jira, "comment: Jira is busy (503)");
            assertEquals(6, jira.bodies("POST", "/comment").size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504})
    void aCommentThatWasMadeInSpiteOfTheErrorIsFoundAndNotMadeAgain(int status) {
        for (FakeJira jira : List.of(FakeJira.cloud(), FakeJira.dataCenter())) {
            try (jira) {
                jira.onComment(status(status));
                jira.onComments(json(200, jira.page(jira.comment("10077", TRACE))));

                assertEquals(new Report("created", "10077", null, null, List.of()), jira.tell(TRACE, DEFAULTS));
                assertEquals(1, jira.bodies("POST", "/comment").size());
            }
        }
    }

    @Test
    void aCommentThatMayStillAppearIsNotMadeAgain() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onComment(status(500), json(201, jira.file("comment")));

            isRefused(jira, "comment: Jira failed (500)");
            assertEquals(1, jira.bodies("POST", "/comment").size());
        }
    }

    @Test
    void aPageInsteadOfJsonIsNoAnswer() {
        try (FakeJira jira = FakeJira.dataCenter()) {
            jira.onIssue(aResponse()
                    .withHeader("Content-Type", "text/html;charset=UTF-8")
                    .withBody("<html>" + LEAK));

            isRefused(
                    jira,
                    "comment: Jira's answer (200) cannot be read: its Content-Type is not application/json; check"
                            + " tracehook.feedback.base-url, and whether a login page is in between");
        }
    }

    @Test
    void aCommentWhoseAnswerCannotBeReadIsLookedFor() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onComment(aResponse()
                    .withStatus(201)
                    .withHeader("Content-Type", "application/json")
                    .withBody("{\"id\": \"10034\", \"text\": \"" + "x".repeat(JiraCalls.LONGEST_ANSWER) + "\"}"));
            jira.onComments(json(200, jira.page(jira.comment("10034", TRACE))));

            assertEquals(new Report("created", "10034", null, null, List.of()), jira.tell(TRACE, DEFAULTS));
            assertEquals(1, jira.bodies("POST", "/comment").size());
        }
    }

    @Test
    void anAnswerThatIsTooLongIsNotRead() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onIssue(aResponse()
                    .withHeader("Content-Type", "application/json")
                    .withBody("{\"id\": \"10021\", \"text\": \"" + "x".repeat(JiraCalls.LONGEST_ANSWER) + "\"}"));

            isRefused(
                    jira,
                    "comment: Jira's answer (200) cannot be read: it is longer than 4096 KB; check"
                            + " tracehook.feedback.base-url, and whether a login page is in between");
        }
    }

    @Test
    void aHangEndsWithTheTimeLimit() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onIssue(json(200, jira.file("issue")).withFixedDelay(60_000));
            long began = System.nanoTime();

            Report report = jira.tell(TRACE, Map.of("timeout", "700ms", "account-id", "x"));

            assertTrue(report.problems().get(0).startsWith("comment: Jira did not answer within 0."), report::toString);
            assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 30);
        }
    }

    @Test
    void aCommentThatHangsIsLookedForInTheTimeThatIsLeft() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onComment(json(201, jira.file("comment")).withFixedDelay(60_000));
            jira.onComments(json(200, jira.page(jira.comment("10077", TRACE))));

            Report report = jira.tell(TRACE, Map.of("timeout", "6s"));

            assertEquals(new Report("created", "10077", null, null, List.of()), report);
        }
    }

    @Test
    void aBodyThatDribblesEndsWithTheTimeLimit() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onIssue(json(200, jira.file("issue")).withChunkedDribbleDelay(10, 60_000));

            Report report = jira.tell(TRACE, Map.of("timeout", "700ms", "account-id", "x"));

            assertTrue(report.problems().get(0).startsWith("comment: Jira did not answer within 0."), report::toString);
        }
    }

    @Test
    void aConnectionThatEndsIsMadeAgainForReadingAlone() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onIssue(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), json(200, jira.file("issue")));
            jira.onComment(aResponse().withFault(Fault.EMPTY_RESPONSE), json(201, jira.file("comment")));

            isRefused(
                    jira,
                    "comment: Jira cannot be reached: the connection ended before a reply;"
                            + " check tracehook.feedback.base-url");
            assertEquals(1, jira.bodies("POST", "/comment").size());
        }
    }

    @ParameterizedTest
    @EnumSource(Mischief.class)
    void whatDoesNotSpeakHttpIsSaidAndCostsNoSocket(Mischief mischief) throws Exception {
        try (FakeJira jira = FakeJira.cloud();
                BrokenServer broken = BrokenServer.doing(mischief)) {
            Feedback feedback = jira.feedback(Map.of("base-url", broken.url()));
            OpenSockets before = OpenSockets.now();
            for (int i = 0; i < 10; i++) {
                Report report = feedback.write(
                                CompletedRun.of(Subject.of(Events.inReview()), TRACE, null)
                                        .orElseThrow(),
                                Deadline.in(Duration.ofMinutes(1)))
                        .orElseThrow();

                assertEquals(
                        List.of("account: Jira did not answer with HTTP: check tracehook.feedback.base-url"),
                        report.problems());
            }
            before.areStillAsMany();
            assertEquals(50, jira.pauses().size());
        }
    }

    @Test
    void nobodyThereIsSaid() {
        FakeJira jira = FakeJira.cloud();
        Feedback feedback = jira.feedback(Map.of("timeout", "10s"));
        jira.close();

        Report report = feedback.write(
                        CompletedRun.of(Subject.of(Events.inReview()), TRACE, null)
                                .orElseThrow(),
                        Deadline.in(Duration.ofMinutes(1)))
                .orElseThrow();

        assertEquals(
                List.of("account: Jira cannot be reached: there is no connection; check tracehook.feedback.base-url"),
                report.problems());
    }

    @Test
    void withoutTimeNothingIsAsked() {
        try (FakeJira jira = FakeJira.cloud()) {
            Optional<Report> report = jira.feedback(DEFAULTS)
                    .write(
                            CompletedRun.of(Subject.of(Events.inReview()), TRACE, null)
                                    .orElseThrow(),
                            Deadline.in(Duration.ZERO));

            assertEquals(
                    List.of("account: there was no time left to ask Jira: raise tracehook.deadline.reserve"),
                    report.orElseThrow().problems());
            assertEquals(List.of(), jira.requests());
        }
    }

    @Test
    void anInterruptedRunStopsAndStaysInterrupted() {
        try (FakeJira jira = FakeJira.cloud()) {
            Thread.currentThread().interrupt();

            Report report = jira.tell(TRACE, DEFAULTS);

            assertTrue(Thread.interrupted());
            assertEquals(List.of("account: the function was stopped"), report.problems());
        }
    }
}
