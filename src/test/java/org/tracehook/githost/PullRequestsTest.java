package org.tracehook.githost;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.githost.FakeGitHost.BRANCH;
import static org.tracehook.githost.FakeGitHost.REPOSITORY;
import static org.tracehook.githost.FakeGitHost.TOKEN;
import static org.tracehook.githost.FakeGitHost.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Backoff;
import org.tracehook.deadline.Deadline;
import org.tracehook.githost.PullRequest.Proposal;
import org.tracehook.githost.PullRequestConfig.HostKind;
import org.tracehook.http.ApiCalls.Connection;
import org.tracehook.http.ApiException;
import org.tracehook.http.Exchange;

/** What is said to the three kinds of git host, and what each of their answers means. */
class PullRequestsTest {

    private static final String COMMIT = "0123456789012345678901234567890123456789";
    private static final Proposal PROPOSAL = new Proposal(BRANCH, "main", "PROJ-1: Say hello", "A body");

    private final List<Duration> pauses = new ArrayList<>();
    private FakeGitHost host;

    @AfterEach
    void close() {
        host.close();
    }

    private GitHost client(HostKind kind, Map<String, String> more) {
        if (host == null) {
            host = FakeGitHost.of(kind);
        }
        Map<String, String> properties = new HashMap<>(host.properties());
        properties.putAll(more);
        Faults faults = new Faults();
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), () -> 0.5, pauses::add);
        GitHostSetup setup = new GitHostSetup(
                Configured.of(PullRequestConfig.class, properties), Optional.of(REPOSITORY), Optional.empty(), null);
        return GitHost.from(setup, false, new Connection(new Exchange(), backoff), faults)
                .orElseThrow(() -> new AssertionError(faults.message()));
    }

    private PullRequest open(HostKind kind) throws Exception {
        return open(client(kind, Map.of()));
    }

    private static PullRequest open(GitHost client) throws Exception {
        return client.repository(REPOSITORY).open(PROPOSAL, client.opensDrafts(), Deadline.in(Duration.ofMinutes(1)));
    }

    private String failure(HostKind kind) {
        return assertThrows(ApiException.class, () -> open(kind)).getMessage();
    }

    private PullRequest request(int number, boolean isNew) {
        return new PullRequest(number, Optional.of(host.pageOf(number)), isNew);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GITHUB    | /repos/team/sample/pulls?state=open&per_page=20&head=team%3Adevelop%2FPROJ-1
            GITLAB    | /projects/team%2Fsample/merge_requests?state=opened&per_page=20&source_branch=develop%2FPROJ-1
            BITBUCKET | /repositories/team/sample/pullrequests?pagelen=20&q=source.branch.name%3D%22develop%2FPROJ-1%22%20AND%20state%3D%22OPEN%22
            """)
    void withoutARequestOfTheBranchADraftIsMade(HostKind kind, String list) throws Exception {
        assertEquals(request(open(kind)), request(7, true).toString());

        String create = list.substring(0, list.indexOf('?'));
        assertEquals(List.of("GET " + list, "POST " + create), host.received());
        String document =
                switch (kind) {
                    case GITHUB ->
                        "{\"title\":\"PROJ-1: Say hello\",\"head\":\"develop/PROJ-1\",\"base\":\"main\","
                                + "\"body\":\"A body\",\"draft\":true}";
                    case GITLAB ->
                        "{\"source_branch\":\"develop/PROJ-1\",\"target_branch\":\"main\","
                                + "\"title\":\"Draft: PROJ-1: Say hello\",\"description\":\"A body\"}";
                    case BITBUCKET ->
                        "{\"title\":\"PROJ-1: Say hello\",\"description\":\"A body\",\"draft\":true,"
                                + "\"source\":{\"branch\":{\"name\":\"develop/PROJ-1\"}},"
                                + "\"destination\":{\"branch\":{\"name\":\"main\"}}}";
                };
        assertEquals(document, host.posted(create).get(0).toString());
        String header = kind == HostKind.GITLAB ? "PRIVATE-TOKEN" : "Authorization";
        String value = kind == HostKind.GITLAB ? TOKEN : "Bearer " + TOKEN;
        assertEquals(List.of(value, value), host.headers(header));
    }

    private static String request(PullRequest request) {
        return request.toString();
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void anOpenRequestIsTakenAsItIs(HostKind kind) throws Exception {
        host = FakeGitHost.of(kind);
        host.onList(
                json(200, host.list(host.fromFork(5), host.request(6, "develop/PROJ-10"), host.request(9, BRANCH))));

        assertEquals(request(9, false), open(kind));
        assertEquals(1, host.received().size());
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void requestsOfForksDoNotHideOurs(HostKind kind) throws Exception {
        host = FakeGitHost.of(kind);
        JsonNode[] forks = IntStream.range(100, 120).mapToObj(host::fromFork).toArray(JsonNode[]::new);
        host.onList(
                json(200, host.list(forks)),
                json(200, host.list(forks)),
                json(200, host.list(host.request(9, BRANCH))));

        assertEquals(request(9, false), open(kind));
        assertEquals(3, host.received().size());
        assertTrue(host.received().get(2).endsWith("&page=3"), host.received()::toString);
    }

    @Test
    void aListWithoutEndIsReadUpToTheTenthPage() throws Exception {
        host = FakeGitHost.of(HostKind.GITLAB);
        JsonNode[] forks = IntStream.range(100, 120).mapToObj(host::fromFork).toArray(JsonNode[]::new);
        host.onList(json(200, host.list(forks)));

        assertEquals(request(7, true), open(HostKind.GITLAB));
        assertEquals(10 + 1, host.received().size());
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void oneThatAPersonClosedOrMergedIsLeftAndAnotherIsMade(HostKind kind) throws Exception {
        assertEquals(request(open(kind)), request(7, true).toString());
        host.closeRequest();

        assertTrue(open(kind).isNew());
        assertEquals(List.of("GET", "POST", "GET", "POST"), methods());
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void aRequestThatIsNoDraftIsMadeWhereConfigured(HostKind kind) throws Exception {
        open(client(kind, Map.of("tracehook.pull-request.draft", "false")));

        JsonNode document = host.posted("").get(0);
        assertFalse(document.path("draft").asBoolean(), document::toString);
        assertEquals("PROJ-1: Say hello", document.path("title").asText());
    }

    /** Somebody was faster, or an earlier attempt of this run was. */
    @ParameterizedTest
    @CsvSource({"GITHUB, 422", "GITHUB, 409", "GITLAB, 409", "GITLAB, 422", "BITBUCKET, 409", "BITBUCKET, 400"})
    void aRefusedCreationLooksAgain(HostKind kind, int status) throws Exception {
        host = FakeGitHost.of(kind);
        host.onDone(json(status, host.refusal("A pull request already exists for team:develop/PROJ-1.")));

        assertEquals(request(7, false), open(kind));
        assertEquals(1, host.created());
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void aCreationWithoutAnAnswerIsLookedForAndNotRepeated(HostKind kind) throws Exception {
        host = FakeGitHost.of(kind);
        host.onDone(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertEquals(request(7, false), open(kind));
        assertEquals(1, host.created());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504})
    void aCreationThatFailedOnTheHostIsLookedForAndThenRepeated(int status) throws Exception {
        host = FakeGitHost.of(HostKind.GITHUB);
        host.onCreate(aResponse().withStatus(status), json(201, host.request(7, BRANCH)));

        assertEquals(request(7, true), open(HostKind.GITHUB));
        assertEquals(List.of("GET", "POST", "GET", "POST"), methods());
    }

    private List<String> methods() {
        return host.received().stream().map(line -> line.split(" ")[0]).toList();
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void anAnswerOfAnotherKindIsLookedInto(HostKind kind) throws Exception {
        host = FakeGitHost.of(kind);
        host.onDone(aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "text/html")
                .withBody("<html>"));

        assertEquals(request(7, false), open(kind));
        assertEquals(1, host.created());
    }

    @Test
    void itWaitsAsLongAsTheHostAsks() throws Exception {
        host = FakeGitHost.of(HostKind.GITHUB);
        host.onList(aResponse().withStatus(429).withHeader("Retry-After", "3"), json(200, host.list()));
        host.onCreate(
                aResponse().withStatus(403).withHeader("Retry-After", "2"),
                aResponse().withStatus(403).withHeader("x-ratelimit-remaining", "0"),
                json(201, host.request(7, BRANCH)));

        assertEquals(request(7, true), open(HostKind.GITHUB));
        assertEquals(List.of(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(200)), pauses);
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void everyHostIsAskedAgainWhenItIsBusy(HostKind kind) throws Exception {
        host = FakeGitHost.of(kind);
        ResponseDefinitionBuilder busy = aResponse()
                .withStatus(429)
                .withHeader("Retry-After", "3")
                .withHeader("Content-Type", "text/html")
                .withBody("<html>slow down");
        host.onList(busy, json(200, host.list()));
        host.onCreate(busy, json(201, host.request(7, BRANCH)));
        host.onStatus(busy, json(201, JsonNodeFactory.instance.objectNode()));

        assertEquals(request(7, true), open(kind));
        assertEquals(Optional.empty(), write(client(kind, Map.of()), true, Optional.empty()));
        assertEquals(Collections.nCopies(3, Duration.ofSeconds(3)), pauses);
        assertEquals(List.of("GET", "GET", "POST", "GET", "POST", "POST", "POST"), methods());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "1000000000", "soon", "Wed, 21 Oct 2035 07:28:00 GMT"})
    void whatIsNoNumberOfSecondsIsNotWaitedFor(String retryAfter) throws Exception {
        host = FakeGitHost.of(HostKind.BITBUCKET);
        host.onList(aResponse().withStatus(429).withHeader("Retry-After", retryAfter), json(200, host.list()));

        assertEquals(request(7, true), open(HostKind.BITBUCKET));
        assertEquals(List.of(Duration.ofMillis(100)), pauses);
    }

    @Test
    void itDoesNotWaitLongerThanTheStepHas() {
        host = FakeGitHost.of(HostKind.GITLAB);
        host.onList(aResponse().withStatus(429).withHeader("Retry-After", "600"));

        assertEquals("localhost is busy (429) and asks to wait 600 s", failure(HostKind.GITLAB));
        assertEquals(List.of(), pauses);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GITHUB    | 401 | localhost does not accept the token (401): check tracehook.pull-request.token, and whether it expired
            GITLAB    | 401 | localhost does not accept the token (401): check tracehook.pull-request.token, and whether it expired
            BITBUCKET | 401 | localhost does not accept the token (401): check tracehook.pull-request.token, and whether it expired
            GITHUB    | 404 | localhost has no repository team/sample that the token may see (404): check tracehook.workspace.repository, and that tracehook.pull-request.token may read and write there: Contents, Pull requests and Commit statuses: Read and write (a classic token: repo)
            BITBUCKET | 404 | localhost has no repository team/sample that the token may see (404): check tracehook.workspace.repository, and that tracehook.pull-request.token may read and write there: Repositories and Pull requests: Write
            GITHUB    | 403 | localhost does not let the token do this (403): give the token of tracehook.pull-request.token these rights on team/sample: Contents, Pull requests and Commit statuses: Read and write (a classic token: repo)
            GITLAB    | 403 | localhost does not let the token do this (403): give the token of tracehook.pull-request.token these rights on team/sample: scope api, and role Developer or more
            BITBUCKET | 403 | localhost does not let the token do this (403): give the token of tracehook.pull-request.token these rights on team/sample: Repositories and Pull requests: Write
            GITLAB    | 404 | localhost has no repository team/sample that the token may see (404): check tracehook.workspace.repository, and that tracehook.pull-request.token may read and write there: scope api, and role Developer or more
            GITHUB    | 301 | localhost answered with a redirect (301), and none is followed: check tracehook.pull-request.api-url, and whether the repository was renamed or moved
            GITHUB    | 405 | localhost refused the request (405): check tracehook.pull-request.api-url
            BITBUCKET | 500 | localhost failed (500): try again later
            """)
    void refusalsSayWhatWhereAndWhatToDo(HostKind kind, int status, String message) {
        host = FakeGitHost.of(kind);
        host.onAnything(aResponse().withStatus(status).withHeader("Location", "https://elsewhere.example.com/"));

        assertEquals(message, failure(kind));
        assertFalse(message.contains(TOKEN));
        assertTrue(host.received().size() == (status == 500 ? 6 : 1), host.received()::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GITHUB    | 422 | No commits between main and develop/PROJ-1 | localhost does not take what was sent (422): Validation Failed: No commits between main and develop/PROJ-1
            GITHUB    | 422 | Draft pull requests are not supported in this repository. | localhost does not take what was sent (422): Validation Failed: Draft pull requests are not supported in this repository.; set tracehook.pull-request.draft=false
            GITLAB    | 400 | {u001b}[31mnein | localhost does not take what was sent (400): [31mnein
            BITBUCKET | 400 | There are no changes to be pulled | localhost does not take what was sent (400): There are no changes to be pulled
            """)
    void whatIsNotTakenHasTheHostsReason(HostKind kind, int status, String words, String message) {
        host = FakeGitHost.of(kind);
        host.onCreate(json(status, host.refusal(words.replace("{u001b}", "\u001b"))));

        assertEquals(message, failure(kind));
    }

    @ParameterizedTest
    @CsvSource({"GITHUB, 422", "GITHUB, 409", "GITLAB, 409", "GITLAB, 422", "BITBUCKET, 400", "BITBUCKET, 409"})
    void aPageInPlaceOfAReasonIsNotShown(HostKind kind, int status) {
        host = FakeGitHost.of(kind);
        host.onCreate(aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html")
                .withBody("<html>canary"));

        assertEquals("localhost does not take what was sent (" + status + "): it gives no reason", failure(kind));
    }

    @Test
    void aLoginPageIsNamedAsOne() {
        host = FakeGitHost.of(HostKind.GITLAB);
        host.onList(aResponse().withHeader("Content-Type", "text/html").withBody("<html>"));

        assertEquals(
                "the answer of localhost cannot be read: its Content-Type is not application/json; check"
                        + " tracehook.pull-request.api-url, and whether a login page is in between",
                failure(HostKind.GITLAB));
    }

    @Test
    void aHostThatIsSilentIsLeftInTime() throws Exception {
        host = FakeGitHost.of(HostKind.GITHUB);
        host.onAnything(aResponse().withFixedDelay(20_000));
        RepositoryOnHost repository = client(HostKind.GITHUB, Map.of()).repository(REPOSITORY);

        ApiException e = assertThrows(
                ApiException.class, () -> repository.open(PROPOSAL, true, Deadline.in(Duration.ofMillis(1_500))));

        assertTrue(e.getMessage().startsWith("localhost did not answer within 1."), e.getMessage());
    }

    @Test
    void aPageElsewhereIsNoUrlOfTheRequest() throws Exception {
        host = FakeGitHost.of(HostKind.GITHUB);
        host.onCreate(
                json(201, host.request(7, BRANCH).put("html_url", "https://elsewhere.example.com/team/sample/pull/7")));

        assertEquals(new PullRequest(7, Optional.empty(), true), open(HostKind.GITHUB));
    }

    @Test
    void anApiTokenOfBitbucketIsSentWithItsMailAddress() throws Exception {
        open(client(HostKind.BITBUCKET, Map.of("tracehook.pull-request.token", "bot@example.com:0123456789")));

        assertEquals(
                List.of("Basic Ym90QGV4YW1wbGUuY29tOjAxMjM0NTY3ODk=", "Basic Ym90QGV4YW1wbGUuY29tOjAxMjM0NTY3ODk="),
                host.headers("Authorization"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example.com/team/sample.git",
                "https://git.example.com:8443/team/sample.git",
                "https://git.example.com.elsewhere.example/team/sample",
                "/srv/sample.git"
            })
    void theTokenGoesToNoOtherHostsRepository(String url) {
        GitHost client = client(HostKind.GITHUB, Map.of());

        String message =
                assertThrows(ApiException.class, () -> client.repository(url)).getMessage();

        assertTrue(message.contains("is on another host"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB, https://git.example.com/sample",
        "GITHUB, https://git.example.com/group/team/sample",
        "GITLAB, https://git.example.com/sample",
        "GITLAB, https://git.example.com/team/../sample",
        "BITBUCKET, https://git.example.com/team/%2e%2e",
        "GITHUB, https://git.example.com/team/"
    })
    void whatIsNoOwnerAndNameIsRefused(HostKind kind, String url) {
        GitHost client = client(kind, Map.of());

        String message =
                assertThrows(ApiException.class, () -> client.repository(url)).getMessage();

        assertTrue(message.endsWith("must end with owner and name"), message);
    }

    @Test
    void aGroupOfAGroupIsOneSegmentOfTheApi() throws Exception {
        GitHost client = client(HostKind.GITLAB, Map.of());
        host.onAnything(json(200, JsonNodeFactory.instance.objectNode()));

        assertThrows(ApiException.class, () -> client.repository("https://git.example.com/a/b/c.git/")
                .open(PROPOSAL, true, Deadline.in(Duration.ofMinutes(1))));

        assertTrue(
                host.received().get(0).startsWith("GET /projects/a%2Fb%2Fc/merge_requests?"),
                host.received()::toString);
    }

    private Optional<String> write(GitHost client, boolean succeeded, Optional<String> link) throws Exception {
        return client.write(
                new CommitStatus(COMMIT, succeeded, "3 step(s) succeeded", link),
                REPOSITORY,
                Deadline.in(Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GITHUB    | true  | /repos/team/sample/statuses/                   | {"state":"success","context":"tracehook","description":"3 step(s) succeeded","target_url":"https://logs.example/1"}
            GITHUB    | false | /repos/team/sample/statuses/                   | {"state":"failure","context":"tracehook","description":"3 step(s) succeeded","target_url":"https://logs.example/1"}
            GITLAB    | true  | /projects/team%2Fsample/statuses/              | {"state":"success","name":"tracehook","description":"3 step(s) succeeded","target_url":"https://logs.example/1"}
            GITLAB    | false | /projects/team%2Fsample/statuses/              | {"state":"failed","name":"tracehook","description":"3 step(s) succeeded","target_url":"https://logs.example/1"}
            BITBUCKET | true  | /repositories/team/sample/commit/{c}/statuses/build | {"key":"tracehook","state":"SUCCESSFUL","name":"Tracehook","description":"3 step(s) succeeded","url":"https://logs.example/1"}
            BITBUCKET | false | /repositories/team/sample/commit/{c}/statuses/build | {"key":"tracehook","state":"FAILED","name":"Tracehook","description":"3 step(s) succeeded","url":"https://logs.example/1"}
            """)
    void aCommitGetsItsStatus(HostKind kind, boolean succeeded, String path, String document) throws Exception {
        Optional<String> problem = write(client(kind, Map.of()), succeeded, Optional.of("https://logs.example/1"));

        assertEquals(Optional.empty(), problem);
        String expected = path.contains("{c}") ? path.replace("{c}", COMMIT) : path + COMMIT;
        assertEquals(List.of("POST " + expected), host.received());
        assertEquals(document, host.posted("").get(0).toString());
    }

    @Test
    void withoutALogBitbucketLinksTheCommitAndTheOthersNothing() throws Exception {
        write(client(HostKind.BITBUCKET, Map.of()), true, Optional.empty());

        assertEquals(
                "https://git.example.com/team/sample/commits/" + COMMIT,
                host.posted("").get(0).path("url").asText());
    }

    @Test
    void gitLabsRefusalOfTheSameStatusIsNone() throws Exception {
        host = FakeGitHost.of(HostKind.GITLAB);
        host.onStatus(json(
                400,
                host.refusal(
                        "Cannot transition status via :enqueue from :pending (Reason(s): Status cannot transition)")));

        assertEquals(Optional.empty(), write(client(HostKind.GITLAB, Map.of()), true, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB, 401, does not accept the token (401)",
        "GITLAB, 403, does not let the token do this (403)",
        "BITBUCKET, 404, has no repository team/sample that the token may see (404)",
        "GITLAB, 409, does not take what was sent (409)",
        "BITBUCKET, 500, failed (500)"
    })
    void aStatusThatIsRefusedSaysWhy(HostKind kind, int status, String why) throws Exception {
        host = FakeGitHost.of(kind);
        host.onStatus(aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html")
                .withBody("<html>"));

        String problem = write(client(kind, Map.of()), false, Optional.empty()).orElseThrow();

        assertTrue(problem.startsWith("localhost " + why), problem);
    }

    @Test
    void aStatusThatIsNotTakenIsSaid() throws Exception {
        host = FakeGitHost.of(HostKind.GITHUB);
        host.onStatus(json(422, host.refusal("No commit found for SHA: " + COMMIT)));

        assertEquals(
                Optional.of("localhost does not take what was sent (422): Validation Failed: No commit found for SHA: "
                        + COMMIT),
                write(client(HostKind.GITHUB, Map.of()), true, Optional.empty()));
    }
}
