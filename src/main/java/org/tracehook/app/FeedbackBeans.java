package org.tracehook.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Limits;
import org.tracehook.delivery.Recording;
import org.tracehook.execution.JiraFeedback;
import org.tracehook.feedback.FeedbackConfig;
import org.tracehook.orchestrator.DecisionRules;

/** What is written back into Jira, as a bean. */
@Singleton
class FeedbackBeans {

    private final Faults faults;

    FeedbackBeans(Faults faults) {
        this.faults = faults;
    }

    @Produces
    @Singleton
    JiraFeedback feedback(FeedbackConfig config, DecisionRules plans, Limits limits, Recording recording) {
        return FeedbackConfig.isConfigured(config)
                ? JiraFeedback.of(config, new JiraFeedback.Function(plans, limits, recording), faults)
                : JiraFeedback.none();
    }
}
