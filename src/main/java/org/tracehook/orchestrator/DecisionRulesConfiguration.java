package org.tracehook.orchestrator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;
import org.tracehook.orchestrator.DecisionRules.DecisionRule;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;
import org.tracehook.orchestrator.IntentsConfig.IntentConfig;
import org.tracehook.orchestrator.IntentsConfig.TaskConfig;

/** Reads the decision rules from the configuration and reports every fault in them. */
public final class DecisionRulesConfiguration {

    /** Names of context values, {@code |} between those of which one is enough. */
    private static final Pattern ALTERNATIVES = Pattern.compile("\\w+(?:\\s*\\|\\s*\\w+)*");

    private final ExecutionMode mode;
    private final Values values;

    private DecisionRulesConfiguration(ExecutionMode mode, Consumer<Fault> faults) {
        this.mode = mode;
        this.values = new Values(faults);
    }

    /** The configured rules, or the shipped ones of that mode while none are configured; faulty ones are left out. */
    public static DecisionRules read(IntentsConfig config, ExecutionMode mode, Consumer<Fault> faults) {
        if (config.intents().isEmpty()) {
            return DecisionRules.shipped(mode);
        }
        return new DecisionRules(new DecisionRulesConfiguration(mode, faults).rules(config.intents()));
    }

    private List<DecisionRule> rules(Map<String, IntentConfig> intents) {
        List<DecisionRule> rules = new ArrayList<>();
        intents.forEach((name, intent) -> {
            values.name("tracehook.intents." + name, name);
            String prefix = "tracehook.intents." + name + ".";
            List<String> required = required(prefix + "required", intent);
            List<AgentTask> tasks = tasks(prefix + "tasks", intent.tasks());
            if (!tasks.isEmpty()) {
                rules.add(new DecisionRule(name, required, new ExecutionPlan(tasks)));
            }
        });
        return rules;
    }

    private List<String> required(String property, IntentConfig intent) {
        List<String> required = values.list(property, intent.required().orElse(List.of()));
        if (required.stream().anyMatch(names -> !ALTERNATIVES.matcher(names).matches())) {
            values.report(
                    property, "must name values such as environment, or alternatives such as code_changes|repository");
        }
        return required.stream().map(names -> names.replaceAll("\\s", "")).toList();
    }

    private List<AgentTask> tasks(String property, List<TaskConfig> configured) {
        if (configured.isEmpty()) {
            values.report(property + "[0].agent", "is missing: an intent needs at least one task, name its agent");
        }
        List<AgentTask> tasks = new ArrayList<>();
        configured.forEach(task -> task(Values.group(task.key()), task).ifPresent(tasks::add));
        return tasks;
    }

    private Optional<AgentTask> task(String property, TaskConfig task) {
        Optional<String> agent =
                values.required(property + ".agent", task.agent(), "name the agent that does the task");
        Optional<String> text =
                values.required(property + ".task", task.task(), "say in a few words what the agent does");
        Duration timeout = values.duration(property + ".timeout", task.timeout(), mode.taskTimeout());
        return agent.flatMap(a -> text.map(t -> new AgentTask(a, t, timeout)));
    }
}
