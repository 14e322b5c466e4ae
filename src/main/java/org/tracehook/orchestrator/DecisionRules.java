package org.tracehook.orchestrator;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracehook.config.Faults;
import org.tracehook.config.MetricDimension;
import org.tracehook.intent.Intent;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;
import org.tracehook.orchestrator.IntentsConfig.IntentConfig;

/** Turns an intent into its execution plan: by its type alone, and only with everything it needs. */
public class DecisionRules {

    /** Names of context values, {@code |} between those of which one is enough. */
    private static final Pattern ALTERNATIVES = Pattern.compile("\\w+(?:\\s*\\|\\s*\\w+)*");

    private final SortedMap<String, DecisionRule> rules;

    /**
     * The rules.
     *
     * @throws IllegalStateException if two are for the same intent type
     */
    public DecisionRules(Collection<DecisionRule> rules) {
        this.rules =
                new TreeMap<>(rules.stream().collect(Collectors.toMap(DecisionRule::intentType, Function.identity())));
    }

    /** The rules that are used while the configuration defines none, with the time limits of that mode. */
    public static DecisionRules shipped(ExecutionMode mode) {
        return new DecisionRules(ShippedIntents.rules(mode));
    }

    /** The configured rules, or the shipped ones of that mode while none are configured; faults are reported. */
    public static DecisionRules from(IntentsConfig config, ExecutionMode mode, Faults faults) {
        Map<String, IntentConfig> intents = config.intents();
        if (intents.isEmpty()) {
            return shipped(mode);
        }
        intents.forEach((name, intent) -> check(name, intent, faults));
        return new DecisionRules(intents.entrySet().stream()
                .filter(intent -> !intent.getValue().tasks().isEmpty())
                .map(intent -> DecisionRule.of(intent.getKey(), intent.getValue(), mode))
                .toList());
    }

    /** These rules and more. */
    public DecisionRules and(Collection<DecisionRule> more) {
        return new DecisionRules(
                Stream.concat(rules.values().stream(), more.stream()).toList());
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

    /** The intents that have a plan, in alphabetical order. */
    public Set<String> intentTypes() {
        return Collections.unmodifiableSet(rules.keySet());
    }

    /** The rule of that intent, if there is one. */
    public Optional<DecisionRule> rule(String intentType) {
        return Optional.ofNullable(rules.get(intentType));
    }

    /** Every intent with what it needs and runs, in alphabetical order. */
    public SortedMap<String, DecisionRule> available() {
        return Collections.unmodifiableSortedMap(rules);
    }

    /** The plan of the intent, or why it does not run. */
    public PlanDecision decide(Intent intent) {
        DecisionRule rule = rules.get(intent.type());
        if (rule == null) {
            return new PlanDecision(
                    null,
                    "Unknown intent type: '" + intent.type() + "'. Available: " + String.join(", ", intentTypes()));
        }
        List<String> missing = rule.missing(intent);
        return new PlanDecision(
                rule.plan(),
                missing.isEmpty()
                        ? null
                        : "Intent '" + intent.type() + "' missing required context: " + String.join(", ", missing));
    }

    /**
     * What an intent needs and what it runs.
     *
     * @param intentType the intent
     * @param required names of values that the intent must carry; {@code a|b} means one of them
     * @param plan the agents that run
     */
    public record DecisionRule(String intentType, List<String> required, ExecutionPlan plan) {

        public DecisionRule {
            required = List.copyOf(required);
        }

        private static DecisionRule of(String intentType, IntentConfig intent, ExecutionMode mode) {
            List<String> required = intent.required().orElse(List.of()).stream()
                    .map(names -> names.replaceAll("\\s", ""))
                    .toList();
            List<AgentTask> tasks = intent.tasks().stream()
                    .map(task -> new AgentTask(
                            task.agent(), task.task(), task.timeout().orElse(mode.taskTimeout())))
                    .toList();
            return new DecisionRule(intentType, required, new ExecutionPlan(tasks));
        }

        /** The requirements that the intent does not meet; of alternatives, the last is named. */
        private List<String> missing(Intent intent) {
            return required.stream()
                    .map(requirement -> List.of(requirement.split("\\|")))
                    .filter(names -> names.stream().noneMatch(intent::has))
                    .map(names -> names.get(names.size() - 1))
                    .toList();
        }
    }

    /**
     * What the rules decide on an intent.
     *
     * @param plan the intent's plan, also where it does not run; null when the intent is unknown
     * @param refusal names what is unknown or missing; null when the plan runs
     */
    public record PlanDecision(ExecutionPlan plan, String refusal) {

        /** The plan's summary, or null without a plan. */
        public String planSummary() {
            return plan == null ? null : plan.summary();
        }
    }
}
