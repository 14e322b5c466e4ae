package org.tracehook.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tracehook.agent.pullrequest.PullRequestAgent;
import org.tracehook.config.Environment;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Deadline;
import org.tracehook.feedback.FeedbackConfig;
import org.tracehook.githost.AppRegistration;
import org.tracehook.githost.GitHost;
import org.tracehook.githost.GitHostSetup;
import org.tracehook.githost.GitHubApp;
import org.tracehook.githost.PullRequestConfig;
import org.tracehook.githost.PullRequestConfig.HostKind;
import org.tracehook.http.ApiException;
import org.tracehook.jira.Site;
import org.tracehook.trace.Scrubber;
import org.tracehook.webhook.JiraConfig;
import org.tracehook.workspace.WorkspaceConfig;
import org.tracehook.workspace.WorkspaceException;
import org.tracehook.workspace.Workspaces;

/** The git host's API and the credentials for it, as beans. Where they are not configured, none of their classes is loaded. */
@Singleton
class GitHostBeans {

    /** What can stand in a link of Markdown. */
    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9.:/_~-]+");

    private final Settings settings;
    private final Faults faults;
    private final boolean onLambda = Environment.isLambda();

    GitHostBeans(Settings settings, Faults faults) {
        this.settings = settings;
        this.faults = faults;
    }

    /** The App, if something of it is configured; the host, if something of it is, or a plan that can be reached needs it. */
    @Produces
    @Singleton
    Configured configured(Composition composition, Clock clock, Scrubber scrubber) {
        GitHubApp app = settings.areSet("tracehook.workspace.github-app-")
                ? registered(clock, scrubber).orElse(null)
                : null;
        boolean needed = settings.areSet("tracehook.pull-request.") || composition.reaches(PullRequestAgent.NAME);
        return new Configured(app, needed ? host(app).orElse(null) : null);
    }

    private Optional<GitHubApp> registered(Clock clock, Scrubber scrubber) {
        WorkspaceConfig config = settings.of(WorkspaceConfig.class);
        Optional<AppRegistration> registration = AppRegistration.from(
                config.githubAppId(), config.githubAppInstallationId(), config.githubAppKey(), faults);
        Optional<URI> api = config.repository()
                .flatMap(GitHost::uri)
                .flatMap(url -> GitHostSetup.apiOf(
                        HostKind.GITHUB, settings.of(PullRequestConfig.class).apiUrl(), url, onLambda, faults));
        return registration.flatMap(app -> api.map(address -> new GitHubApp(app, address, clock, scrubber::learn)));
    }

    private Optional<GitHost> host(GitHubApp app) {
        WorkspaceConfig workspace = settings.of(WorkspaceConfig.class);
        return GitHost.from(
                new GitHostSetup(
                        settings.of(PullRequestConfig.class), workspace.repository(), workspace.password(), app),
                onLambda,
                faults);
    }

    /** Where the pages of the configured Jira begin; empty when that is not known, or there are several. */
    static Optional<String> jira(Settings settings) {
        Optional<String> written = settings.areSet("tracehook.feedback.")
                ? settings.of(FeedbackConfig.class).baseUrl().filter(url -> !url.contains(Site.GATEWAY))
                : Optional.empty();
        return written.or(() -> only(settings.of(JiraConfig.class).site().orElse(List.of())))
                .map(url -> url.replaceFirst("/+$", ""))
                .filter(url -> ADDRESS.matcher(url).matches());
    }

    private static Optional<String> only(List<String> sites) {
        return sites.size() == 1 && !sites.get(0).contains(Site.GATEWAY) && !Site.isCloudId(sites.get(0))
                ? Optional.of(sites.get(0).contains("://") ? sites.get(0) : "https://" + sites.get(0))
                : Optional.empty();
    }

    /**
     * What of it there is. Classes that are beans themselves, or parameters of their types, are loaded at the start.
     *
     * @param app null without one
     * @param host null while pull requests and statuses are not configured
     */
    record Configured(GitHubApp app, GitHost host) {}

    /** The App's tokens as git gets them. */
    record TokensOfApp(GitHubApp app) implements Workspaces.AppTokens {

        @Override
        public String token(String repositoryUrl, String refused, Deadline deadline)
                throws WorkspaceException, InterruptedException {
            try {
                return app.token(repositoryUrl, refused, deadline);
            } catch (ApiException e) {
                throw new WorkspaceException(e.getMessage());
            }
        }
    }
}
