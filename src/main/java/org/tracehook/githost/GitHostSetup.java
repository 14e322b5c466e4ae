package org.tracehook.githost;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.githost.PullRequestConfig.HostKind;
import org.tracehook.http.WebAddress;

/**
 * What says where the host is and how it lets Tracehook in.
 *
 * @param config of pull requests
 * @param repository the configured one's URL
 * @param password with which git gets in
 * @param app which gets tokens; null when there is none
 */
public record GitHostSetup(
        PullRequestConfig config, Optional<String> repository, Optional<Secret> password, GitHubApp app) {

    private static final String HOST = "tracehook.pull-request.host";

    private static final String API_URL = "tracehook.pull-request.api-url";

    private static final String TOKEN = "tracehook.pull-request.token";

    private static final String PASSWORD = "tracehook.workspace.password";

    /** The scrubber would hide ordinary words if it looked for shorter ones. */
    private static final int SHORTEST_TOKEN = 8;

    Optional<URI> repositoryUri() {
        return repository.flatMap(GitHost::uri);
    }

    Optional<HostKind> kind(Faults faults) {
        Optional<HostKind> kind = config.host().or(() -> app == null ? known() : Optional.of(HostKind.GITHUB));
        if (kind.isEmpty()) {
            faults.report(
                    HOST,
                    "is missing: say what the repository's host is, github (with Enterprise Server), gitlab or bitbucket"
                            + " (Cloud)" + GitHost.OTHERS);
        }
        if (app != null && kind.filter(HostKind.GITHUB::equals).isEmpty()) {
            faults.report(HOST, "must be github with a GitHub App: take out one of the two");
        }
        return kind;
    }

    private Optional<HostKind> known() {
        return repositoryUri().map(uri -> switch (uri.getHost().toLowerCase(Locale.ROOT)) {
            case "github.com" -> HostKind.GITHUB;
            case "gitlab.com" -> HostKind.GITLAB;
            case "bitbucket.org" -> HostKind.BITBUCKET;
            default -> null;
        });
    }

    Optional<URI> api(HostKind kind, boolean onLambda, Faults faults) {
        Optional<URI> api = apiOf(kind, config.apiUrl(), repositoryUri().orElseThrow(), onLambda, faults);
        if (api.isEmpty() && config.apiUrl().isEmpty()) {
            faults.report(
                    HOST, "bitbucket is Bitbucket Cloud, and the repository is not on bitbucket.org" + GitHost.OTHERS);
        }
        return api;
    }

    Optional<HostToken> token(Faults faults) {
        if (app != null) {
            config.token()
                    .ifPresent(any -> faults.report(
                            TOKEN,
                            "does not go together with tracehook.workspace.github-app-id: take out one of the two"));
            return Optional.of(app);
        }
        if (config.token().isEmpty() && password.isEmpty()) {
            faults.report(
                    TOKEN,
                    "is missing: set it, or tracehook.workspace.password if that token has the rights"
                            + GitHost.OTHERS);
        }
        config.token().ifPresent(secret -> checkToken(secret, faults));
        return config.token()
                .<HostToken>map(secret -> new HostToken.Configured(TOKEN, secret))
                .or(() -> password.map(secret -> new HostToken.Configured(PASSWORD, secret)));
    }

    private static void checkToken(Secret token, Faults faults) {
        token.check(TOKEN, SHORTEST_TOKEN, faults);
        if (!token.isStored() && !HostToken.Configured.fitsHeader(token.text())) {
            faults.report(TOKEN, HostToken.Configured.SHAPE);
        }
    }

    /**
     * Where the API of such a host is; empty when it cannot be known, or the configured address is a fault, which is reported.
     *
     * @param configured the address that an operator gives
     * @param repository on that host
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     */
    public static Optional<URI> apiOf(
            HostKind kind, Optional<String> configured, URI repository, boolean onLambda, Faults faults) {
        if (configured.isPresent()) {
            WebAddress address = WebAddress.of(configured.get().replaceFirst("/+$", ""), "https://api.github.com");
            Optional<String> problem = address.problem(onLambda).or(() -> Optional.of("must have no query")
                    .filter(any -> address.uri().getRawQuery() != null));
            problem.ifPresent(why -> faults.report(API_URL, why));
            return problem.isEmpty() ? Optional.of(address.uri()) : Optional.empty();
        }
        String host = repository.getHost().toLowerCase(Locale.ROOT);
        String authority = repository.getScheme() + "://" + repository.getRawAuthority();
        return switch (kind) {
            case GITHUB ->
                Optional.of(URI.create(host.equals("github.com") ? "https://api.github.com" : authority + "/api/v3"));
            case GITLAB -> Optional.of(URI.create(authority + "/api/v4"));
            case BITBUCKET ->
                Optional.of(URI.create("https://api.bitbucket.org/2.0")).filter(any -> host.equals("bitbucket.org"));
        };
    }
}
