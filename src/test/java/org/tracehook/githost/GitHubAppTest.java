package org.tracehook.githost;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.githost.FakeGitHost.REPOSITORY;
import static org.tracehook.githost.FakeGitHost.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.deadline.Backoff;
import org.tracehook.deadline.Deadline;
import org.tracehook.githost.PullRequest.Proposal;
import org.tracehook.githost.PullRequestConfig.HostKind;
import org.tracehook.http.ApiCalls.Connection;
import org.tracehook.http.ApiException;
import org.tracehook.http.Exchange;
import org.tracehook.trace.Clocks;

class GitHubAppTest {

    private static final Instant NOW = Instant.parse("2026-01-26T18:00:00Z");

    private final FakeGitHost host = FakeGitHost.of(HostKind.GITHUB);
    private final List<String> announced = new ArrayList<>();
    private Instant now = NOW;

    @AfterEach
    void close() {
        host.close();
    }

    private GitHubApp app(String key) {
        return new GitHubApp(
                new AppRegistration("123456", "42", Secret.of(key)),
                URI.create(host.url()),
                Clocks.of(() -> now),
                announced::add,
                new Connection(new Exchange(), new Backoff(Duration.ZERO, Duration.ZERO, () -> 0, pause -> {})));
    }

    private GitHubApp app() {
        return app(SampleKey.PKCS1);
    }

    private static ResponseDefinitionBuilder token(String text, String end) {
        return json(
                201, JsonNodeFactory.instance.objectNode().put("token", text).put("expires_at", end));
    }

    private static String token(GitHubApp app, String refused) throws Exception {
        return app.token(REPOSITORY, refused, Deadline.in(Duration.ofMinutes(1)));
    }

    private String failure() {
        return assertThrows(ApiException.class, () -> token(app(), null)).getMessage();
    }

    @Test
    void aTokenIsLimitedToTheRepositoryAndItsRights() throws Exception {
        host.onToken(token("ghs_one", "2026-01-26T19:00:00Z"));

        assertEquals("ghs_one", token(app(), null));

        assertEquals(List.of("POST /app/installations/42/access_tokens"), host.received());
        assertEquals(
                "{\"repositories\":[\"sample\"],"
                        + "\"permissions\":{\"contents\":\"write\",\"pull_requests\":\"write\",\"statuses\":\"write\"}}",
                host.posted("").get(0).toString());
        assertTrue(host.headers("Authorization").get(0).startsWith("Bearer ey"));
        assertEquals(List.of("ghs_one"), announced);
    }

    @Test
    void aTokenIsKeptAndRenewedFiveMinutesBeforeItsEnd() throws Exception {
        host.onToken(token("ghs_one", "2026-01-26T19:00:00Z"), token("ghs_two", "2026-01-26T20:00:00Z"));
        GitHubApp app = app();

        assertEquals("ghs_one", token(app, null));
        now = Instant.parse("2026-01-26T18:54:59Z");
        assertEquals("ghs_one", token(app, null));
        now = Instant.parse("2026-01-26T18:55:00Z");
        assertEquals("ghs_two", token(app, null));
        assertEquals(List.of("ghs_one", "ghs_two"), announced);
    }

    @Test
    void aRefusedTokenIsForgotten() throws Exception {
        host.onToken(token("ghs_one", "2026-01-26T19:00:00Z"), token("ghs_two", "2026-01-26T20:00:00Z"));
        GitHubApp app = app();
        token(app, null);

        assertEquals("ghs_two", token(app, "ghs_one"));
        assertEquals("ghs_two", token(app, "ghs_one"));
    }

    @Test
    void everyRepositoryHasATokenOfItsOwn() throws Exception {
        host.onToken(token("ghs_one", "2026-01-26T19:00:00Z"), token("ghs_two", "2026-01-26T20:00:00Z"));
        GitHubApp app = app();

        assertEquals("ghs_one", token(app, null));
        assertEquals(
                "ghs_two", app.token("https://git.example.com/team/other", null, Deadline.in(Duration.ofMinutes(1))));
        assertEquals("[\"other\"]", host.posted("").get(1).path("repositories").toString());
    }

    @Test
    void aBusyGitHubIsAskedAgain() throws Exception {
        host.onToken(
                aResponse().withStatus(502),
                aResponse().withStatus(429),
                aResponse().withStatus(403).withHeader("Retry-After", "1"),
                aResponse().withStatus(403).withHeader("x-ratelimit-remaining", "0"),
                token("ghs_one", "2026-01-26T19:00:00Z"));

        assertEquals("ghs_one", token(app(), null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | localhost does not know the App (401): check tracehook.workspace.github-app-id, tracehook.workspace.github-app-key and this machine's clock
            404 | localhost has no such installation of the App (404): check tracehook.workspace.github-app-installation-id
            403 | localhost gives the App no token for team/sample (403): install it on that repository, with the rights Contents, Pull requests and Commit statuses: Read and write, and accept new rights of the App there
            422 | localhost gives the App no token for team/sample (422): install it on that repository, with the rights Contents, Pull requests and Commit statuses: Read and write, and accept new rights of the App there
            301 | localhost answered with a redirect (301), and none is followed: check tracehook.pull-request.api-url, and whether the repository was renamed or moved
            """)
    void refusalsSayWhatToDo(int status, String message) {
        host.onToken(aResponse().withStatus(status));

        assertEquals(message, failure());
    }

    @Test
    void anAnswerWithoutATokenIsNamedAsOne() {
        host.onToken(token("", "2026-01-26T19:00:00Z"));
        assertTrue(failure().startsWith("the answer of localhost cannot be read: it has no token;"), failure());

        host.onToken(token("two words", "2026-01-26T19:00:00Z"));
        assertFalse(failure().contains("two words"), failure());

        host.onToken(token("ghs_one", "soon"));
        assertTrue(failure().contains("it does not say when its token ends"), failure());
    }

    @Test
    void anApiThatRefusesTheTokenGetsAnotherOnce() throws Exception {
        host.onToken(token("ghs_one", "2026-01-26T19:00:00Z"), token("ghs_two", "2026-01-26T20:00:00Z"));
        host.onList(aResponse().withStatus(401), json(200, host.list(host.request(9, FakeGitHost.BRANCH))));

        assertEquals(9, open(app()).number());
        assertEquals(
                List.of("Bearer ghs_one", "Bearer ghs_two"),
                host.headers("Authorization").stream()
                        .filter(value -> value.contains("ghs_"))
                        .toList());
    }

    @Test
    void aTokenThatEndsBeforeTheCreationIsRenewedForIt() throws Exception {
        host.onToken(token("ghs_one", "2026-01-26T19:00:00Z"), token("ghs_two", "2026-01-26T20:00:00Z"));
        host.onCreate(aResponse().withStatus(401), json(201, host.request(7, FakeGitHost.BRANCH)));

        assertEquals(7, open(app()).number());
        assertEquals(2, host.created(), "the first was refused");
        assertEquals(2, host.posted("/access_tokens").size());
    }

    @Test
    void anApiThatRefusesEveryTokenIsNotAskedForEver() {
        host.onToken(token("ghs_one", "2026-01-26T19:00:00Z"));
        host.onList(aResponse().withStatus(401));

        String message = assertThrows(ApiException.class, () -> open(app())).getMessage();

        assertEquals(
                "localhost does not accept the token (401): check tracehook.workspace.github-app-key, and whether it"
                        + " expired",
                message);
        assertEquals(4, host.received().size());
    }

    private PullRequest open(GitHubApp app) throws Exception {
        Faults faults = new Faults();
        GitHost client = GitHost.from(
                        new GitHostSetup(
                                Configured.of(
                                        PullRequestConfig.class, Map.of("tracehook.pull-request.api-url", host.url())),
                                Optional.of(REPOSITORY),
                                Optional.empty(),
                                app),
                        false,
                        faults)
                .orElseThrow(() -> new AssertionError(faults.message()));
        return client.repository(REPOSITORY)
                .open(new Proposal(FakeGitHost.BRANCH, "main", "t", "b"), true, Deadline.in(Duration.ofMinutes(1)));
    }

    @Test
    void neitherTokenNorKeyShowsItself() throws Exception {
        host.onToken(token("ghs_one", "2026-01-26T19:00:00Z"));
        GitHubApp app = app();
        token(app, null);

        assertEquals("GitHubApp[123456]", app.toString());
        assertFalse(new AppRegistration("1", "2", Secret.of(SampleKey.PKCS1))
                .toString()
                .contains("BEGIN"));
    }

    private String faults(Map<String, String> parts) {
        Faults faults = new Faults();
        Map<String, String> all =
                new HashMap<>(Map.of("id", "123456", "installation-id", "42", "key", SampleKey.PKCS8));
        all.putAll(parts);
        AppRegistration.from(
                Optional.of(all.get("id")).filter(text -> !text.isEmpty()),
                Optional.of(all.get("installation-id")).filter(text -> !text.isEmpty()),
                Optional.of(all.get("key")).filter(text -> !text.isEmpty()).map(Secret::of),
                faults);
        return faults.message();
    }

    @Test
    void aWholeRegistrationHasNoFault() {
        assertEquals("", faults(Map.of()));
        assertEquals("", faults(Map.of("id", "Iv23liABC", "key", SampleKey.PKCS1)));
        assertEquals("", faults(Map.of("key", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:app-key")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id              | ''               | is missing
            installation-id | ''               | is missing
            key             | ''               | is missing
            id              | my app           | must be the id or client id
            installation-id | my-org           | must be the number
            key             | s3cr3t-s3cr3t-s3 | must be a private key in PEM
            key             | arn:aws:s3cr3t   | must be the ARN of a secret
            """)
    void faultsSayWhatToDo(String part, String value, String problem) {
        String message = faults(Map.of(part, value));

        assertTrue(message.contains("tracehook.workspace.github-app-" + part), message);
        assertTrue(message.contains("): " + problem), message);
        assertFalse(message.contains("s3cr3t"), message);
    }
}
