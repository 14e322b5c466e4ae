package org.tracehook.githost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.githost.PullRequestConfig.HostKind;

/** Which host is meant, and what is wrong with its configuration. */
class GitHostConfigTest {

    private static final String PREFIX = "tracehook.pull-request.";

    private final Faults faults = new Faults();

    private Optional<GitHost> host(String repository, String password, Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        settings.forEach((key, value) -> properties.put(PREFIX + key, value));
        return Configured.of(PullRequestConfig.class, properties, faults)
                .flatMap(config -> GitHost.from(
                        new GitHostSetup(
                                config,
                                Optional.ofNullable(repository),
                                Optional.ofNullable(password).map(Secret::of),
                                null),
                        true,
                        faults));
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/team/app.git, GitHost[api.github.com]",
        "https://GitHub.com/team/app, GitHost[api.github.com]",
        "https://gitlab.com/group/team/app.git, GitHost[gitlab.com]",
        "https://bitbucket.org/team/app.git, GitHost[api.bitbucket.org]"
    })
    void thePublicHostsAreKnown(String repository, String host) {
        assertEquals(Optional.of(host), host(repository, "a-password", Map.of()).map(GitHost::toString));
        assertEquals(List.of(), faults.all());
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB, https://github.com/team/app, https://api.github.com",
        "GITHUB, https://git.example.com:8443/team/app, https://git.example.com:8443/api/v3",
        "GITLAB, https://gitlab.com/team/app, https://gitlab.com/api/v4",
        "GITLAB, https://git.example.com/team/app, https://git.example.com/api/v4",
        "BITBUCKET, https://bitbucket.org/team/app, https://api.bitbucket.org/2.0"
    })
    void theApiIsWhereSuchAHostHasIt(HostKind kind, String repository, String api) {
        assertEquals(
                Optional.of(URI.create(api)),
                GitHostSetup.apiOf(kind, Optional.empty(), URI.create(repository), true, faults));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                                | a-password | host    | github                      | workspace.repository | must be the HTTPS URL of a repository
            /srv/app.git                     | a-password | host    | github                      | workspace.repository | must be the HTTPS URL of a repository
            https://git.example.com/team/app | a-password | draft   | true                        | pull-request.host    | is missing: say what the repository's host is
            https://git.example.com/team/app | a-password | host    | bitbucket                   | pull-request.host    | bitbucket is Bitbucket Cloud, and the repository is not on bitbucket.org
            https://git.example.com/team/app | a-password | host    | gitea                       | pull-request.host    | must be
            https://github.com/team/app      | -          | draft   | true                        | pull-request.token   | is missing: set it, or tracehook.workspace.password
            https://github.com/team/app      | -          | token   | s3cr3t                      | pull-request.token   | must have 8 characters or more
            https://github.com/team/app      | -          | token   | s3cr3t with blanks          | pull-request.token   | must have printable ASCII characters alone
            https://github.com/team/app      | a-password | api-url | http://api.example.com      | pull-request.api-url | must begin with https://
            https://github.com/team/app      | a-password | api-url | https://s3cr3t@api.example  | pull-request.api-url | must have no user or password
            https://github.com/team/app      | a-password | api-url | https://api.example/?s3cr3t | pull-request.api-url | must have no query
            https://github.com/team/app      | a-password | draft   | perhaps                     | pull-request.draft   | must be true or false
            """)
    void faultsSayWhatToDo(
            String repository, String password, String key, String value, String property, String problem) {
        assertEquals(
                Optional.empty(), host(repository, password, Map.of(key, value)).filter(any -> faults.all()
                        .isEmpty()));

        String message = faults.message();
        assertTrue(message.contains("tracehook." + property + " ("), message);
        assertTrue(message.contains("): " + problem), message);
        assertFalse(message.contains("s3cr3t"), message);
    }

    @Test
    void secretsAreTheTokenAndItsPartAfterAMailAddress() {
        List<String> announced = new ArrayList<>();

        PullRequestConfig.announceSecrets(
                Configured.of(PullRequestConfig.class, Map.of(PREFIX + "token", "bot@example.com:0123456789")),
                announced::add);

        assertEquals(List.of("bot@example.com:0123456789", "0123456789"), announced);
    }
}
