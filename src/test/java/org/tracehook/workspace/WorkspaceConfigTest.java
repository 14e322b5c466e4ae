package org.tracehook.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;

class WorkspaceConfigTest {

    private final Faults faults = new Faults();

    private void check(Map<String, String> properties, boolean onLambda) {
        Configured.of(WorkspaceConfig.class, properties, faults)
                .ifPresent(config -> Workspaces.from(config, onLambda, Clock.systemUTC(), faults));
    }

    private String fault(String name, String value, boolean onLambda) {
        check(Map.of("tracehook.workspace." + name, value), onLambda);
        return faults.message();
    }

    @Test
    void withoutAnyPropertyThereAreDefaults() throws WorkspaceException {
        WorkspaceConfig config = Configured.of(WorkspaceConfig.class, Map.of());
        check(Map.of(), true);

        assertEquals(List.of(), faults.all());
        assertEquals(Optional.empty(), config.repository());
        assertEquals(new BranchNames("main", "develop/{KEY}"), BranchNames.of(config, Optional.empty()));
        assertEquals(Optional.empty(), config.password());
        assertEquals(100L << 20, config.maxFetchSize().asLongValue());
        assertEquals(200L << 20, config.maxCheckoutSize().asLongValue());
        assertEquals(512L << 10, config.maxDiffFileSize().asLongValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.com/team/app.git",
                "https://git.example.com:8443/app",
                "http://localhost:3000/app.git",
                "http://127.0.0.1/app.git",
                "http://[::1]:3000/app.git"
            })
    void theseUrlsAreTaken(String url) {
        assertEquals("", fault("repository", url, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://git.example.com/app.git        | must be https
            http://127.0.0.1.example.com/app.git  | must be https
            http://localhost.example.com/app.git  | must be https
            ssh://git@git.example.com/app.git     | must be an https URL, not ssh
            git://git.example.com/app.git         | must be an https URL, not git
            ext::sh -c true                       | must be an https URL
            git@git.example.com:app.git           | must be an https URL
            file:///srv/app.git                   | must be an https URL: a directory needs
            /srv/app.git                          | must be an https URL: a directory needs
            https://user:s3cr3t@git.example.com/a | must not hold a user or password
            https://s3cr3t@git.example.com/a      | must not hold a user or password
            https://git.example.com/a?token=s3cr3t| must not have a query
            https://git.example.com/a#s3cr3t      | must not have a query or a fragment
            https:///a                            | has no host
            https://git example.com/s3cr3t        | is no URL
            """)
    void otherUrlsAreFaultsThatDoNotShowThem(String url, String problem) {
        String message = fault("repository", url, false);

        assertTrue(
                message.contains("tracehook.workspace.repository (TRACEHOOK_WORKSPACE_REPOSITORY): " + problem),
                message);
        assertFalse(message.contains("s3cr3t"), message);
    }

    @Test
    void onLambdaThereIsHttpsAlone() {
        assertTrue(fault("repository", "http://localhost/app.git", true).contains("must be https"));
        assertTrue(fault("repository", "/srv/app.git", true).contains("must be an https URL on Lambda"));
        assertTrue(fault("allow-local-repository", "true", true).contains("must be false on Lambda"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            base-branch            | ../main
            base-branch            | -main
            base-branch            | a b
            base-branch            | refs/heads/main
            base-branch            | main.lock
            branch-pattern         | develop
            branch-pattern         | {key}/{key}
            branch-pattern         | {KEY}/{KEY}
            branch-pattern         | {key}/{KEY}
            branch-pattern         | develop/{Key}
            branch-pattern         | de velop/{key}
            branch-pattern         | -{key}
            branch-pattern         | a//{key}
            author-name            | A <b>
            author-email           | a b
            max-fetch-size         | much
            max-checkout-size      | -1
            max-diff-file-size     | 0
            allow-local-repository | yes
            password               | seven77
            password               | long enough without a user
            """)
    void whatMeansNothingIsAFault(String name, String value) {
        String message = fault(name, value, false);

        assertTrue(message.contains("tracehook.workspace."), message);
        if (name.equals("password")) {
            assertFalse(message.contains(value), message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "develop/{KEY}, develop/PROJ-1",
        "develop/{key}, develop/proj-1",
        "{KEY}, PROJ-1",
        "bot-{key}-change, bot-proj-1-change"
    })
    void theKeyIsInTheBranchsNameAsThePatternWritesIt(String pattern, String branch) throws WorkspaceException {
        assertEquals("", fault("branch-pattern", pattern, false));
        assertEquals(branch, new BranchNames("main", pattern).of("PROJ-1"));
    }

    @Test
    void aPasswordNeedsTheRepositoryThatItIsFor() {
        check(Map.of("tracehook.workspace.username", "bot", "tracehook.workspace.password", "12345678"), false);

        assertTrue(
                faults.message()
                        .contains("tracehook.workspace.password (TRACEHOOK_WORKSPACE_PASSWORD): is for the host of"
                                + " tracehook.workspace.repository alone, and that is not set"),
                faults.message());
    }

    @ParameterizedTest
    @CsvSource({"username, bot", "password, 12345678"})
    void aGitHubAppDoesNotGoTogetherWithAPassword(String name, String value) {
        check(
                Map.of(
                        "tracehook.workspace.repository",
                        "https://github.com/team/app",
                        "tracehook.workspace.github-app-id",
                        "123456",
                        "tracehook.workspace." + name,
                        value),
                true);

        assertTrue(
                faults.message()
                        .contains("tracehook.workspace." + name + " (TRACEHOOK_WORKSPACE_" + name.toUpperCase()
                                + "): does not go together with tracehook.workspace.github-app-id"),
                faults.message());
    }

    @Test
    void aGitHubAppNeedsTheRepositoryThatItIsFor() {
        assertTrue(fault("github-app-id", "123456", true)
                .contains("tracehook.workspace.github-app-id (TRACEHOOK_WORKSPACE_GITHUB_APP_ID): is for the host of"));
    }

    @Test
    void theKeyOfAnAppIsASecretInEverySpelling() {
        WorkspaceConfig config = Configured.of(
                WorkspaceConfig.class,
                Map.of(
                        "tracehook.workspace.github-app-key",
                        "-----BEGIN RSA PRIVATE KEY-----\nAB\nCD\n-----END X-----"));

        List<String> announced = new ArrayList<>();
        WorkspaceConfig.announceSecrets(config, announced::add);

        assertEquals(List.of("-----BEGIN RSA PRIVATE KEY-----\nAB\nCD\n-----END X-----", "ABCD"), announced);
    }

    @Test
    void secretsAreThePasswordAndWhatARequestCarries() {
        WorkspaceConfig config = Configured.of(
                WorkspaceConfig.class,
                Map.of("tracehook.workspace.username", "bot", "tracehook.workspace.password", "12345678"));

        List<String> announced = new ArrayList<>();
        WorkspaceConfig.announceSecrets(config, announced::add);

        assertEquals(List.of("12345678", "bot:12345678"), announced);
    }
}
