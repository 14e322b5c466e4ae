package org.tracehook.intent;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tracehook.jira.JiraEvent;

/** The trigger rules in order: the first that matches wins. */
public final class TriggerRules {

    private final List<TriggerRule> rules;

    /** The rules in that order. */
    public TriggerRules(List<TriggerRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The rules that are used while the configuration defines none: those whose intent there is. */
    public static TriggerRules shipped(Set<String> intents) {
        Map<Condition, List<String>> entersReview = new EnumMap<>(Condition.class);
        entersReview.put(Condition.TO_STATUS, List.of("In Review", "Code Review"));
        TriggerRule review = new TriggerRule(
                "tracehook.triggers[0]",
                "review-when-in-review",
                true,
                "review_code",
                entersReview,
                Map.of(),
                CodeFrom.DESCRIPTION);
        return new TriggerRules(Stream.of(review)
                .filter(rule -> intents.contains(rule.intent()))
                .toList());
    }

    /** The rules in order. */
    public List<TriggerRule> rules() {
        return rules;
    }

    /** Asks the rules one after another, up to the first that matches. */
    public Match match(JiraEvent event) {
        if (rules.isEmpty()) {
            return new Match(
                    Optional.empty(), List.of(Verdict.reason("triggers", "a rule under tracehook.triggers", null)));
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
