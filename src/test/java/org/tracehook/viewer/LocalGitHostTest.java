package org.tracehook.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tracehook.config.Configured;
import org.tracehook.config.Secret;
import org.tracehook.deadline.Deadline;
import org.tracehook.githost.CommitStatus;
import org.tracehook.githost.GitHost;
import org.tracehook.githost.PullRequest;
import org.tracehook.githost.PullRequest.Proposal;
import org.tracehook.githost.PullRequestConfig;
import org.tracehook.http.ApiException;

/** The stand-in of a git host, as the client of GitHub's API and a browser see it. */
@Timeout(60)
class LocalGitHostTest {

    private static final String DIRECTORY = "target/sample.git";
    private static final String BRANCH = "develop/PROJ-1";
    private static final String HEAD = "a".repeat(40);
    private static final Proposal PROPOSAL = new Proposal(BRANCH, "main", "PROJ-1: Say hello", "A body");

    @RegisterExtension
    final OwnDevMode dev = new OwnDevMode();

    private URI address;

    @BeforeEach
    void start() {
        address = started("a-token");
    }

    private static URI started(String token) {
        return new LocalGitHost().start(token, new LocalGitHost.Repository(DIRECTORY, branch -> Optional.of(HEAD)
                .filter(any -> branch.equals(BRANCH))));
    }

    @AfterEach
    void stop() {
        new LocalGitHost().stop();
    }

    private GitHost host(String token) {
        return GitHost.ofDirectories(
                Configured.of(PullRequestConfig.class, Map.of()), address.resolve(LocalGitHost.API), Secret.of(token));
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    private PullRequest opened(Proposal proposal) throws ApiException, InterruptedException {
        return host("a-token").repository(DIRECTORY).open(proposal, true, soon());
    }

    private String response(String request, String... headers) {
        try {
            return RawHttp.exchange(
                    address.getPort(),
                    "",
                    request + " HTTP/1.1",
                    "Host: localhost:" + address.getPort() + String.join("", headers));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String page(String path) {
        String response = response("GET " + path);
        assertTrue(response.startsWith("HTTP/1.1 200"), response);
        return response;
    }

    @Test
    void aDraftIsMadeOnceAndFoundAgain() throws Exception {
        PullRequest first = opened(PROPOSAL);
        PullRequest again =
                host("a-token").repository("file:///srv/target/sample.git/").open(PROPOSAL, true, soon());

        assertTrue(first.isNew());
        assertEquals(Optional.of(address + "local/sample/pull/1"), first.url());
        assertFalse(again.isNew());
        assertEquals(1, again.number());
        assertEquals(
                2, opened(new Proposal("develop/PROJ-2", "main", "PROJ-2", "")).number());
    }

    @Test
    void aPageShowsTitleTextBranchStateAndTheStatusesOfTheBranch() throws Exception {
        opened(PROPOSAL);
        assertTrue(page("/local/sample/pull/1").contains("<code>aaaaaaa</code> has none"));
        for (boolean succeeded : new boolean[] {false, true}) {
            CommitStatus status = new CommitStatus(HEAD, succeeded, "5 step(s) & more", Optional.empty());
            assertEquals(Optional.empty(), host("a-token").write(status, DIRECTORY, soon()));
        }

        String page = page("/local/sample/pull/1");

        assertTrue(page.contains("<h1>PROJ-1: Say hello <span class=\"muted\">#1</span></h1>"), page);
        assertTrue(page.contains("Draft</span> <code>develop/PROJ-1</code> into <code>main</code>"), page);
        assertTrue(page.contains("<pre>A body</pre>"), page);
        assertTrue(
                page.contains("<span class=\"badge good\">success</span> <b>tracehook</b> 5 step(s) &amp; more"), page);
        assertFalse(page.contains("failure"), page);
        assertTrue(page.contains("git --git-dir target/sample.git diff main...develop/PROJ-1"), page);
        assertTrue(page("/").contains("<a href=\"" + address + "local/sample/pull/1\">#1 PROJ-1: Say hello</a>"));
    }

    @Test
    void wordsOfOthersAreTextOnThePage() throws Exception {
        String hostile = "<script>alert(1)</script>\"'&amp;";
        opened(new Proposal("develop/<b>", "<i>", hostile, "</pre>" + hostile));
        CommitStatus status = new CommitStatus(HEAD, true, hostile, Optional.empty());
        host("a-token").write(status, DIRECTORY, soon());

        for (String page : new String[] {page("/local/sample/pull/1"), page("/")}) {
            assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;amp;"), page);
            assertFalse(page.contains("<script") || page.contains("<b>") || page.contains("<i>"), page);
            assertTrue(page.contains("ontent-security-policy: default-src 'none'; style-src 'unsafe-inline'"), page);
        }
    }

    @Test
    void requestsOutliveALiveReloadAndTheTokenDoesNot() throws Exception {
        opened(PROPOSAL);

        assertEquals(address, started("another-token"));

        assertTrue(page("/local/sample/pull/1").contains("PROJ-1: Say hello"));
        ApiException refused = assertThrows(ApiException.class, () -> opened(PROPOSAL));
        assertTrue(refused.getMessage().contains("does not accept the token (401)"), refused.getMessage());
        assertFalse(host("another-token")
                .repository(DIRECTORY)
                .open(PROPOSAL, true, soon())
                .isNew());
    }

    @Test
    void onlyThisMachineIsAnswered() throws Exception {
        opened(PROPOSAL);
        for (String foreign : new String[] {
            "\r\nOrigin: https://evil.example", "\r\nSec-Fetch-Site: cross-site", "\r\nX-Forwarded-For: 192.0.2.1"
        }) {
            assertTrue(response("GET /local/sample/pull/1", foreign).startsWith("HTTP/1.1 403"), foreign);
        }
    }

    @Test
    void whatThereIsNotIsNotFound() throws Exception {
        opened(PROPOSAL);
        for (String path : new String[] {"/local/sample/pull/2", "/local/sample/pull/0", "/local/other/pull/1", "/x"}) {
            assertTrue(response("GET " + path).startsWith("HTTP/1.1 404"), path);
        }
        assertTrue(response("DELETE /local/sample/pull/1").startsWith("HTTP/1.1 404"));
        assertTrue(response("GET /api/v3/repos/local/sample/pulls").startsWith("HTTP/1.1 401"));
    }

    @Test
    void aRepositoryWithAHostIsNoneOfTheStandIn() {
        assertThrows(ApiException.class, () -> host("a-token").repository("https://git.example.com/team/sample.git"));
    }
}
