package org.tracehook.githost;

import java.net.URI;
import java.util.Optional;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.deadline.Deadline;
import org.tracehook.githost.HostCalls.Host;
import org.tracehook.githost.PullRequestConfig.HostKind;
import org.tracehook.http.ApiCalls.Connection;
import org.tracehook.http.ApiException;

/** The host of the configured repository, by its REST API. No connection is opened before the first request. */
public final class GitHost {

    private static final String REPOSITORY = "tracehook.workspace.repository";

    static final String OTHERS = "; for another host, bind a remote agent of the name pull_request_agent";

    /** The owner of every repository that is a directory. */
    private static final String OWNER = "local/";

    private final PullRequestConfig config;

    /** Null for the stand-in. */
    private final HostKind kind;

    /** The configured one; of the stand-in, its API. */
    private final URI repository;

    private final Host host;

    private GitHost(PullRequestConfig config, HostKind kind, URI repository, Host host) {
        this.config = config;
        this.kind = kind;
        this.repository = repository;
        this.host = host;
    }

    /** The configured host; empty when something that it needs is missing or faulty, which is reported. */
    public static Optional<GitHost> from(GitHostSetup setup, boolean onLambda, Faults faults) {
        return from(setup, onLambda, new Connection(), faults);
    }

    static Optional<GitHost> from(GitHostSetup setup, boolean onLambda, Connection connection, Faults faults) {
        Optional<URI> repository = setup.repositoryUri();
        if (repository.isEmpty()) {
            faults.report(
                    REPOSITORY,
                    "must be the HTTPS URL of a repository on GitHub, GitLab or Bitbucket, where pull requests are opened"
                            + OTHERS);
            return Optional.empty();
        }
        Optional<HostKind> kind = setup.kind(faults);
        Optional<URI> api = kind.flatMap(known -> setup.api(known, onLambda, faults));
        Optional<HostToken> token = setup.token(faults);
        if (kind.isEmpty() || api.isEmpty() || token.isEmpty()) {
            return Optional.empty();
        }
        Refusals refusals =
                new Refusals(api.get().getHost(), api(kind.get()), token.get().property());
        Host host = new Host(api.get(), token.get(), refusals, connection);
        return Optional.of(new GitHost(setup.config(), kind.get(), repository.get(), host));
    }

    /**
     * A stand-in of GitHub on this machine, for repositories that are directories: it knows each by its name. For development
     * alone.
     *
     * @param api where its API is
     */
    public static GitHost ofDirectories(PullRequestConfig config, URI api, Secret token) {
        HostToken known = new HostToken.Configured("the stand-in", token);
        Refusals refusals = new Refusals(api.getAuthority(), new GitHubApi(), known.property());
        return new GitHost(config, null, api, new Host(api, known, refusals, new Connection()));
    }

    private static HostApi api(HostKind kind) {
        return switch (kind) {
            case GITHUB -> new GitHubApi();
            case GITLAB -> new GitLabApi();
            case BITBUCKET -> new BitbucketApi();
        };
    }

    /** Whether new pull requests are drafts. */
    public boolean opensDrafts() {
        return config.draft();
    }

    /** Whether commits get a status. */
    public boolean writesStatuses() {
        return config.commitStatus();
    }

    /**
     * The repository of that URL.
     *
     * @throws ApiException if it is on another host than the configured one, whose token it must not get
     */
    public RepositoryOnHost repository(String url) throws ApiException {
        if (kind == null && uri(url).isEmpty()) {
            return directory(url.replaceFirst("/+$", ""));
        }
        URI uri = uri(url).orElse(URI.create(""));
        if (!repository.getHost().equalsIgnoreCase(uri.getHost()) || repository.getPort() != uri.getPort()) {
            throw ApiException.refused("the repository of the rule is on another host than " + REPOSITORY
                    + ": pull requests are for that host");
        }
        return new RepositoryOnHost(host, HostedRepository.of(url, uri.getRawPath(), kind == HostKind.GITLAB));
    }

    private RepositoryOnHost directory(String path) throws ApiException {
        String name = OWNER + path.substring(path.lastIndexOf('/') + 1);
        return new RepositoryOnHost(host, HostedRepository.of(path, name, false));
    }

    /**
     * Gives a commit its status, in the place of an earlier one of ours.
     *
     * @param url of the commit's repository
     * @return why it has none now; empty when it has
     */
    public Optional<String> write(CommitStatus status, String url, Deadline deadline) throws InterruptedException {
        try {
            repository(url).write(status, deadline);
            return Optional.empty();
        } catch (ApiException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The URL as a URI; empty when it has no host. */
    public static Optional<URI> uri(String url) {
        try {
            return Optional.of(URI.create(url)).filter(uri -> uri.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Names the API's host. */
    @Override
    public String toString() {
        return "GitHost[" + host.refusals().where() + "]";
    }
}
