package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSitesTest {

    @ParameterizedTest
    @CsvSource({
        "https://acme.atlassian.net/rest/api/2/10021, acme.atlassian.net",
        "https://ACME.atlassian.net/rest/api/2/10021, acme.atlassian.net",
        "https://acme.atlassian.net:443/jira/software/projects/PROJ, acme.atlassian.net",
        "https://api.atlassian.com/ex/jira/11223344-A1B2-4c3d-8e9f-0123456789ab/rest/api/2/10021, 11223344-a1b2-4c3d-8e9f-0123456789ab",
        "https://api.atlassian.com/ex/jira/11223344-a1b2-4c3d-8e9f-0123456789ab, 11223344-a1b2-4c3d-8e9f-0123456789ab",
        "HTTP://jira.example.com:8443/jira/rest/api/2/issue/1, jira.example.com:8443/jira",
        "http://jira.example.com:80/rest/api/2/issue/1, jira.example.com",
        "https://jira_1.example.com/a/jira/browse/PROJ-1?x=/rest/, jira_1.example.com/a/jira",
        "https://jira.example.com//rest/api/2/user?username=a|b^c, jira.example.com",
        "http://[::1]:8080/rest/api/2/issue/1, [::1]:8080",
        "https://acme.atlassian.net@example.com/, example.com",
        "https://acme.atlassian.net, acme.atlassian.net",
    })
    void theSiteIsTheHostWithItsContextPathOrTheCloudId(String self, String site) {
        assertEquals(
                Optional.of(site),
                Fixtures.of("{'issue': {'self': '" + self + "'}}").site());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme.atlassian.net",
                "//acme.atlassian.net/",
                "ftp://acme.atlassian.net/",
                "https:///rest",
                "mailto:a@example.com",
                "https://acme atlassian.net",
                "javascript://acme.atlassian.net",
                "https://",
                "https://11223344-a1b2-4c3d-8e9f-0123456789ab/rest/api/2/10021",
                "https://api.atlassian.com/",
                "https://api.atlassian.com/ex/jira/acme/rest/api/2/10021",
                "https://api.atlassian.com/ex/confluence/11223344-a1b2-4c3d-8e9f-0123456789ab/rest/api/2/10021",
                "https://api.atlassian.com/ex/jira/11223344-a1b2-4c3d-8e9f-0123456789ab0/rest/api/2/10021",
                "https://jira.example.com/%2e%2e/rest/api/2/issue/1",
                "https://jira.example.com\\\\@acme.atlassian.net/rest/api/2/10021",
                "https://acme.atlassian.net\\nx/rest/api/2/10021",
            })
    void otherAddressesNameNoSite(String self) {
        assertEquals(
                new NamedSites(List.of(), true),
                Fixtures.of("{'issue': {'self': '" + self + "'}}").sites());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "[]", "{}", "' '"})
    void aLinkOfAnotherShapeIsThereAndCannotBeRead(String self) {
        assertEquals(
                new NamedSites(List.of(), true),
                Fixtures.of("{'issue': {'self': " + self + "}}").sites());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'issue': {'self': null}}", "{'issue': [], 'user': 'x', 'comment': 'x'}"})
    void aBodyMayHaveNoLink(String body) {
        assertEquals(new NamedSites(List.of(), false), Fixtures.of(body).sites());
    }

    @Test
    void everyLinkCounts() {
        assertEquals(
                new NamedSites(List.of("acme.atlassian.net", "other.atlassian.net"), true),
                Fixtures.of("{'issue': {'self': 'https://acme.atlassian.net/rest/api/2/1'}, 'comment': {'self': 'x'},"
                                + " 'user': {'self': 'https://other.atlassian.net/rest/api/2/user'}}")
                        .sites());
        assertEquals(
                List.of("jira.example.com/jira"),
                Fixtures.event("dc-issue-updated").sites().sites());
    }

    /** Matching that tries again and again, or recurs, would not come to an end here. */
    @ParameterizedTest
    @ValueSource(strings = {"https://", "https://a/", "https://api.atlassian.com/ex/jira/", "https://a@"})
    void aLongLinkIsReadToo(String start) {
        String self = start + "a.-@/".repeat(500_000) + "!";

        assertEquals(
                new NamedSites(List.of(), true),
                Fixtures.of("{'issue': {'self': '" + self + "'}}").sites());
    }

    @Test
    void theIssueIsAskedFirstThenTheCommentThenTheUser() {
        String user = "'user': {'self': 'https://user.example.com'}";
        String comment = "'comment': {'self': 'https://comment.example.com'}, " + user;

        assertEquals(
                Optional.of("user.example.com"), Fixtures.of("{" + user + "}").site());
        assertEquals(
                Optional.of("comment.example.com"),
                Fixtures.of("{" + comment + "}").site());
        assertEquals(
                Optional.of("issue.example.com"),
                Fixtures.of("{'issue': {'self': 'https://issue.example.com'}, " + comment + "}")
                        .site());
        assertEquals(
                Optional.of("comment.example.com"),
                Fixtures.of("{'issue': {'self': 'nonsense'}, " + comment + "}").site());
    }

    @ParameterizedTest
    @CsvSource({
        "https://jira.example.com/rest/api/2/issue/20007/comment/1, 20007",
        "https://jira.example.com/a/b/rest/api/2/issue/20007/comment/1, 20007",
        "https://jira.example.com/rest/api/2/issue/20007/comment/1?x=/1/comment/2, 20007",
        "https://jira.example.com/rest/api/2/issue/PROJ-1/comment/1,",
        "https://jira.example.com/rest/api/2/issue/20007,",
        "https://jira.example.com/1/comment,",
        "https://jira.example.com,",
        "nonsense,",
    })
    void aCommentsAddressTellsTheIssue(String self, String issueId) {
        assertEquals(
                Optional.ofNullable(issueId),
                Fixtures.of("{'webhookEvent': 'comment_created', 'comment': {'self': '" + self + "'}}")
                        .issue()
                        .map(Issue::id));
    }

    @Test
    void theBodysOwnIssueIdWinsOverTheAddress() {
        assertEquals(
                Optional.of("1"),
                Fixtures.of("{'webhookEvent': 'comment_created', 'issue': {'id': 1}, 'comment': {'self':"
                                + " 'https://jira.example.com/rest/api/2/issue/2/comment/3'}}")
                        .issue()
                        .map(Issue::id));
    }
}
