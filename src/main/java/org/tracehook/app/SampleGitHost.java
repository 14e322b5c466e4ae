package org.tracehook.app;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.tracehook.agent.pullrequest.PullRequestAgent;
import org.tracehook.app.GitHostBeans.Configured;
import org.tracehook.config.Secret;
import org.tracehook.githost.GitHost;
import org.tracehook.githost.PullRequestConfig;
import org.tracehook.intent.ShippedTriggers;
import org.tracehook.orchestrator.DecisionRules.DecisionRule;
import org.tracehook.orchestrator.ExecutionPlan;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;
import org.tracehook.trace.Scrubber;
import org.tracehook.viewer.LocalGitHost;
import org.tracehook.workspace.WorkspaceConfig;

/**
 * Dev mode's way from a ticket to a draft: a plan on the sample repository, and a stand-in of its git host. Where another
 * repository is configured there is neither.
 */
@Singleton
@IfBuildProfile("dev")
class SampleGitHost {

    private final Settings settings;
    private final boolean isUsed;

    SampleGitHost(Settings settings) {
        this.settings = settings;
        this.isUsed = SampleRepository.isUsed(settings.of(WorkspaceConfig.class));
    }

    /** While the configuration defines no intents, as with the shipped ones. */
    @Produces
    @Singleton
    List<DecisionRule> plans() {
        return isUsed && !settings.areSet("tracehook.intents.") ? List.of(plan()) : List.of();
    }

    /** The shipped {@code ticket_to_pull_request}, and before the draft its tests: the stand-in runs no CI. */
    static DecisionRule plan() {
        return new DecisionRule(
                ShippedTriggers.SAMPLE_INTENT,
                List.of("jira_issue_key", "repository"),
                new ExecutionPlan(List.of(
                        // A remote agent in the place of the sample's author may ask a model.
                        new AgentTask(
                                SampleAuthor.NAME, "Write the change that the ticket asks for", Duration.ofMinutes(5)),
                        task("code_review_agent", "Review the proposed change"),
                        task("development_agent", "Commit the change and push the branch"),
                        task("testing_agent", "Run the tests of the branch"),
                        task(PullRequestAgent.NAME, "Open a pull request"))));
    }

    private static AgentTask task(String agent, String task) {
        return new AgentTask(agent, task, Duration.ofMinutes(1));
    }

    /** The stand-in, unless something of a real host is configured. */
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Configured configured(GitHostBeans real, Composition composition, Clock clock, Scrubber scrubber) {
        LocalGitHost local = new LocalGitHost();
        if (!isUsed
                || settings.areSet("tracehook.pull-request.")
                || settings.areSet("tracehook.workspace.github-app-")) {
            local.stop();
            return real.configured(composition, clock, scrubber);
        }
        return new Configured(null, composition.reaches(PullRequestAgent.NAME) ? standIn(local, scrubber) : null);
    }

    GitHost standIn(LocalGitHost local, Scrubber scrubber) {
        String token = UUID.randomUUID().toString();
        scrubber.learn(token);
        URI address = local.start(token, SampleRepository.onHost());
        return GitHost.ofDirectories(
                settings.of(PullRequestConfig.class), address.resolve(LocalGitHost.API), Secret.of(token));
    }
}
