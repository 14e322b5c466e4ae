package org.tracehook.agent.codereview;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tracehook.agent.Glob;
import org.tracehook.agent.codereview.LineCondition.LongerThan;
import org.tracehook.agent.codereview.LineCondition.Matching;
import org.tracehook.agent.codereview.ReviewConfig.ReviewRuleConfig;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;

/** Reads the configured rules and reports everything that is wrong with them. */
final class ReviewRulesReader {

    private final List<ReviewRule> shipped;
    private final Values values;

    /** The property of each id's first rule. */
    private final Map<String, String> owners = new HashMap<>();

    /**
     * Prepares the reading.
     *
     * @param shipped the rules that hold beside them, whose ids they must not have
     */
    ReviewRulesReader(List<ReviewRule> shipped, Consumer<Fault> faults) {
        this.shipped = List.copyOf(shipped);
        this.values = new Values(faults);
    }

    /** The rules without a fault. */
    List<ReviewRule> read(List<ReviewRuleConfig> configured) {
        List<ReviewRule> rules = new ArrayList<>();
        for (ReviewRuleConfig config : configured) {
            String property = Values.group(config.key()) + ".";
            config.id().map(String::strip).ifPresent(id -> checkId(property + "id", id));
            rule(property, config).ifPresent(rules::add);
        }
        return rules;
    }

    private void checkId(String property, String id) {
        String owner = owners.putIfAbsent(id, property.substring(0, property.lastIndexOf('.')));
        if (owner != null) {
            values.report(property, "is also the id of " + owner + ": give each rule an id of its own");
        }
        if (shipped.stream().anyMatch(rule -> rule.id().equals(id))) {
            values.report(
                    property,
                    "is also the id of a shipped rule that holds: give the rule another id, or add " + id + " to "
                            + ShippedRules.DISABLED + " (" + Fault.environmentVariable(ShippedRules.DISABLED)
                            + ") to have it in its place");
        }
    }

    /** The rule, or empty if anything is wrong with it. */
    private Optional<ReviewRule> rule(String property, ReviewRuleConfig config) {
        String categories = "use one of " + Category.wireNames();
        Optional<String> id = values.required(property + "id", config.id(), "name the rule, such as no-print");
        Optional<Category> category = values.required(property + "category", config.category(), categories)
                .flatMap(name -> Category.named(name)
                        .or(() -> fault(property + "category", "'" + name + "' is no category: " + categories)));
        Optional<List<Glob>> globs = globs(property + "globs", config.globs().orElse(List.of()));
        Optional<LineCondition> condition = condition(property, config);
        Optional<String> message =
                values.required(property + "message", config.message(), "say what is wrong and what to do");
        if (Stream.of(id, category, globs, condition, message).anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(new ReviewRule(id.get(), category.get(), globs.get(), condition.get(), message.get()));
    }

    private Optional<List<Glob>> globs(String property, List<String> configured) {
        List<Glob> globs = new ArrayList<>();
        for (String glob : values.list(property, configured)) {
            try {
                globs.add(Glob.of(glob));
            } catch (IllegalArgumentException malformed) {
                values.report(property, "the glob '" + glob + "' " + malformed.getMessage());
            }
        }
        return globs.size() == configured.size() ? Optional.of(globs) : Optional.empty();
    }

    private Optional<LineCondition> condition(String property, ReviewRuleConfig config) {
        if (config.maxLength().isEmpty()) {
            String advice = "say what must not occur in a line, or set max-length";
            return values.required(property + "pattern", config.pattern(), advice)
                    .flatMap(pattern -> matching(property + "pattern", pattern));
        }
        if (config.pattern().isPresent()) {
            return fault(property + "max-length", "cannot stand beside pattern: make two rules");
        }
        return longerThan(property + "max-length", config.maxLength().get().strip());
    }

    private Optional<LineCondition> matching(String property, String pattern) {
        try {
            return Optional.of(new Matching(Pattern.compile(pattern), List.of()));
        } catch (PatternSyntaxException malformed) {
            String reason = malformed.getDescription() + ": " + malformed.getPattern();
            return fault(
                    property,
                    "is no RE2 expression (" + reason + "): correct it; RE2 has no look-around and no back-references");
        }
    }

    private Optional<LineCondition> longerThan(String property, String length) {
        // Nine digits always fit an int.
        return length.matches("0*[1-9][0-9]{0,8}")
                ? Optional.of(new LongerThan(Integer.parseInt(length)))
                : fault(property, "'" + length + "' is no length: give a whole number from 1 to 999999999");
    }

    private <T> Optional<T> fault(String property, String problem) {
        values.report(property, problem);
        return Optional.empty();
    }
}
