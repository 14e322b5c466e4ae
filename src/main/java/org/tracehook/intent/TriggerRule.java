package org.tracehook.intent;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tracehook.intent.TriggersConfig.RuleConfig;
import org.tracehook.jira.JiraEvent;

/**
 * Asks for an intent when an event meets all of its conditions.
 *
 * @param property where the configuration has it, such as {@code tracehook.triggers[0]}
 * @param name names the rule in verdicts
 * @param enabled whether it takes part
 * @param intent the intent it asks for
 * @param conditions the values that each condition allows, in the order in which they are asked
 * @param settings fixed values for the agents, keys in snake_case
 * @param codeFrom where code may come from
 */
public record TriggerRule(
        String property,
        String name,
        boolean enabled,
        String intent,
        Map<Condition, List<String>> conditions,
        Map<String, String> settings,
        CodeFrom codeFrom) {

    public TriggerRule {
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(codeFrom, "codeFrom");
        conditions = conditions.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(conditions));
        settings = Map.copyOf(settings);
    }

    /** The rule as it is configured. Agents name values in snake_case, property files in kebab-case. */
    static TriggerRule from(String property, RuleConfig rule) {
        Map<Condition, List<String>> conditions = new EnumMap<>(Condition.class);
        for (Condition condition : Condition.values()) {
            condition.configured(rule).ifPresent(values -> conditions.put(condition, values));
        }
        Map<String, String> settings = new HashMap<>();
        rule.context().forEach((key, value) -> settings.put(key.replace('-', '_'), value));
        return new TriggerRule(
                property, rule.name(), rule.enabled(), rule.intent(), conditions, settings, rule.codeFrom());
    }

    /** Whether the rule says who may set it off, and in which projects. */
    public boolean namesActorsAndProjects() {
        return conditions.containsKey(Condition.ACTORS) && conditions.containsKey(Condition.PROJECTS);
    }

    /** Matched, or the first condition that does not hold. */
    Verdict verdict(JiraEvent event) {
        if (!enabled) {
            return new Verdict(name, "enabled", "true", "false");
        }
        for (Map.Entry<Condition, List<String>> entry : conditions.entrySet()) {
            Condition condition = entry.getKey();
            if (!condition.holds(event, entry.getValue())) {
                return new Verdict(
                        name, condition.property(), condition.expected(entry.getValue()), condition.actual(event));
            }
        }
        return Verdict.matched(name);
    }
}
