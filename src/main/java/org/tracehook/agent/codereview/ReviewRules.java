package org.tracehook.agent.codereview;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tracehook.agent.Glob;
import org.tracehook.agent.codereview.ReviewConfig.ReviewRuleConfig;
import org.tracehook.agent.codereview.SourceFile.SourceLine;
import org.tracehook.config.Faults;

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
     * @param faults takes everything that does not go together
     */
    public static ReviewRules from(ReviewConfig config, Faults faults) {
        List<ReviewRule> shipped = ShippedRules.beside(config, faults);
        List<ReviewRule> rules = new ArrayList<>();
        List<String> ids = config.rules().stream().map(ReviewRuleConfig::id).toList();
        for (int number = 0; number < ids.size(); number++) {
            String property = "tracehook.review.rules[" + number + "]";
            int first = ids.indexOf(ids.get(number));
            if (first < number) {
                faults.report(
                        property + ".id",
                        "is also the id of tracehook.review.rules[" + first + "]: give each rule an id of its own");
            }
            ReviewRule.from(config.rules().get(number), property, faults).ifPresent(rules::add);
        }
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
            review(file, log);
        }
        return log.review(files.size());
    }

    private void review(SourceFile file, FindingLog log) throws InterruptedException {
        List<ReviewRule> applying = applyingTo(file.plainPath());
        boolean showsText = true;
        checkTime();
        for (SourceLine line : file.lines()) {
            List<ReviewRule> broken = broken(applying, line.text());
            // A key's body follows its header, and a line that prints a token breaks two rules: from a secret on, no
            // text.
            showsText &= broken.stream().noneMatch(rule -> rule.category() == Category.SECURITY);
            Optional<String> text = showsText ? Optional.of(line.text()) : Optional.empty();
            for (ReviewRule rule : broken) {
                log.add(new Finding(
                        rule.id(), rule.category(), file.path(), line.number(), rule.messageFor(line.text()), text));
            }
        }
    }

    private static List<ReviewRule> broken(List<ReviewRule> applying, String line) throws InterruptedException {
        List<ReviewRule> broken = List.of();
        for (ReviewRule rule : applying) {
            checkTime();
            if (rule.isBrokenBy(line)) {
                broken = broken.isEmpty() ? new ArrayList<>() : broken;
                broken.add(rule);
            }
        }
        return broken;
    }

    private static void checkTime() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Code review interrupted");
        }
    }

    private List<ReviewRule> applyingTo(String path) {
        // Rules share their globs, and there are more rules than globs.
        Map<Glob, Boolean> matched = new IdentityHashMap<>();
        return rules.stream()
                .filter(rule -> rule.appliesTo(glob -> matched.computeIfAbsent(glob, asked -> asked.matches(path))))
                .toList();
    }
}
