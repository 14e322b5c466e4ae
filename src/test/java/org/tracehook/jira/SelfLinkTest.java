package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelfLinkTest {

    @ParameterizedTest
    @CsvSource({
        "https://acme.atlassian.net/rest/api/2/10021, acme.atlassian.net",
        "https://ACME.atlassian.net/rest/api/2/10021, acme.atlassian.net",
        "HTTP://jira.example.com:8443/jira/rest/api/2/issue/1, jira.example.com",
        "https://acme.atlassian.net@example.com/, example.com",
        "https://acme.atlassian.net, acme.atlassian.net",
    })
    void theSiteIsTheHost(String self, String host) {
        assertEquals(
                Optional.of(host),
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
            })
    void otherAddressesNameNoSite(String self) {
        assertEquals(
                Optional.empty(),
                Fixtures.of("{'issue': {'self': '" + self + "'}}").site());
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
