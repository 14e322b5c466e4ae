package org.tracehook.workspace;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.PersonIdent;
import org.tracehook.config.Faults;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.Exchange;

/** Opens the operator's repository for a step. JGit is loaded for the first step, not at the start. */
public final class Workspaces {

    /** GitHub's name for whoever has a token of an App. */
    private static final String APP_USER = "x-access-token";

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private static final String PREFIX = "tracehook.workspace.";

    /** The scrubber would hide ordinary words if it looked for shorter ones. */
    private static final int SHORTEST_PASSWORD = 8;

    private static final Pattern AUTHOR_NAME = Pattern.compile("[^\\p{Cntrl}<>]{1,100}");
    private static final Pattern AUTHOR_EMAIL = Pattern.compile("[^\\p{Cntrl}<>\\s]{1,200}");

    private final WorkspaceConfig config;
    private final RepositoryUrl.Allowed allowed;
    private final Clock clock;

    /** Null without a GitHub App. */
    private AppTokens app;

    /** Made for the first step; its connections serve the next. */
    private Exchange exchange;

    private Workspaces(WorkspaceConfig config, boolean onLambda, Clock clock) {
        this.config = config;
        this.allowed = new RepositoryUrl.Allowed(config.allowLocalRepository(), onLambda);
        this.clock = clock;
    }

    /**
     * The workspaces of that configuration; what does not go together is reported.
     *
     * @param clock gives commits their time
     */
    public static Workspaces from(WorkspaceConfig config, boolean onLambda, Clock clock, Faults faults) {
        Workspaces workspaces = new Workspaces(config, onLambda, clock);
        workspaces.checkRepository(faults);
        BranchNames.check(config, faults);
        if (config.password().isPresent()) {
            workspaces.checkCredentials(faults);
        }
        if (config.githubAppId().isPresent()) {
            workspaces.checkApp(faults);
        }
        workspaces.checkAuthor(faults);
        return workspaces;
    }

    /** The same with the tokens of a GitHub App in the place of a password. */
    public Workspaces with(AppTokens tokens) {
        app = tokens;
        return this;
    }

    private void checkRepository(Faults faults) {
        if (allowed.localDirectory() && allowed.onLambda()) {
            faults.report(PREFIX + "allow-local-repository", "must be false on Lambda");
        }
        try {
            config.repository().ifPresent(text -> RepositoryUrl.of(text, allowed));
        } catch (IllegalArgumentException e) {
            faults.report(PREFIX + "repository", e.getMessage());
        }
    }

    private void checkCredentials(Faults faults) {
        config.password().orElseThrow().check(PREFIX + "password", SHORTEST_PASSWORD, faults);
        if (config.repository().isEmpty()) {
            faults.report(
                    PREFIX + "password",
                    "is for the host of tracehook.workspace.repository alone, and that is not set");
        }
        if (config.username().isEmpty()) {
            faults.report(
                    PREFIX + "username",
                    "is missing: the password needs a user name; with an access token often x-access-token");
        }
        if (config.username().filter(name -> name.contains(":")).isPresent()) {
            faults.report(PREFIX + "username", "must not hold ':'");
        }
    }

    private void checkApp(Faults faults) {
        String both = "does not go together with tracehook.workspace.github-app-id: take out one of the two";
        config.username().ifPresent(any -> faults.report(PREFIX + "username", both));
        config.password().ifPresent(any -> faults.report(PREFIX + "password", both));
        if (config.repository().isEmpty()) {
            faults.report(
                    PREFIX + "github-app-id",
                    "is for the host of tracehook.workspace.repository alone, and that is not set");
        }
    }

    private void checkAuthor(Faults faults) {
        if (!AUTHOR_NAME.matcher(config.authorName()).matches()) {
            faults.report(PREFIX + "author-name", "must be a name without < and >");
        }
        if (!AUTHOR_EMAIL.matcher(config.authorEmail()).matches()) {
            faults.report(PREFIX + "author-email", "must be an address without blanks, < and >");
        }
    }

    private synchronized Exchange exchange() {
        if (exchange == null) {
            exchange = new Exchange(CONNECT_LIMIT);
        }
        return exchange;
    }

    /** How many bytes a file may have to be compared, and reviewed, line by line. */
    public long largestComparedFile() {
        return config.maxDiffFileSize().asLongValue();
    }

    /** Whether the configuration or the rule's settings name a repository. */
    public boolean hasRepository(Map<String, String> ofRule) {
        return config.repository().isPresent() || ofRule.containsKey("repository");
    }

    /**
     * The repository for one step. No request is sent yet.
     *
     * @param ofRule the rule's settings: {@code repository} and {@code base_branch} override the configured ones
     * @param deadline when the step must have ended; its thread is interrupted then
     * @param fetched what earlier steps of the run fetched with the same settings
     * @throws WorkspaceException if no repository is set, the rule's must not be used, or the password cannot be read
     */
    public Workspace open(Map<String, String> ofRule, Deadline deadline, RunClone fetched) throws WorkspaceException {
        RepositoryUrl url = repository(Optional.ofNullable(ofRule.get("repository")));
        long largest = config.maxFetchSize().asLongValue();
        Remote remote = new Remote(url, new GitHttp(exchange(), url.origin(), credentials(url, deadline), largest));
        BranchNames branches = BranchNames.of(config, Optional.ofNullable(ofRule.get("base_branch")));
        History history = new History(remote, branches.base(), fetched);
        return new Workspace(history, branches, config, new CommitPusher(history, branches, this::author, deadline));
    }

    /**
     * The URL of the repository for one step.
     *
     * @throws WorkspaceException if no repository is set, or the rule's must not be used
     */
    public String url(Map<String, String> ofRule) throws WorkspaceException {
        return repository(Optional.ofNullable(ofRule.get("repository"))).toString();
    }

    private RepositoryUrl repository(Optional<String> ofRule) throws WorkspaceException {
        String text = ofRule.map(String::strip)
                .or(config::repository)
                .orElseThrow(() -> new WorkspaceException("there is no repository: set tracehook.workspace.repository"
                        + " (TRACEHOOK_WORKSPACE_REPOSITORY), or context.repository of the rule"));
        try {
            return RepositoryUrl.of(text, allowed);
        } catch (IllegalArgumentException e) {
            throw new WorkspaceException("the rule's context.repository " + e.getMessage());
        }
    }

    /** Only the configured repository's host gets a password or token. The password is read once for the whole step. */
    private GitHttp.Credentials credentials(RepositoryUrl url, Deadline deadline) throws WorkspaceException {
        boolean theirs = config.repository()
                .filter(text -> RepositoryUrl.of(text, allowed).origin().equals(url.origin()))
                .isPresent();
        if (theirs && app != null) {
            return new GitHttp.Credentials(APP_USER, null, refused -> app.token(url.toString(), refused, deadline));
        }
        return theirs && config.password().isPresent()
                ? new GitHttp.Credentials(config.username().orElseThrow(), password(), null)
                : GitHttp.Credentials.NONE;
    }

    private String password() throws WorkspaceException {
        try {
            return config.password().orElseThrow().text();
        } catch (SecretUnavailableException e) {
            throw new WorkspaceException("tracehook.workspace.password cannot be read: " + e.getMessage());
        }
    }

    private PersonIdent author() {
        return new PersonIdent(config.authorName(), config.authorEmail(), clock.instant(), ZoneOffset.UTC);
    }

    /** Gives tokens of a GitHub App. */
    @FunctionalInterface
    public interface AppTokens {

        /**
         * The token for the repository of that URL.
         *
         * @param refused the token that the host did not accept, so that another one is needed; null for none
         * @throws WorkspaceException if there is none; the message says why
         */
        String token(String repositoryUrl, String refused, Deadline deadline)
                throws WorkspaceException, InterruptedException;
    }
}
