package org.tracehook.githost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.deadline.Backoff;
import org.tracehook.deadline.Deadline;
import org.tracehook.githost.PullRequest.Proposal;
import org.tracehook.http.ApiCalls.Connection;
import org.tracehook.http.ApiException;
import org.tracehook.http.Exchange;

/** What is sent to GitHub is what its OpenAPI description allows: Prism refuses anything else. */
@EnabledIfEnvironmentVariable(
        named = "PRISM",
        matches = ".+",
        disabledReason =
                "PRISM names a folder with @stoplight/prism-cli and @octokit/openapi; .ci/run fetches them by npm")
class GitHubOpenApiTest {

    private static final String REPOSITORY = "https://github.com/team/app.git";
    private static final Deadline PLENTY = Deadline.in(Duration.ofMinutes(5));

    private static Process prism;
    private static URI api;

    @BeforeAll
    static void start() throws IOException {
        int port = freePort();
        Path folder = Path.of(System.getenv("PRISM"), "node_modules");
        prism = new ProcessBuilder(
                        folder.resolve(".bin/prism").toString(),
                        "mock",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "" + port,
                        folder.resolve("@octokit/openapi/generated/api.github.com.json")
                                .toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(prism.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains("listening")) {
                Thread reader = new Thread(() -> lines.lines().forEach(rest -> {}));
                reader.setDaemon(true);
                reader.start();
                api = URI.create("http://127.0.0.1:" + port);
                return;
            }
        }
        throw new AssertionError("Prism did not start");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        prism.destroy();
    }

    private static GitHost client() {
        Faults faults = new Faults();
        Map<String, String> properties = Map.of(
                "tracehook.pull-request.api-url", api.toString(), "tracehook.pull-request.token", FakeGitHost.TOKEN);
        return GitHost.from(
                        new GitHostSetup(
                                Configured.of(PullRequestConfig.class, properties),
                                Optional.of(REPOSITORY),
                                Optional.empty(),
                                null),
                        false,
                        new Connection(new Exchange(), new Backoff(Duration.ZERO, Duration.ZERO, () -> 0, pause -> {})),
                        faults)
                .orElseThrow(() -> new AssertionError(faults.message()));
    }

    /** The description's sample is a request of another branch, so that a new one is made. */
    @Test
    void aPullRequestIsTaken() throws Exception {
        PullRequest request =
                client().repository(REPOSITORY).open(new Proposal("develop/PROJ-1", "main", "t", "b"), true, PLENTY);

        assertEquals(
                new PullRequest(1347, Optional.of("https://github.com/octocat/Hello-World/pull/1347"), true), request);
    }

    @Test
    void aStatusIsTaken() throws Exception {
        for (boolean succeeded : new boolean[] {true, false}) {
            CommitStatus status =
                    new CommitStatus("0".repeat(40), succeeded, "x", Optional.of("https://logs.example/1"));

            assertEquals(Optional.empty(), client().write(status, REPOSITORY, PLENTY));
        }
    }

    @Test
    void aTokenOfAnAppIsGiven() throws Exception {
        GitHubApp app = new GitHubApp(
                new AppRegistration("1", "42", Secret.of(SampleKey.PKCS1)), api, Clock.systemUTC(), any -> {});

        assertTrue(app.token(REPOSITORY, null, PLENTY).startsWith("ghs_"));
    }

    /** Else the tests above prove nothing. */
    @Test
    void prismRefusesARequestWithoutABase() throws Exception {
        ApiException e = assertThrows(ApiException.class, () -> client().repository(REPOSITORY)
                .open(new Proposal("develop/PROJ-1", null, "t", "b"), true, PLENTY));

        assertTrue(e.getMessage().contains("(422)"), e.getMessage());
    }
}
