package org.tracehook.agent.codereview;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tracehook.agent.codereview.LineCondition.LongerThan;
import org.tracehook.agent.codereview.LineCondition.Matching;
import org.tracehook.agent.codereview.ReviewConfig.ReviewRuleConfig;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;

/** Makes review rules of the configured ones and reports what does not go together. */
final class ReviewRulesReader {

    private final List<ReviewRule> shipped;
    private final Faults faults;

    /** The property of each id's first rule. */
    private final Map<String, String> owners = new HashMap<>();

    /**
     * Prepares the reading.
     *
     * @param shipped the rules that hold beside them, whose ids they must not have
     */
    ReviewRulesReader(List<ReviewRule> shipped, Faults faults) {
        this.shipped = List.copyOf(shipped);
        this.faults = faults;
    }

    /** The rules without a fault. */
    List<ReviewRule> read(List<ReviewRuleConfig> configured) {
        List<ReviewRule> rules = new ArrayList<>();
        for (int number = 0; number < configured.size(); number++) {
            String property = "tracehook.review.rules[" + number + "]";
            ReviewRuleConfig rule = configured.get(number);
            checkId(property, rule.id());
            condition(property, rule)
                    .ifPresent(condition -> rules.add(new ReviewRule(
                            rule.id(), rule.category(), rule.globs().orElse(List.of()), condition, rule.message())));
        }
        return rules;
    }

    private void checkId(String property, String id) {
        String owner = owners.putIfAbsent(id, property);
        if (owner != null) {
            faults.report(property + ".id", "is also the id of " + owner + ": give each rule an id of its own");
        }
        if (shipped.stream().anyMatch(rule -> rule.id().equals(id))) {
            faults.report(
                    property + ".id",
                    "is also the id of a shipped rule that holds: give the rule another id, or add " + id + " to "
                            + ShippedRules.DISABLED + " (" + Fault.environmentVariable(ShippedRules.DISABLED)
                            + ") to have it in its place");
        }
    }

    private Optional<LineCondition> condition(String property, ReviewRuleConfig rule) {
        if (rule.pattern().isPresent() && rule.maxLength().isPresent()) {
            faults.report(property + ".max-length", "cannot stand beside pattern: make two rules");
        } else if (rule.pattern().isEmpty() && rule.maxLength().isEmpty()) {
            faults.report(property + ".pattern", "is missing: say what must not occur in a line, or set max-length");
        }
        return rule.pattern()
                .<LineCondition>map(pattern -> new Matching(pattern, List.of()))
                .or(() -> rule.maxLength().map(LongerThan::new));
    }
}
