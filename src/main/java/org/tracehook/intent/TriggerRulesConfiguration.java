package org.tracehook.intent;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;
import org.tracehook.intent.TriggerRule.CodeFrom;
import org.tracehook.intent.TriggersConfig.RuleConfig;

/** Reads the trigger rules from the configuration and reports every fault in them. */
public final class TriggerRulesConfiguration {

    private final Values values;
    private final Set<String> names = new HashSet<>();

    private TriggerRulesConfiguration(Consumer<Fault> faults) {
        this.values = new Values(faults);
    }

    /** The configured rules, or the shipped ones while none are configured; faulty ones are left out. */
    public static TriggerRules read(TriggersConfig config, TriggerRules shipped, Consumer<Fault> faults) {
        if (config.triggers().isEmpty()) {
            return shipped;
        }
        return new TriggerRules(new TriggerRulesConfiguration(faults).rules(config.triggers()));
    }

    private List<TriggerRule> rules(List<RuleConfig> configured) {
        List<TriggerRule> rules = new ArrayList<>();
        configured.forEach(rule -> rule(Values.group(rule.key()), rule).ifPresent(rules::add));
        return rules;
    }

    private Optional<TriggerRule> rule(String property, RuleConfig rule) {
        String prefix = property + ".";
        Optional<String> name = name(prefix + "name", rule);
        Optional<String> intent =
                values.required(prefix + "intent", rule.intent(), "name the intent that the rule asks for");
        boolean enabled = values.flag(prefix + "enabled", rule.enabled(), true);
        CodeFrom codeFrom = values.choice(prefix + "code-from", rule.codeFrom(), CodeFrom.NONE);
        Map<Condition, List<String>> conditions = conditions(prefix, rule);
        return name.flatMap(n -> intent.map(i -> new TriggerRule(
                property, n, enabled, i, conditions, settings(Values.texts(rule.context())), codeFrom)));
    }

    private Optional<String> name(String property, RuleConfig rule) {
        Optional<String> name =
                values.required(property, rule.name(), "give the rule a name, it appears in every verdict");
        name.filter(n -> !names.add(n))
                .ifPresent(n -> values.report(property, "'" + n + "' is the name of an earlier rule: choose another"));
        return name;
    }

    private Map<Condition, List<String>> conditions(String prefix, RuleConfig rule) {
        Map<Condition, List<String>> conditions = new EnumMap<>(Condition.class);
        for (Condition condition : Condition.values()) {
            condition
                    .configured(rule)
                    .map(elements -> values.list(prefix + condition.property(), elements))
                    .ifPresent(elements -> conditions.put(condition, elements));
        }
        if (!conditions.containsKey(Condition.EVENTS)
                && !conditions.containsKey(Condition.FROM_STATUS)
                && !conditions.containsKey(Condition.TO_STATUS)) {
            values.report(
                    prefix + "to-status", "the rule would match every event: set to-status, from-status or events");
        }
        return conditions;
    }

    /** Agents and required context name values in snake_case, property files in kebab-case. */
    private static Map<String, String> settings(Map<String, String> context) {
        return context.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().replace('-', '_'), Map.Entry::getValue, (first, second) -> second));
    }
}
