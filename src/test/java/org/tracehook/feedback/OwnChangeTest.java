package org.tracehook.feedback;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.feedback.FakeJira.json;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Secret;
import org.tracehook.deadline.Deadline;
import org.tracehook.feedback.FeedbackConfig.Deployment;
import org.tracehook.jira.JiraEvent;

class OwnChangeTest {

    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));
    private static final String BY_US = "\"accountId\": \"" + FakeJira.CLOUD_ACCOUNT + "\"";
    private static final String ANN = "\"accountId\": \"712020:ann\"";
    private static final String MARKED = "\"(x) *FAILED*\\n\\n" + Marker.lastLine(Stories.ID) + "\\n\"";
    private static final String HOST = "acme.atlassian.net";
    private static final Optional<String> SIGN =
            Optional.of("made by " + FakeJira.CLOUD_ACCOUNT + ", the account of tracehook.feedback.token");

    @Test
    void whatOurAccountDidIsOurs() {
        try (FakeJira jira = FakeJira.cloud()) {
            Feedback feedback = jira.feedback(Map.of());
            JiraEvent own = Events.inReview(BY_US, HOST);
            assertEquals(Optional.empty(), feedback.ownChange(own), "Jira was not asked yet");

            assertEquals(SIGN, feedback.ownChange(own, SOON));
            assertEquals(SIGN, feedback.ownChange(own));
            assertEquals(Optional.empty(), feedback.ownChange(Events.inReview(), SOON));
            assertEquals(List.of("GET /rest/api/3/myself"), jira.requests());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"name\": \"tracehook\"", "\"key\": \"JIRAUSER10100\", \"name\": \"renamed\""})
    void dataCenterKnowsPeopleByNameAndKey(String user) {
        try (FakeJira jira = FakeJira.dataCenter()) {
            assertTrue(jira.feedback(Map.of())
                    .ownChange(Events.inReview(user, "jira.example.com"), SOON)
                    .isPresent());
        }
    }

    @Test
    void aConfiguredAccountIsKnownAtOnce() {
        try (FakeJira jira = FakeJira.cloud()) {
            Feedback feedback = jira.feedback(Map.of("account-id", FakeJira.CLOUD_ACCOUNT));

            assertEquals(SIGN, feedback.ownChange(Events.inReview(BY_US, HOST)));
            assertEquals(Optional.empty(), feedback.ownChange(Events.inReview(), SOON));
            assertEquals(List.of(), jira.requests());
        }
    }

    @Test
    void anEventThatDoesNotSayWhoActedAsksNothing() {
        try (FakeJira jira = FakeJira.cloud()) {
            JiraEvent automation = Events.event("{\"issue\": {\"id\": 10021, \"key\": \"PROJ-123\", \"fields\": {}}}");

            assertEquals(Optional.empty(), jira.feedback(Map.of()).ownChange(automation, SOON));
            assertEquals(List.of(), jira.requests());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"comment_created", "comment_updated", "comment_deleted", "jira:issue_updated"})
    void aCommentOfOurAccountWithOurLastLineIsOursWhoeverChangesIt(String event) {
        try (FakeJira jira = FakeJira.cloud()) {
            Feedback feedback = jira.feedback(Map.of());
            JiraEvent edited = Events.comment(event, BY_US, ANN, MARKED);
            assertEquals(Optional.empty(), feedback.ownChange(edited), "Jira was not asked yet");

            assertEquals(Optional.of("the comment of trace " + Stories.ID), feedback.ownChange(edited, SOON));
            assertEquals(Optional.of("the comment of trace " + Stories.ID), feedback.ownChange(edited));
            assertEquals(List.of("GET /rest/api/3/myself"), jira.requests());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"comment_created", "comment_updated", "comment_deleted", "jira:issue_updated"})
    void ourLastLineInSomebodyElsesCommentSuppressesNothing(String event) {
        try (FakeJira jira = FakeJira.cloud()) {
            JiraEvent pasted = Events.comment(event, ANN, ANN, MARKED);

            assertEquals(Optional.empty(), jira.feedback(Map.of()).ownChange(pasted, SOON));
            assertEquals(
                    Optional.empty(),
                    jira.feedback(Map.of("account-id", FakeJira.CLOUD_ACCOUNT)).ownChange(pasted));
        }
    }

    /** On Data Center, and in a workflow's webhook, a comment travels with the transition. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"webhookEvent\": \"jira:issue_updated\", \"user\": {%1$s}, \"comment\": {\"id\": \"1\", \"author\": {%1$s}, \"body\": %2$s},"
                        + " \"changelog\": {\"items\": [{\"field\": \"status\", \"from\": \"3\", \"to\": \"10002\"}]}}",
                "{\"transition\": {\"from_status\": \"In Progress\", \"to_status\": \"In Review\"}, \"user\": {%1$s}, \"comment\": %2$s}"
            })
    void ourLastLineInACommentThatTravelsWithATransitionSuppressesNothing(String body) {
        JiraEvent moved = Events.event(body.formatted(ANN, MARKED));
        assertTrue(moved.transition().isPresent());
        try (FakeJira jira = FakeJira.cloud()) {
            assertEquals(Optional.empty(), jira.feedback(Map.of()).ownChange(moved, SOON));
        }
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onMyself(aResponse().withStatus(401));
            assertEquals(Optional.empty(), jira.feedback(Map.of()).ownChange(moved, SOON), "unknown account");
        }
    }

    /** It is mostly ours, and its run would write the next one as soon as Jira takes that. */
    @Test
    void whileJiraDoesNotSayWhoWeAreACommentWithOurLastLineRunsNothing() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onMyself(aResponse().withStatus(401));
            Feedback feedback = jira.feedback(Map.of());

            assertEquals(
                    Optional.of("a comment with the last line of trace " + Stories.ID
                            + ", and Jira does not say which account is Tracehook's"),
                    feedback.ownChange(Events.comment("comment_created", BY_US, BY_US, MARKED), SOON));
            assertEquals(
                    Optional.empty(),
                    feedback.ownChange(Events.comment("comment_created", BY_US, BY_US, "\"hello\""), SOON));
        }
    }

    @Test
    void whoTalksAboutACommentOfOursIsNotUs() {
        try (FakeJira jira = FakeJira.cloud()) {
            String body = "\"{quote}" + Marker.lastLine(Stories.ID) + "{quote}\\nwhy?\"";

            assertEquals(
                    Optional.empty(),
                    jira.feedback(Map.of()).ownChange(Events.comment("comment_created", ANN, ANN, body), SOON));
        }
    }

    @Test
    void aJiraThatDoesNotSayWhoWeAreIsAskedAgainAtTheNextEvent() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onMyself(aResponse().withStatus(401), json(200, jira.file("myself")));
            Feedback feedback = jira.feedback(Map.of());

            assertEquals(Optional.empty(), feedback.ownChange(Events.inReview(BY_US, HOST), SOON));
            assertEquals(SIGN, feedback.ownChange(Events.inReview(BY_US, HOST), SOON));
        }
    }

    @Test
    void anAnswerThatNamesNobodyIsNone() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onMyself(json(200, jira.file("myself").put("accountId", " ")));

            Report report = jira.tell(Stories.blocked().trace(), Map.of());

            assertEquals(
                    List.of("account: Jira does not say whose token it is: set tracehook.feedback.account-id"),
                    report.problems());
        }
    }

    @Test
    void aHangKeepsADeliveryWaitingForAShortTime() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onMyself(json(200, jira.file("myself")).withFixedDelay(60_000));
            long began = System.nanoTime();

            assertEquals(
                    Optional.empty(),
                    jira.feedback(Map.of())
                            .ownChange(Events.inReview(BY_US, HOST), Deadline.in(Duration.ofMillis(1_600))));
            assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 30);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://acme.atlassian.net, acme.atlassian.net, true",
        "https://acme.atlassian.net, other.atlassian.net, false",
        "https://acme.atlassian.net, jira.example.com/jira, false",
        "https://acme.atlassian.net, 11223344-a1b2-4c3d-8e9f-0123456789ab, true",
        "https://api.atlassian.com/ex/jira/11223344-A1B2-4c3d-8e9f-0123456789ab, 11223344-a1b2-4c3d-8e9f-0123456789ab, true",
        "https://api.atlassian.com/ex/jira/11223344-a1b2-4c3d-8e9f-0123456789ab, 11223344-a1b2-4c3d-8e9f-0123456789ac, false",
        "https://api.atlassian.com/ex/jira/11223344-a1b2-4c3d-8e9f-0123456789ab, acme.atlassian.net, true",
        "https://jira.internal, jira.example.com/jira, true",
    })
    void aCloudSiteIsNotTheAnswerToTheDeliveryOfAnother(String base, String delivered, boolean expected) {
        JiraSite site =
                new JiraSite(URI.create(base), Deployment.at(URI.create(base)), Optional.empty(), Secret.of("x"));

        assertEquals(expected, site.mayBe(delivered));
    }
}
