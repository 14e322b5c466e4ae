package org.tracehook.webhook;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.tracehook.agent.Agent;
import org.tracehook.agent.codereview.CodeReviewAgent;
import org.tracehook.agent.codereview.ReviewConfig;
import org.tracehook.agent.codereview.ReviewRules;
import org.tracehook.config.Faults;

/** The agents that Tracehook brings, as beans. */
@Singleton
class AgentBeans {

    @Produces
    @Singleton
    Agent codeReview(ReviewConfig config, Faults faults) {
        return new CodeReviewAgent(ReviewRules.from(config, faults));
    }
}
