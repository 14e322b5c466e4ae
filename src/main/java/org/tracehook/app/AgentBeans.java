package org.tracehook.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.codereview.Category;
import org.tracehook.agent.codereview.CodeReviewAgent;
import org.tracehook.agent.codereview.Review;
import org.tracehook.agent.codereview.Review.Decision;
import org.tracehook.agent.codereview.ReviewConfig;
import org.tracehook.agent.codereview.ReviewRules;
import org.tracehook.agent.codereview.ReviewSets;
import org.tracehook.agent.development.DevelopmentAgent;
import org.tracehook.agent.development.DevelopmentConfig;
import org.tracehook.agent.development.WritablePaths;
import org.tracehook.agent.pullrequest.PullRequestAgent;
import org.tracehook.agent.pullrequest.PullRequestText;
import org.tracehook.agent.testing.TestingAgent;
import org.tracehook.agent.testing.TestingConfig;
import org.tracehook.config.Environment;
import org.tracehook.config.Faults;
import org.tracehook.trace.Scrubber;
import org.tracehook.workspace.WorkspaceConfig;
import org.tracehook.workspace.Workspaces;

/** The agents that are part of Tracehook, as beans. None does anything before its first task. */
@Singleton
class AgentBeans {

    private final Settings settings;
    private final Faults faults;
    private final boolean onLambda = Environment.isLambda();

    AgentBeans(Settings settings, Faults faults) {
        this.settings = settings;
        this.faults = faults;
    }

    @Produces
    @Singleton
    ReviewSets reviewSets() {
        return ReviewSets.from(settings.of(ReviewConfig.class), faults);
    }

    @Produces
    @Singleton
    Workspaces workspaces(Clock clock, GitHostBeans.Configured hosting) {
        Workspaces workspaces = Workspaces.from(settings.of(WorkspaceConfig.class), onLambda, clock, faults);
        return hosting.app() == null ? workspaces : workspaces.with(new GitHostBeans.TokensOfApp(hosting.app()));
    }

    @Produces
    @Singleton
    Agent codeReview(ReviewSets reviews, Workspaces workspaces) {
        return new CodeReviewAgent(reviews, workspaces);
    }

    @Produces
    @Singleton
    Agent development(ReviewSets reviews, Workspaces workspaces, Scrubber scrubber) {
        WritablePaths paths = new WritablePaths(
                settings.of(DevelopmentConfig.class), TestingConfig.words(settings.of(TestingConfig.class)));
        return new DevelopmentAgent(paths, new NoSecrets(reviews.all(), scrubber), workspaces);
    }

    @Produces
    @Singleton
    Agent testing(Workspaces workspaces) {
        TestingConfig tests = settings.of(TestingConfig.class);
        TestingConfig.check(tests, onLambda, faults);
        return new TestingAgent(tests, workspaces, System.getenv());
    }

    /** Without a host no class of {@code githost} is loaded. */
    @Produces
    @Singleton
    Agent pullRequest(Workspaces workspaces, GitHostBeans.Configured hosting, Scrubber scrubber) {
        if (hosting.host() == null) {
            return new NoPullRequests();
        }
        return new PullRequestAgent(
                workspaces, hosting.host(), new PullRequestText(GitHostBeans.jira(settings), scrubber::line));
    }

    /** Stands where {@code pull_request_agent} does while no git host is configured for it. */
    private static final class NoPullRequests implements Agent {

        @Override
        public String name() {
            return PullRequestAgent.NAME;
        }

        @Override
        public AgentOutcome execute(AgentRequest request) {
            return new AgentOutcome.Failure(
                    "Agent failed: no git host is configured for pull requests: set tracehook.pull-request.host");
        }
    }

    /**
     * Does not let anything be pushed that holds a secret of the configuration, or that a security rule of the code review
     * matches: a pushed secret is no secret.
     */
    private static final class NoSecrets implements DevelopmentAgent.ContentCheck {

        private final ReviewRules rules;
        private final Scrubber scrubber;

        NoSecrets(ReviewRules rules, Scrubber scrubber) {
            this.rules = rules.only(Category.SECURITY);
            this.scrubber = scrubber;
        }

        @Override
        public Optional<String> problemWith(Map<String, String> contentByPath) throws InterruptedException {
            for (Map.Entry<String, String> file : contentByPath.entrySet()) {
                if (scrubber.findsKnownSecret(file.getKey()) || scrubber.findsKnownSecret(file.getValue())) {
                    return Optional.of("nothing was pushed: '" + file.getKey()
                            + "' holds a secret that Tracehook is configured with");
                }
            }
            Review review = rules.review(contentByPath);
            return review.decision() == Decision.APPROVE
                    ? Optional.empty()
                    : Optional.of("nothing was pushed. " + review.reasoning().replaceFirst("^[A-Z_]+: ", ""));
        }
    }
}
