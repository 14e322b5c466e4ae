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
    public Decision decide(Intent intent) {
        DecisionRule rule = rules.get(intent.type());
        if (rule == null) {
            return new Decision.Refused(
                    Optional.empty(),
                    "Unknown intent type: '" + intent.type() + "'. Available: " + String.join(", ", intentTypes()));
        }
        List<String> missing = rule.missing(intent);
        if (missing.isEmpty()) {
            return new Decision.Run(rule.plan());
        }
        return new Decision.Refused(
                Optional.of(rule.plan()),
                "Intent '" + intent.type() + "' missing required context: " + String.join(", ", missing));
    }
}
