package org.tracehook.orchestrator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tracehook.config.Faults;
import org.tracehook.config.MetricDimension;
import org.tracehook.orchestrator.DecisionRules.DecisionRule;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;
import org.tracehook.orchestrator.IntentsConfig.IntentConfig;
import org.tracehook.orchestrator.IntentsConfig.TaskConfig;

/** Makes decision rules of the configured intents. */
public final class DecisionRulesConfiguration {

    /** Names of context values, {@code |} between those of which one is enough. */
    private static final Pattern ALTERNATIVES = Pattern.compile("\\w+(?:\\s*\\|\\s*\\w+)*");

    private DecisionRulesConfiguration() {}

    /** The configured rules, or the shipped ones of that mode while none are configured; faults are reported. */
    public static DecisionRules read(IntentsConfig config, ExecutionMode mode, Faults faults) {
        Map<String, IntentConfig> intents = config.intents();
        if (intents.isEmpty()) {
            return DecisionRules.shipped(mode);
        }
        List<DecisionRule> rules = new ArrayList<>();
        intents.forEach((name, intent) -> {
            check(name, intent, faults);
            if (!intent.tasks().isEmpty()) {
                rules.add(rule(name, intent, mode));
            }
        });
        return new DecisionRules(rules);
    }

    private static void check(String name, IntentConfig intent, Faults faults) {
        String property = "tracehook.intents." + name;
        MetricDimension.check(property, name, faults);
        if (intent.required().orElse(List.of()).stream()
                .anyMatch(names -> !ALTERNATIVES.matcher(names).matches())) {
            faults.report(
                    property + ".required",
                    "must name values such as environment, or alternatives such as code_changes|repository");
        }
        if (intent.tasks().isEmpty()) {
            faults.report(
                    property + ".tasks[0].agent", "is missing: an intent needs at least one task, name its agent");
        }
    }

    private static DecisionRule rule(String name, IntentConfig intent, ExecutionMode mode) {
        List<String> required = intent.required().orElse(List.of()).stream()
                .map(names -> names.replaceAll("\\s", ""))
                .toList();
        List<AgentTask> tasks =
                intent.tasks().stream().map(task -> task(task, mode)).toList();
        return new DecisionRule(name, required, new ExecutionPlan(tasks));
    }

    private static AgentTask task(TaskConfig task, ExecutionMode mode) {
        return new AgentTask(task.agent(), task.task(), task.timeout().orElse(mode.taskTimeout()));
    }
}
