package org.tracehook.intent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tracehook.config.Faults;
import org.tracehook.intent.TriggersConfig.RuleConfig;
import org.tracehook.jira.JiraEvent;

/** The trigger rules in order: the first that matches wins. */
public final class TriggerRules {

    private final List<TriggerRule> rules;

    /** The rules in that order. */
    public TriggerRules(List<TriggerRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The configured rules, or the shipped ones while none are configured; faults are reported. */
    public static TriggerRules from(TriggersConfig config, TriggerRules shipped, Faults faults) {
        if (config.triggers().isEmpty()) {
            return shipped;
        }
        List<TriggerRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (RuleConfig rule : config.triggers()) {
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
            rules.add(TriggerRule.from(property, rule));
        }
        return new TriggerRules(rules);
    }

    /** The rules in order. */
    public List<TriggerRule> rules() {
        return rules;
    }

    /** The intents that the rules ask for which are switched on. */
    public Set<String> intents() {
        return rules.stream()
                .filter(TriggerRule::enabled)
                .map(TriggerRule::intent)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The agents that rules take code from. */
    public Set<String> authors() {
        return rules.stream()
                .flatMap(rule -> rule.codeFrom().author().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Asks the rules one after another, up to the first that matches. */
    public Match match(JiraEvent event) {
        if (rules.isEmpty()) {
            return new Match(
                    Optional.empty(),
                    List.of(Verdict.reason("triggers", "a rule under tracehook.triggers", "no rule")));
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (TriggerRule rule : rules) {
            Verdict verdict = rule.verdict(event);
            verdicts.add(verdict);
            if (verdict.matched()) {
                return new Match(Optional.of(rule), verdicts);
            }
        }
        return new Match(Optional.empty(), verdicts);
    }

    /**
     * What the rules say of an event.
     *
     * @param rule the rule that matched, if one did
     * @param verdicts of every rule asked, in order
     */
    public record Match(Optional<TriggerRule> rule, List<Verdict> verdicts) {

        public Match {
            verdicts = List.copyOf(verdicts);
        }
    }
}
