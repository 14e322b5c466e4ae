package org.tracehook.intent;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tracehook.config.Faults;
import org.tracehook.intent.TriggersConfig.RuleConfig;

/** Makes trigger rules of the configured ones. */
public final class TriggerRulesConfiguration {

    private TriggerRulesConfiguration() {}

    /** The configured rules, or the shipped ones while none are configured; faults are reported. */
    public static TriggerRules read(TriggersConfig config, TriggerRules shipped, Faults faults) {
        List<RuleConfig> configured = config.triggers();
        if (configured.isEmpty()) {
            return shipped;
        }
        List<TriggerRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (RuleConfig rule : configured) {
            String property = "tracehook.triggers[" + rules.size() + "]";
            if (!names.add(rule.name())) {
                faults.report(
                        property + ".name", "'" + rule.name() + "' is the name of an earlier rule: choose another");
            }
            if (rule.events().isEmpty()
                    && rule.fromStatus().isEmpty()
                    && rule.toStatus().isEmpty()) {
                faults.report(
                        property + ".to-status",
                        "the rule would match every event: set to-status, from-status or events");
            }
            rules.add(rule(property, rule));
        }
        return new TriggerRules(rules);
    }

    private static TriggerRule rule(String property, RuleConfig rule) {
        Map<Condition, List<String>> conditions = new EnumMap<>(Condition.class);
        for (Condition condition : Condition.values()) {
            condition.configured(rule).ifPresent(values -> conditions.put(condition, values));
        }
        return new TriggerRule(
                property,
                rule.name(),
                rule.enabled(),
                rule.intent(),
                conditions,
                settings(rule.context()),
                rule.codeFrom());
    }

    /** Agents and required context name values in snake_case, property files in kebab-case. */
    private static Map<String, String> settings(Map<String, String> context) {
        return context.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().replace('-', '_'), Map.Entry::getValue, (first, second) -> second));
    }
}
