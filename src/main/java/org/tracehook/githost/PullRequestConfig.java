package org.tracehook.githost;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.function.Consumer;
import org.tracehook.config.Secret;
import org.tracehook.config.SettingConverters.Flag;

/** Pull requests and commit statuses on the host of the git repository. */
@ConfigMapping(prefix = "tracehook.pull-request")
public interface PullRequestConfig {

    /**
     * {@code github} (with Enterprise Server), {@code gitlab} or {@code bitbucket} (Cloud). Default: known from the host of
     * {@code tracehook.workspace.repository} if that is {@code github.com}, {@code gitlab.com} or {@code bitbucket.org}.
     */
    Optional<HostKind> host();

    /**
     * Where the host's REST API is, the only address that gets the token. Default: {@code https://api.github.com},
     * {@code https://api.bitbucket.org/2.0}, on Enterprise Server {@code https://<host>/api/v3}, on GitLab
     * {@code https://<host>/api/v4}. HTTPS; plain HTTP only on a loopback host and not on Lambda.
     */
    Optional<String> apiUrl();

    /**
     * The token for the API, 8 printable ASCII characters or more, without blanks. Default:
     * {@code tracehook.workspace.password}. An API token of Bitbucket is written as {@code <mail address>:<token>}.
     */
    Optional<Secret> token();

    /** Whether a new pull request is a draft. */
    @WithDefault("true")
    @WithConverter(Flag.class)
    boolean draft();

    /** Whether the commit of a run gets a status with the run's end. */
    @WithDefault("true")
    @WithConverter(Flag.class)
    boolean commitStatus();

    /** The git hosts that there is a client for. */
    enum HostKind {
        GITHUB,
        GITLAB,
        BITBUCKET
    }

    /** Gives the token, and its part after a mail address, to the listener before anybody uses them. */
    static void announceSecrets(PullRequestConfig config, Consumer<String> listener) {
        config.token()
                .ifPresent(secret -> secret.announceTo(token -> {
                    listener.accept(token);
                    if (token.indexOf(':') >= 0) {
                        listener.accept(token.substring(token.indexOf(':') + 1));
                    }
                }));
    }
}
