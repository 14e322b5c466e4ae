package org.tracehook.agent.codereview;

import java.util.ArrayList;
import java.util.Collections;
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
import org.tracehook.config.Faults;

/**
 * The rules of reviews, as they are configured.
 *
 * @param all the rules, which hold where no set is chosen
 * @param named the sets of some of them, by the names by which trigger rules choose them
 */
public record ReviewSets(ReviewRules all, SortedMap<String, ReviewRules> named) {

    /** The value of a trigger rule that names a set, without {@code context.} */
    static final String SET = "review";

    /** The end of a glob that names directories alone. */
    private static final Pattern ANY_NAME = Pattern.compile("(?:^|/)\\*{1,2}$");

    public ReviewSets {
        named = Collections.unmodifiableSortedMap(new TreeMap<>(named));
    }

    /**
     * The configured rules, then the shipped ones that hold beside them: where there are some, those of category
     * {@link Category#SECURITY} unless the configuration asks for all, and none that it disables.
     *
     * @param faults takes everything that does not go together
     */
    public static ReviewSets from(ReviewConfig config, Faults faults) {
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
        return new ReviewSets(new ReviewRules(rules, mustBeReviewed), sets(config, rules, mustBeReviewed, faults));
    }

    /** The languages of the shipped rules, whichever hold, and what configured rules name by more than its directory. */
    private static List<Glob> mustBeReviewed(ReviewConfig config, List<Glob> named) {
        return config.unreviewed() == Unreviewed.APPROVE
                ? List.of()
                : Stream.concat(ShippedRules.LANGUAGES.stream(), named.stream()).toList();
    }

    private static SortedMap<String, ReviewRules> sets(
            ReviewConfig config, List<ReviewRule> all, List<Glob> mustBeReviewed, Faults faults) {
        Set<String> ids = all.stream().map(ReviewRule::id).collect(Collectors.toCollection(TreeSet::new));
        SortedMap<String, ReviewRules> sets = new TreeMap<>();
        config.sets().forEach((name, set) -> {
            set.rules().stream()
                    .filter(id -> !ids.contains(id))
                    .forEach(id -> faults.report(
                            "tracehook.review.sets." + name + ".rules",
                            "names '" + id + "', and no rule that holds has that id: use some of "
                                    + String.join(", ", ids)));
            sets.put(name, new ReviewRules(narrowed(all, set.rules()), mustBeReviewed));
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
                .filter(name -> !named.containsKey(name))
                .map(name -> "there is no set '" + name + "': "
                        + (named.isEmpty() ? "" : "use one of " + String.join(", ", named.keySet()) + ", or ")
                        + "define it under tracehook.review.sets");
    }

    /** The rules of the set that a trigger rule's values name; all where they name none. */
    ReviewRules chosenBy(Map<String, String> settings) {
        return settings.containsKey(SET) ? named.get(settings.get(SET)) : all;
    }
}
