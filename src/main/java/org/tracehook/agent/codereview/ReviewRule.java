package org.tracehook.agent.codereview;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.tracehook.agent.Glob;
import org.tracehook.agent.codereview.LineCondition.LongerThan;
import org.tracehook.agent.codereview.LineCondition.Matching;
import org.tracehook.agent.codereview.ReviewConfig.ReviewRuleConfig;
import org.tracehook.config.Faults;

/**
 * One thing that a line of code must not do.
 *
 * @param id unique among the rules of a review
 * @param globs the files it is for; empty for all
 * @param message for people; {@code {length}} stands for the line's length in code points
 */
record ReviewRule(String id, Category category, List<Glob> globs, LineCondition condition, String message) {

    private static final String LENGTH = "{length}";

    ReviewRule {
        globs = List.copyOf(globs);
    }

    /** The rule that has those properties; empty without a condition. What does not go together is reported. */
    static Optional<ReviewRule> from(ReviewRuleConfig config, String property, Faults faults) {
        if (config.pattern().isPresent() && config.maxLength().isPresent()) {
            faults.report(property + ".max-length", "cannot stand beside pattern: make two rules");
        }
        Optional<LineCondition> condition = config.pattern()
                .<LineCondition>map(pattern -> new Matching(pattern, List.of()))
                .or(() -> config.maxLength().map(LongerThan::new));
        if (condition.isEmpty()) {
            faults.report(property + ".pattern", "is missing: say what must not occur in a line, or set max-length");
        }
        List<Glob> globs = config.globs().orElse(List.of());
        return condition.map(found -> new ReviewRule(config.id(), config.category(), globs, found, config.message()));
    }

    /** Whether the rule applies to a file; {@code matching} says which globs match its path. */
    boolean appliesTo(Predicate<Glob> matching) {
        return globs.isEmpty() || globs.stream().anyMatch(matching);
    }

    /** Whether the line breaks the rule. */
    boolean isBrokenBy(String line) {
        return condition.isMetBy(line);
    }

    /** The message for a line that breaks the rule. */
    String messageFor(String line) {
        if (!message.contains(LENGTH)) {
            return message;
        }
        return message.replace(LENGTH, Integer.toString(line.codePointCount(0, line.length())));
    }
}
