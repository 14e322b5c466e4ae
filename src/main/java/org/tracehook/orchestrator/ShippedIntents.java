package org.tracehook.orchestrator;

import java.time.Duration;
import java.util.List;
import org.tracehook.orchestrator.DecisionRules.DecisionRule;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;

/** The decision rules that are used while the configuration defines none. */
final class ShippedIntents {

    /** Seconds that an author may take: on Lambda it is never run inline, and in dev mode a run has ten minutes. */
    private static final int AUTHOR = 480;

    private final ExecutionMode mode;

    private ShippedIntents(ExecutionMode mode) {
        this.mode = mode;
    }

    static List<DecisionRule> rules(ExecutionMode mode) {
        return new ShippedIntents(mode).rules();
    }

    private List<DecisionRule> rules() {
        return List.of(
                new DecisionRule(
                        "review_code",
                        List.of("code_changes|repository"),
                        plan(task("code_review_agent", "Review code and generate feedback", 10, 60))),
                new DecisionRule(
                        "run_tests",
                        List.of("environment"),
                        plan(task("testing_agent", "Run tests and collect results", 12, 600))),
                new DecisionRule(
                        "development_flow",
                        List.of("jira_issue_key", "jira_issue_status", "code_changes"),
                        plan(
                                task("development_agent", "Create or update code files, commit, and push", 5, 60),
                                task("code_review_agent", "Review code changes and provide feedback", 4, 60),
                                task("testing_agent", "Run tests and validate changes", 6, 600))),
                new DecisionRule(
                        "ticket_to_pull_request",
                        List.of("jira_issue_key", "repository"),
                        plan(
                                task("author_agent", "Write the change that the ticket asks for", AUTHOR, AUTHOR),
                                task("code_review_agent", "Review the proposed change", 4, 60),
                                task("development_agent", "Commit the change and push the branch", 5, 60),
                                task("pull_request_agent", "Open a pull request", 6, 60))));
    }

    private static ExecutionPlan plan(AgentTask... tasks) {
        return new ExecutionPlan(List.of(tasks));
    }

    private AgentTask task(String agent, String task, int inlineSeconds, int acknowledgedSeconds) {
        int seconds = mode == ExecutionMode.INLINE ? inlineSeconds : acknowledgedSeconds;
        return new AgentTask(agent, task, Duration.ofSeconds(seconds));
    }
}
