package org.tracehook.agent.codereview;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracehook.agent.Glob;
import org.tracehook.agent.codereview.ReviewConfig.ReviewRuleConfig;
import org.tracehook.agent.codereview.ReviewConfig.Unreviewed;
import org.tracehook.agent.codereview.SourceFile.SourceLine;
import org.tracehook.agent.codereview.SourceFile.Unread;
import org.tracehook.config.Faults;
import org.tracehook.workspace.Diff.Skipped;

/** The rules of a review, in order; immutable, and the same change always gives the same review. */
public final class ReviewRules {

    /** The value of a trigger rule that names a set, without {@code context.} */
    static final String SET = "review";

    /** The end of a glob that names directories alone. */
    private static final Pattern ANY_NAME = Pattern.compile("(?:^|/)\\*{1,2}$");

    private final List<ReviewRule> rules;
    private final List<Glob> mustBeReviewed;
    private final SortedMap<String, ReviewRules> sets;

    /** Rules that no file has to be reviewed by. */
    ReviewRules(List<ReviewRule> rules) {
        this(rules, List.of(), Map.of());
    }

    private ReviewRules(List<ReviewRule> rules, List<Glob> mustBeReviewed, Map<String, ReviewRules> sets) {
        this.rules = List.copyOf(rules);
        this.mustBeReviewed = List.copyOf(mustBeReviewed);
        this.sets = new TreeMap<>(sets);
    }

    /** The rules that hold where the configuration has none. */
    public static ReviewRules shipped() {
        return new ReviewRules(ShippedRules.ALL, ShippedRules.LANGUAGES, Map.of());
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
        List<Glob> named = rules.stream()
                .flatMap(rule -> rule.globs().stream())
                .filter(glob -> !ANY_NAME.matcher(glob.toString()).find())
                .toList();
        rules.addAll(shipped);
        List<Glob> mustBeReviewed = mustBeReviewed(config, named);
        return new ReviewRules(rules, mustBeReviewed, sets(config, rules, mustBeReviewed, faults));
    }

    /** The languages of the shipped rules, whichever hold, and what configured rules name by more than its directory. */
    private static List<Glob> mustBeReviewed(ReviewConfig config, List<Glob> named) {
        return config.unreviewed() == Unreviewed.APPROVE
                ? List.of()
                : Stream.concat(ShippedRules.LANGUAGES.stream(), named.stream()).toList();
    }

    private static Map<String, ReviewRules> sets(
            ReviewConfig config, List<ReviewRule> all, List<Glob> mustBeReviewed, Faults faults) {
        Set<String> ids = all.stream().map(ReviewRule::id).collect(Collectors.toCollection(TreeSet::new));
        Map<String, ReviewRules> sets = new TreeMap<>();
        config.sets().forEach((name, set) -> {
            set.rules().stream()
                    .filter(id -> !ids.contains(id))
                    .forEach(id -> faults.report(
                            "tracehook.review.sets." + name + ".rules",
                            "names '" + id + "', and no rule that holds has that id: use some of "
                                    + String.join(", ", ids)));
            sets.put(name, new ReviewRules(narrowed(all, set.rules()), mustBeReviewed, Map.of()));
        });
        return sets;
    }

    private static List<ReviewRule> narrowed(List<ReviewRule> all, List<String> ids) {
        return all.stream()
                .filter(rule -> rule.category() == Category.SECURITY || ids.contains(rule.id()))
                .toList();
    }

    /** What is wrong with the set that a trigger rule's values name; empty when there is that set, or they name none. */
    Optional<String> problemWith(Map<String, String> settings) {
        return Optional.ofNullable(settings.get(SET))
                .filter(name -> !sets.containsKey(name))
                .map(name -> "there is no set '" + name + "': "
                        + (sets.isEmpty() ? "" : "use one of " + String.join(", ", sets.keySet()) + ", or ")
                        + "define it under tracehook.review.sets");
    }

    /** The rules of the set that a trigger rule's values name; all where they name none. */
    ReviewRules chosenBy(Map<String, String> settings) {
        return settings.containsKey(SET) ? sets.get(settings.get(SET)) : this;
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
        return review(changes, Long.MAX_VALUE);
    }

    /** Reviews a change, and of files with more bytes than that only whether they hold secrets. */
    Review review(Map<String, String> changes, long largest) throws InterruptedException {
        return review(changes.entrySet().stream()
                .map(change -> SourceFile.likeInBranch(change.getKey(), change.getValue(), largest))
                .toList());
    }

    /** Reviews those lines, as {@link #review(Map)} does. */
    Review review(List<SourceFile> files) throws InterruptedException {
        FindingLog log = new FindingLog();
        for (SourceFile file : files) {
            review(file, log);
        }
        return log.review();
    }

    private void review(SourceFile file, FindingLog log) throws InterruptedException {
        String path = file.plainPath();
        List<ReviewRule> applying = applyingTo(path);
        if (file.unread().isEmpty()) {
            log.reviewed();
        } else {
            applying = applying.stream()
                    .filter(rule -> rule.category() == Category.SECURITY)
                    .toList();
            logUnread(file, file.unread().get(), log);
        }
        review(file, applying, log);
    }

    private void logUnread(SourceFile file, Unread unread, FindingLog log) {
        UnreviewedFile unreviewed = new UnreviewedFile(file.path(), unread.why(), unread.isSearched());
        // A submodule is a directory, whatever its name.
        if (unread.why() != Skipped.SUBMODULE
                && mustBeReviewed.stream().anyMatch(glob -> glob.matches(file.plainPath()))) {
            log.add(unreviewed.finding());
        } else {
            log.notReviewed(unreviewed);
        }
    }

    private static void review(SourceFile file, List<ReviewRule> applying, FindingLog log) throws InterruptedException {
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
