package org.tracehook.agent.codereview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tracehook.agent.codereview.Review.Decision;

/**
 * Takes the findings of one review in order, any number of them, and makes the decision.
 *
 * <p>It counts all and keeps 1,000 for each decision, so that no flood of notes can push out what blocks.
 */
final class FindingLog {

    private static final int MOST_KEPT = 1_000;
    private static final int MOST_ISSUES = 3;
    private static final int MOST_MILDER_ISSUES = 2;

    private static final Comparator<Finding> MOST_SEVERE_FIRST =
            Comparator.comparing(Finding::consequence).reversed();

    private final List<Finding> candidates = new ArrayList<>();
    private final Map<Category, Integer> counts = new EnumMap<>(Category.class);

    /** The first issues of each decision; the same message in the same file is named once. */
    private final Map<Decision, Map<List<String>, String>> issues = new EnumMap<>(Decision.class);

    private final List<UnreviewedFile> notReviewed = new ArrayList<>();
    private int files;
    private int unreviewed;

    /** A file was reviewed. */
    void reviewed() {
        files++;
    }

    /** A file was not reviewed and need not be. */
    void notReviewed(UnreviewedFile file) {
        notReviewed.add(file);
    }

    void add(Finding finding) {
        unreviewed += finding.rule().equals(UnreviewedFile.RULE) ? 1 : 0;
        Decision consequence = finding.consequence();
        if (count(consequence) < MOST_KEPT) {
            candidates.add(finding);
        }
        counts.merge(finding.category(), 1, Integer::sum);
        Map<List<String>, String> first = issues.computeIfAbsent(consequence, none -> new LinkedHashMap<>());
        if (first.size() < MOST_ISSUES) {
            first.putIfAbsent(List.of(finding.file(), finding.message()), finding.issue());
        }
    }

    /** The number of findings that call for exactly that decision. */
    private int count(Decision decision) {
        int count = 0;
        for (Map.Entry<Category, Integer> entry : counts.entrySet()) {
            count += entry.getKey().consequence() == decision ? entry.getValue() : 0;
        }
        return count;
    }

    /** The review of the files so far, all of whose findings were added. */
    Review review() {
        Decision decision =
                issues.keySet().stream().max(Comparator.naturalOrder()).orElse(Decision.APPROVE);
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        List<Finding> mostSevere =
                candidates.stream().sorted(MOST_SEVERE_FIRST).limit(MOST_KEPT).toList();
        return new Review(decision, decision + ": " + reasons(decision), files, notReviewed, mostSevere, total);
    }

    private String reasons(Decision decision) {
        if (issues.isEmpty()) {
            return "Code review passed. Ready for testing.";
        }
        String reason =
                switch (decision) {
                    case BLOCK -> "Code violates " + categories(decision) + " rules.";
                    case REQUEST_CHANGES ->
                        count(decision) == unreviewed
                                ? "Code could not be reviewed."
                                : "Code has standards violations.";
                    case APPROVE -> "Code meets requirements. Note: " + count(decision) + " edge case(s) to verify.";
                };
        return reason + " Issues: " + issues(decision, MOST_ISSUES) + milder(decision);
    }

    /** What calls for less than the decision; begins with {@code ; also}, or is empty. */
    private String milder(Decision decision) {
        List<String> milder = new ArrayList<>();
        for (Decision less : List.of(Decision.REQUEST_CHANGES, Decision.APPROVE)) {
            if (less.compareTo(decision) < 0 && issues.containsKey(less)) {
                String kind = less == Decision.APPROVE ? " edge case(s) to verify: " : " standards violation(s): ";
                milder.add(count(less) + kind + issues(less, MOST_MILDER_ISSUES));
            }
        }
        return milder.isEmpty() ? "" : "; also " + String.join("; ", milder);
    }

    /** The first issues, and the number of findings that they do not name. */
    private String issues(Decision decision, int most) {
        List<String> named = issues.get(decision).values().stream().limit(most).toList();
        int others = count(decision) - named.size();
        return String.join("; ", named) + (others == 0 ? "" : "; " + others + " more");
    }

    private String categories(Decision decision) {
        return counts.keySet().stream()
                .filter(category -> category.consequence() == decision)
                .map(Category::wireName)
                .collect(Collectors.joining(" and "));
    }
}
