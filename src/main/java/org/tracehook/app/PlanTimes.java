package org.tracehook.app;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tracehook.deadline.Deadline;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.orchestrator.DecisionRules.DecisionRule;
import org.tracehook.orchestrator.ExecutionMode;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;

/** Finds plans whose tasks together may take longer than a delivery may run, so that the last one would be cut short. */
final class PlanTimes {

    private PlanTimes() {}

    /** One sentence for each such plan, in the order of the intents. The ceiling counts while somebody waits. */
    static List<String> warnings(DecisionRules rules, Duration ceiling, ExecutionMode mode) {
        Duration longest = mode == ExecutionMode.ACKNOWLEDGE ? Deadline.LONGEST_INVOCATION : ceiling;
        String more = mode == ExecutionMode.ACKNOWLEDGE
                ? "."
                : ", or raise tracehook.deadline.ceiling (TRACEHOOK_DEADLINE_CEILING), or run after the reply"
                        + " (tracehook.execution=acknowledge).";
        List<String> warnings = new ArrayList<>();
        for (DecisionRule rule : rules.available().values()) {
            Duration total = total(rule);
            if (total.compareTo(longest) > 0) {
                warnings.add("The tasks of the intent '" + rule.intentType() + "' may take " + seconds(total)
                        + " s together, and a delivery may run " + seconds(longest)
                        + " s: the last would be cut short. Set shorter timeouts"
                        + " (tracehook.intents." + rule.intentType() + ".tasks[n].timeout)" + more);
            }
        }
        return warnings;
    }

    private static Duration total(DecisionRule rule) {
        Duration total = Duration.ZERO;
        for (AgentTask task : rule.plan().tasks()) {
            total = total.plus(task.timeout());
        }
        return total;
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
