package org.tracehook.feedback;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.feedback.FakeJira.json;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.deadline.Deadline;
import org.tracehook.jira.JiraEvent;

class OwnChangeTest {

    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));
    private static final String BY_US = "\"accountId\": \"" + FakeJira.CLOUD_ACCOUNT + "\"";
    private static final String HOST = "acme.atlassian.net";
    private static final Optional<String> SIGN =
            Optional.of("made by " + FakeJira.CLOUD_ACCOUNT + ", the account of tracehook.feedback.token");

    @Test
    void whatOurAccountDidIsOurs() {
        try (FakeJira jira = FakeJira.cloud()) {
            Feedback feedback = jira.feedback(Map.of());
            JiraEvent own = Events.inReview(BY_US, HOST);
            assertEquals(Optional.empty(), feedback.ownChange(own), "Jira was not asked yet");

            assertEquals(SIGN, feedback.ownChangeAfterAsking(own, SOON));
            assertEquals(SIGN, feedback.ownChange(own));
            assertEquals(Optional.empty(), feedback.ownChangeAfterAsking(Events.inReview(), SOON));
            assertEquals(List.of("GET /rest/api/3/myself"), jira.requests());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"name\": \"tracehook\"", "\"key\": \"JIRAUSER10100\", \"name\": \"renamed\""})
    void dataCenterKnowsPeopleByNameAndKey(String user) {
        try (FakeJira jira = FakeJira.dataCenter()) {
            assertTrue(jira.feedback(Map.of())
                    .ownChangeAfterAsking(Events.inReview(user, "jira.example.com"), SOON)
                    .isPresent());
        }
    }

    @Test
    void aConfiguredAccountIsKnownAtOnce() {
        try (FakeJira jira = FakeJira.cloud()) {
            Feedback feedback = jira.feedback(Map.of("account-id", FakeJira.CLOUD_ACCOUNT));

            assertEquals(SIGN, feedback.ownChange(Events.inReview(BY_US, HOST)));
            assertEquals(Optional.empty(), feedback.ownChangeAfterAsking(Events.inReview(), SOON));
            assertEquals(List.of(), jira.requests());
        }
    }

    @Test
    void anEventThatDoesNotSayWhoActedAsksNothing() {
        try (FakeJira jira = FakeJira.cloud()) {
            JiraEvent automation = Events.event("{\"issue\": {\"id\": 10021, \"key\": \"PROJ-123\", \"fields\": {}}}");

            assertEquals(Optional.empty(), jira.feedback(Map.of()).ownChangeAfterAsking(automation, SOON));
            assertEquals(List.of(), jira.requests());
        }
    }

    @Test
    void aCommentWithOurLastLineIsOursWhoeverSendsIt() {
        try (FakeJira jira = FakeJira.cloud()) {
            String body = "\"(x) *FAILED*\\n\\n" + Marker.lastLine(Stories.ID) + "\\n\"";

            assertEquals(
                    Optional.of("the comment of trace " + Stories.ID),
                    jira.feedback(Map.of()).ownChange(Events.comment("\"accountId\": \"712020:ann\"", body)));
            assertEquals(List.of(), jira.requests());
        }
    }

    @Test
    void whoTalksAboutACommentOfOursIsNotUs() {
        try (FakeJira jira = FakeJira.cloud()) {
            String body = "\"{quote}" + Marker.lastLine(Stories.ID) + "{quote}\\nwhy?\"";

            assertEquals(
                    Optional.empty(),
                    jira.feedback(Map.of())
                            .ownChangeAfterAsking(Events.comment("\"accountId\": \"712020:ann\"", body), SOON));
        }
    }

    @Test
    void aJiraThatDoesNotSayWhoWeAreIsAskedAgainAtTheNextEvent() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onMyself(aResponse().withStatus(401), json(200, jira.file("myself")));
            Feedback feedback = jira.feedback(Map.of());

            assertEquals(Optional.empty(), feedback.ownChangeAfterAsking(Events.inReview(BY_US, HOST), SOON));
            assertEquals(SIGN, feedback.ownChangeAfterAsking(Events.inReview(BY_US, HOST), SOON));
        }
    }

    @Test
    void anAnswerThatNamesNobodyIsNone() {
        try (FakeJira jira = FakeJira.cloud()) {
            jira.onMyself(json(200, jira.file("myself").put("accountId", " ")));

            Report report = jira.tell(Stories.blocked().trace(), Map.of());

            assertEquals(List.of("account: Jira does not say whose token it is"), report.problems());
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
                            .ownChangeAfterAsking(Events.inReview(BY_US, HOST), Deadline.in(Duration.ofMillis(1_600))));
            assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 30);
        }
    }

    @Test
    void aCloudSiteIsNotTheAnswerToTheDeliveryOfAnother() {
        JiraSite site = new JiraSite(
                java.net.URI.create("https://acme.atlassian.net"),
                Deployment.CLOUD,
                new org.tracehook.config.Secret("Bearer x"));

        assertTrue(site.mayBe("acme.atlassian.net"));
        assertTrue(site.mayBe("api.atlassian.com"));
        assertEquals(false, site.mayBe("other.atlassian.net"));
    }
}
