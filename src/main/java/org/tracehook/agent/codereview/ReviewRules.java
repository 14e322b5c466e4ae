package org.tracehook.agent.codereview;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tracehook.agent.Glob;
import org.tracehook.config.Fault;

/** The rules of a review, in order; immutable, and the same change always gives the same review. */
public final class ReviewRules {

    private final List<ReviewRule> rules;

    ReviewRules(List<ReviewRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The rules that hold where the configuration has none. */
    public static ReviewRules shipped() {
        return new ReviewRules(ShippedRules.ALL);
    }

    /**
     * The configured rules, then the shipped ones that hold beside them: where there are some, those of category
     * {@link Category#SECURITY} unless the configuration asks for all, and none that it disables.
     *
     * @param faults takes everything that is wrong; a rule with a fault is not among the result
     */
    public static ReviewRules from(ReviewConfig config, Consumer<Fault> faults) {
        List<ReviewRule> shipped = ShippedRules.beside(config, faults);
        List<ReviewRule> rules = new ArrayList<>(new ConfiguredRules(shipped, faults).read(config.rules()));
        rules.addAll(shipped);
        return new ReviewRules(rules);
    }

    /** The rules of that category, such as only those against secrets. */
    public ReviewRules only(Category category) {
        return new ReviewRules(
                rules.stream().filter(rule -> rule.category() == category).toList());
    }

    /**
     * Reviews a change, in time linear in its size.
     *
     * @param changes content by path, in the order to review; without nulls
     * @throws InterruptedException if the thread is interrupted, which is looked at between lines
     */
    public Review review(Map<String, String> changes) throws InterruptedException {
        return review(changes.entrySet().stream()
                .map(change -> SourceFile.whole(change.getKey(), change.getValue()))
                .toList());
    }

    /** Reviews those lines, as {@link #review(Map)} does. */
    Review review(List<SourceFile> files) throws InterruptedException {
        FindingLog log = new FindingLog();
        for (SourceFile file : files) {
            new FileReview(file, applyingTo(file.path()), log).run();
        }
        return log.review(files.size());
    }

    private List<ReviewRule> applyingTo(String file) {
        String path = PlainPath.of(file);
        // Rules share their globs, and there are more rules than globs.
        Map<Glob, Boolean> matched = new IdentityHashMap<>();
        return rules.stream()
                .filter(rule -> rule.appliesTo(glob -> matched.computeIfAbsent(glob, asked -> asked.matches(path))))
                .toList();
    }
}
