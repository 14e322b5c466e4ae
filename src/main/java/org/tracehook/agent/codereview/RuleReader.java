package org.tracehook.agent.codereview;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tracehook.agent.Glob;
import org.tracehook.agent.codereview.LineCondition.LongerThan;
import org.tracehook.agent.codereview.LineCondition.Matching;
import org.tracehook.agent.codereview.ReviewConfig.RuleConfig;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;

/** Reads one configured rule and reports everything that is wrong with it. */
final class RuleReader {

    private final String property;

    private final RuleConfig config;

    private final Values values;

    /**
     * Prepares the reading.
     *
     * @param property the rule's own, such as {@code tracehook.review.rules[0]}
     */
    RuleReader(String property, RuleConfig config, Consumer<Fault> faults) {
        this.property = property;
        this.config = config;
        this.values = new Values(faults);
    }

    /** The rule, or empty if anything is wrong with it. */
    Optional<ReviewRule> read() {
        Optional<String> id = required("id", config.id(), "name the rule, such as no-print");
        Optional<Category> category = required("category", config.category(), "use one of " + Category.wireNames())
                .flatMap(this::category);
        Optional<List<Glob>> globs = globs();
        Optional<LineCondition> condition = condition();
        Optional<String> message = required("message", config.message(), "say what is wrong and what to do");
        if (Stream.of(id, category, globs, condition, message).anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(new ReviewRule(id.get(), category.get(), globs.get(), condition.get(), message.get()));
    }

    private Optional<Category> category(String name) {
        return Category.named(name)
                .or(() -> fault("category", "'" + name + "' is no category: use one of " + Category.wireNames()));
    }

    private Optional<List<Glob>> globs() {
        List<Glob> globs = new ArrayList<>();
        List<String> configured = config.globs().orElse(List.of());
        values.list(property + ".globs", configured).forEach(glob -> glob(glob).ifPresent(globs::add));
        return globs.size() == configured.size() ? Optional.of(globs) : Optional.empty();
    }

    private Optional<Glob> glob(String glob) {
        try {
            return Optional.of(Glob.of(glob));
        } catch (IllegalArgumentException malformed) {
            return fault("globs", "the glob '" + glob + "' " + malformed.getMessage());
        }
    }

    private Optional<LineCondition> condition() {
        if (config.maxLength().isEmpty()) {
            return required("pattern", config.pattern(), "say what must not occur in a line, or set max-length")
                    .flatMap(this::matching);
        }
        if (config.pattern().isPresent()) {
            return fault("max-length", "cannot stand beside pattern: make two rules");
        }
        return longerThan(config.maxLength().get().strip());
    }

    private Optional<LineCondition> matching(String pattern) {
        try {
            return Optional.of(new Matching(Pattern.compile(pattern), List.of()));
        } catch (PatternSyntaxException malformed) {
            String reason = malformed.getDescription() + ": " + malformed.getPattern();
            return fault(
                    "pattern",
                    "is no RE2 expression (" + reason + "): correct it; RE2 has no look-around and no back-references");
        }
    }

    private Optional<LineCondition> longerThan(String length) {
        // Nine digits always fit an int.
        return length.matches("0*[1-9][0-9]{0,8}")
                ? Optional.of(new LongerThan(Integer.parseInt(length)))
                : fault("max-length", "'" + length + "' is no length: give a whole number from 1 to 999999999");
    }

    private Optional<String> required(String name, Optional<String> value, String advice) {
        return values.required(property + "." + name, value, advice);
    }

    private <T> Optional<T> fault(String name, String problem) {
        values.report(property + "." + name, problem);
        return Optional.empty();
    }
}
