package org.tracehook.orchestrator;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tracehook.intent.Intent;

/** Turns an intent into its execution plan: by its type alone, and only with everything it needs. */
public class DecisionRules {

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
