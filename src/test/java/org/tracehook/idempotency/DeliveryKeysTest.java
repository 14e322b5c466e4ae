package org.tracehook.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.jira.Fixtures;
import org.tracehook.jira.JiraEvent;

class DeliveryKeysTest {

    private static DeliveryKeys keys(JiraEvent event) {
        return DeliveryKeys.of(event, Optional.of("id-1"), Optional.empty());
    }

    private static DeliveryKeys keys(String body) {
        return keys(Fixtures.of(body));
    }

    private static String bodyKey(String body) {
        return keys(body).body().orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "automation-custom-data, acme.atlassian.net/10021, automation:transition/-/1767603900123/-/-",
        "automation-issue-root, acme.atlassian.net/10021, automation/-/1767603900000:10002/-/-",
        "automation-jira-format, acme.atlassian.net/10021, automation/-/1767603900000:10002/-/-",
        "cloud-comment-created, acme.atlassian.net/10021, comment_created/-/1767603960123/-/10034",
        "cloud-description-adf, acme.atlassian.net/10021, jira:issue_updated/-/1767603900123/10028/-",
        "cloud-description-without-code, acme.atlassian.net/10021, jira:issue_updated/-/1767603900123/10026/-",
        "cloud-gateway-issue-updated-in-review, 11223344-a1b2-4c3d-8e9f-0123456789ab/10021, jira:issue_updated/-/1767603900123/10026/-",
        "cloud-issue-created, acme.atlassian.net/10021, jira:issue_created/-/1767603600123/10020/-",
        "cloud-issue-deleted, acme.atlassian.net/10021, jira:issue_deleted/-/1767604020123/-/-",
        "cloud-issue-updated-in-review, acme.atlassian.net/10021, jira:issue_updated/-/1767603900123/10026/-",
        "cloud-issue-updated-in-review-blocked, acme.atlassian.net/10021, jira:issue_updated/-/1767603961123/10027/-",
        "cloud-issue-updated-selected-for-development, acme.atlassian.net/10023,"
                + " jira:issue_updated/-/1767607800789/10031/-",
        "cloud-issue-updated-summary, acme.atlassian.net/10021, jira:issue_updated/-/1767603900123/10024/-",
        "cloud-issue-updated-testing, acme.atlassian.net/10022, jira:issue_updated/-/1767611100789/10026/-",
        "cloud-issue-updated-waiting-for-development, acme.atlassian.net/10022,"
                + " jira:issue_updated/-/1767607500456/10026/-",
        "dc-comment-created-without-issue, jira.example.com%2Fjira/20007, comment_created/-/1767607205042/-/40112",
        "dc-issue-deleted-with-changelog, jira.example.com%2Fjira/20007, jira:issue_deleted/-/1767607320042/30312/-",
        "dc-issue-updated, jira.example.com%2Fjira/20007, jira:issue_updated/-/1767607200042/30311/-",
        "explicit-review-approve, -/PROJ-123, none",
        "explicit-review-block, -/PROJ-123, none",
        "explicit-review-changes, -/PROJ-123, none",
        "explicit-unknown-intent, -/PROJ-123, none",
        "looped-transition, acme.atlassian.net/10021, jira:issue_updated/-/1767603900123/10029/-",
        "moved-issue, acme.atlassian.net/10021, jira:issue_updated/-/1767603900123/10030/-",
        "post-function, acme.atlassian.net/10021, post_function/-/1767603900123/-/-"
    })
    void theKeysOfEveryFixtureWithAnIssue(String fixture, String issue, String body) {
        DeliveryKeys keys = keys(Fixtures.event(fixture));

        assertEquals("issue/" + issue, keys.issue());
        assertEquals(body.equals("none") ? Optional.empty() : Optional.of("body/" + issue + "/" + body), keys.body());
        assertTrue(keys.identifier().orElseThrow().startsWith("identifier/" + issue + "/"));
        assertTrue(keys.identifier().orElseThrow().endsWith("/id-1"));
    }

    @Test
    void theTableHasEveryFixtureWithAnIssue() throws NoSuchMethodException {
        String[] rows = DeliveryKeysTest.class
                .getDeclaredMethod("theKeysOfEveryFixtureWithAnIssue", String.class, String.class, String.class)
                .getAnnotation(CsvSource.class)
                .value();

        assertEquals(
                Fixtures.names().stream()
                        .filter(name -> Fixtures.event(name).issue().isPresent())
                        .toList(),
                Stream.of(rows).map(row -> row.split(",")[0]).sorted().toList());
    }

    /** The same event as Jira may write it again: another order, other blanks, fields that nothing is read from. */
    @ParameterizedTest
    @ValueSource(strings = {"cloud-issue-updated-in-review", "cloud-comment-created", "automation-issue-root"})
    void theKeysDoNotDependOnHowTheBodyIsWritten(String fixture) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode original = (ObjectNode) json.readTree(Fixtures.bytes(fixture));
        List<String> names = new ArrayList<>();
        original.fieldNames().forEachRemaining(names::add);
        Collections.reverse(names);
        ObjectNode turned = json.createObjectNode();
        names.forEach(name -> turned.set(name, original.get(name)));
        turned.put("newInJira", true);

        JiraEvent again = JiraEvent.parse(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(turned), "OTHER-1");

        assertEquals(keys(Fixtures.event(fixture)), keys(again));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "//acme, //other",
                "'id':'7', 'id':'8'",
                "issue_updated, issue_assigned",
                "1767603900123, 1767603900124",
                "'id':'55', 'id':'56'",
                "'id':'66', 'id':'67'"
            })
    void whatTellsOneEventFromAnotherIsInTheBodysKey(String one, String other) {
        String body = "{'webhookEvent':'jira:issue_updated','timestamp':1767603900123,"
                + "'issue':{'id':'7','key':'PROJ-1','self':'https://acme.atlassian.net/rest/api/2/7'},"
                + "'changelog':{'id':'55'},'comment':{'id':'66','body':'x'}}";

        assertNotEquals(bodyKey(body), bodyKey(body.replace(one, other)));
    }

    @Test
    void whatAnIdentifierTellsNeverConcernsAnotherSiteIssueOrEvent() {
        Set<Optional<String>> identifiers = new HashSet<>();
        for (String site : List.of("a.example", "b.example")) {
            for (String id : List.of("1", "2")) {
                for (String event : List.of("jira:issue_updated", "comment_created")) {
                    identifiers.add(keys("{'webhookEvent':'" + event + "','issue':{'id':'" + id + "','self':'https://"
                                    + site + "/rest/api/2/1'}}")
                            .identifier());
                }
            }
        }

        assertEquals(8, identifiers.size());
    }

    /** Jiras of one host, and sites of one gateway, that each have an issue of that id. */
    @Test
    void theKeysOfTwoSitesAreNeverTheSame() {
        List<String> addresses = List.of(
                "https://jira.example.com",
                "https://jira.example.com/a",
                "https://jira.example.com/b",
                "https://jira.example.com/a/b",
                "https://jira.example.com:8443/a",
                "https://api.atlassian.com/ex/jira/11223344-a1b2-4c3d-8e9f-0123456789ab",
                "https://api.atlassian.com/ex/jira/11223344-a1b2-4c3d-8e9f-0123456789ac",
                "https://acme.atlassian.net",
                "https://other.atlassian.net");
        Set<String> issues = new HashSet<>();
        Set<String> bodies = new HashSet<>();
        for (String address : addresses) {
            DeliveryKeys keys = keys("{'webhookEvent':'jira:issue_updated','timestamp':1,'issue':{'id':'7','self':'"
                    + address + "/rest/api/2/issue/7'}}");
            issues.add(keys.issue());
            bodies.add(keys.body().orElseThrow());
        }

        assertEquals(addresses.size(), issues.size());
        assertEquals(addresses.size(), bodies.size());
    }

    @Test
    void automationIsToldApartByChangeAndStatus() {
        String body = "{'key':'PROJ-1','id':7,'fields':{'updated':'2026-01-05T10:05:00.000+0100','status':{'id':3}}}";

        assertNotEquals(bodyKey(body), bodyKey(body.replace("10:05", "10:06")));
        assertNotEquals(bodyKey(body), bodyKey(body.replace("'id':3", "'id':4")));
        assertEquals(bodyKey(body), bodyKey(body.replace("10:05:00.000+0100", "09:05:00.000+0000")));
    }

    @Test
    void anAutomationThatSaysItsTimeIsNewEachTime() {
        String body = "{'webhookEvent':'automation:x','timestamp':'1767603900123','issue':{'key':'PROJ-1','id':7,"
                + "'fields':{'updated':'2026-01-05T10:05:00.000+0100'}}}";

        assertNotEquals(bodyKey(body), bodyKey(body.replace("900123", "900124")));
    }

    @Test
    void aBodyThatNamesItsIntentIsKnownByATimestampAlone() {
        String body = "{'intent':'review_code','issue':{'key':'PROJ-1',"
                + "'fields':{'updated':'2026-01-05T10:05:00.000+0100'}}}";

        assertEquals("none", bodyKey(body));
        assertEquals(
                "body/-/PROJ-1/explicit/review_code/1767603900123/-/-",
                bodyKey(body.replace("{'intent'", "{'timestamp':1767603900123,'intent'")));
    }

    @Test
    void theSiteThatIsKnownForCertainCounts() {
        JiraEvent event = Fixtures.event("explicit-review-block");

        assertEquals(
                "issue/acme.atlassian.net/PROJ-123",
                DeliveryKeys.of(event, Optional.empty(), Optional.of("acme.atlassian.net"))
                        .issue());
        assertEquals(
                Optional.empty(),
                DeliveryKeys.of(event, Optional.empty(), Optional.empty()).identifier());
    }

    @ParameterizedTest
    @CsvSource({"a/b, a%2Fb", "-, %2D", "a%2Fb, a%252Fb", "a b, a+b", "ä, %C3%A4"})
    void noTextLooksLikeTwoPartsOrNone(String event, String part) {
        assertEquals(
                "body/-/7/" + part + "/-/1/-/-",
                bodyKey("{'webhookEvent':'" + event + "','timestamp':1,'issue':{'id':'7'}}"));
    }

    @Test
    void aLongKeyIsDigestedAndStillTellsEventsApart() {
        String body = "{'webhookEvent':'" + "x".repeat(3_000) + "','timestamp':1,'issue':{'id':'7'}}";

        assertTrue(bodyKey(body).matches("body/sha256:[\\w-]{22}"), bodyKey(body));
        assertEquals(bodyKey(body), bodyKey(body));
        assertNotEquals(bodyKey(body), bodyKey(body.replace("'timestamp':1", "'timestamp':2")));
    }
}
