package org.tracehook.app;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Deadline;
import org.tracehook.deadline.Seconds;
import org.tracehook.intent.TriggerRule;
import org.tracehook.intent.TriggerRules;
import org.tracehook.orchestrator.DecisionRules.DecisionRule;
import org.tracehook.orchestrator.ExecutionMode;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;

/** Compares what the plans of deliveries may take with what a run has. */
final class PlanTimes {

    /** The longest time limit of a task or a remote agent that nobody has set, where deliveries are run inline. */
    private static final Duration LONGEST_DEFAULT = Duration.ofSeconds(15);

    private static final String ACKNOWLEDGE = "set tracehook.execution=acknowledge (TRACEHOOK_EXECUTION)";

    private final List<DecisionRule> plans;
    private final Duration ceiling;

    /**
     * The comparison of these plans.
     *
     * @param plans those that a delivery can reach
     * @param ceiling the longest run while somebody waits
     */
    PlanTimes(List<DecisionRule> plans, Duration ceiling) {
        this.plans = List.copyOf(plans);
        this.ceiling = ceiling;
    }

    /** One sentence for each plan whose tasks together may take longer than a run, so that the last would be cut short. */
    List<String> warnings(ExecutionMode mode) {
        Duration longest = mode == ExecutionMode.ACKNOWLEDGE ? Deadline.LONGEST_INVOCATION : ceiling;
        String more = mode == ExecutionMode.ACKNOWLEDGE
                ? "."
                : ", or raise tracehook.deadline.ceiling (TRACEHOOK_DEADLINE_CEILING), or run after the reply"
                        + " (tracehook.execution=acknowledge).";
        return plans.stream()
                .filter(rule -> total(rule).compareTo(longest) > 0)
                .map(rule -> "The tasks of the intent '" + rule.intentType() + "' may take " + seconds(total(rule))
                        + " s together, and a delivery may run " + seconds(longest)
                        + " s: the last would be cut short. Set shorter timeouts"
                        + " (tracehook.intents." + rule.intentType() + ".tasks[n].timeout)" + more)
                .toList();
    }

    private static Duration total(DecisionRule rule) {
        return rule.plan().tasks().stream().map(AgentTask::timeout).reduce(Duration.ZERO, Duration::plus);
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    /** Reports each rule with an author: it takes minutes, and would be cut short in every run while Jira waits. */
    void checkAuthors(TriggerRules triggers, Faults faults) {
        triggers.rules().stream().filter(TriggerRule::enabled).forEach(rule -> rule.codeFrom()
                .author()
                .ifPresent(author -> faults.report(
                        rule.property() + ".code-from",
                        "waits for the code of '" + author + "', which takes minutes, and inline a delivery is run"
                                + " for " + Seconds.of(ceiling) + " s at most: " + ACKNOWLEDGE)));
    }

    /**
     * Reports each remote agent, and each task of one, that may take longer than a run while Jira waits.
     *
     * @param remote how long each may take to answer, by name
     */
    void checkRemoteAgents(Map<String, Duration> remote, Faults faults) {
        // Where the ceiling is shorter than our own defaults, those are nobody's mistake.
        Duration longest = ceiling.compareTo(LONGEST_DEFAULT) > 0 ? ceiling : LONGEST_DEFAULT;
        String advice = " s, and inline a delivery is run for " + Seconds.of(ceiling) + " s at most: " + ACKNOWLEDGE
                + ", or a shorter time";
        new TreeMap<>(remote).forEach((name, timeout) -> {
            if (timeout.compareTo(longest) > 0) {
                faults.report(
                        "tracehook.remote-agents." + name + ".timeout",
                        "lets '" + name + "' take " + Seconds.of(timeout) + advice);
            }
        });
        for (DecisionRule rule : plans) {
            List<AgentTask> tasks = rule.plan().tasks();
            for (int n = 0; n < tasks.size(); n++) {
                AgentTask task = tasks.get(n);
                if (remote.containsKey(task.agent()) && task.timeout().compareTo(longest) > 0) {
                    faults.report(
                            "tracehook.intents." + rule.intentType() + ".tasks[" + n + "].timeout",
                            "lets '" + task.agent() + "' take " + Seconds.of(task.timeout()) + advice);
                }
            }
        }
    }
}
