package org.tracehook.workspace;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.tracehook.config.Faults;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.Exchange;

/** Opens the operator's repository for a step. JGit is loaded for the first step, not at the start. */
public final class Workspaces {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final WorkspaceSettings settings;
    private final Clock clock;

    /** Made for the first step; its connections serve the next. */
    private Exchange exchange;

    private Workspaces(WorkspaceSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Reads the configuration and reports faults.
     *
     * @param clock gives commits their time
     */
    public static Workspaces from(WorkspaceConfig config, boolean onLambda, Clock clock, Faults faults) {
        return new Workspaces(WorkspaceSettings.from(config, onLambda, faults), clock);
    }

    private synchronized Exchange exchange() {
        if (exchange == null) {
            exchange = new Exchange(CONNECT_LIMIT);
        }
        return exchange;
    }

    /** Whether the configuration or the rule's settings name a repository. */
    public boolean hasRepository(Map<String, String> ofRule) {
        return settings.repository().isPresent() || ofRule.containsKey("repository");
    }

    /**
     * The repository for one step. No request is sent yet.
     *
     * @param ofRule the rule's settings: {@code repository} and {@code base_branch} override the configured ones
     * @param deadline when the step must have ended; its thread is interrupted then
     * @throws WorkspaceException if no repository is set, the rule's must not be used, or the password cannot be read
     */
    public Workspace open(Map<String, String> ofRule, Deadline deadline) throws WorkspaceException {
        RepositoryUrl url = repository(Optional.ofNullable(ofRule.get("repository")));
        GitHttp http = new GitHttp(
                exchange(), url.origin(), credentialsFor(url), settings.limits().fetch());
        WorkspaceSettings ofStep = settings.withBase(Optional.ofNullable(ofRule.get("base_branch")));
        return new Workspace(new Remote(url, http), ofStep, clock, deadline);
    }

    private RepositoryUrl repository(Optional<String> ofRule) throws WorkspaceException {
        try {
            Optional<RepositoryUrl> url = ofRule.isPresent()
                    ? Optional.of(RepositoryUrl.of(ofRule.get().strip(), settings.allowed()))
                    : settings.repository();
            return url.orElseThrow(
                    () -> new WorkspaceException("there is no repository: set tracehook.workspace.repository"
                            + " (TRACEHOOK_WORKSPACE_REPOSITORY), or context.repository of the rule"));
        } catch (IllegalArgumentException e) {
            throw new WorkspaceException("the rule's context.repository " + e.getMessage());
        }
    }

    /** Only the configured repository's host gets the password. It is read once for the whole step. */
    private Optional<String> credentialsFor(RepositoryUrl url) throws WorkspaceException {
        boolean theirs = settings.repository()
                .map(configured -> configured.origin().equals(url.origin()))
                .orElse(false);
        try {
            return theirs ? settings.credentials().map(WorkspaceSettings.BasicAuthorization::header) : Optional.empty();
        } catch (SecretUnavailableException e) {
            throw new WorkspaceException("tracehook.workspace.password cannot be read: " + e.getMessage());
        }
    }
}
