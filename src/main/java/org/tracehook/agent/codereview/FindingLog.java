package org.tracehook.agent.codereview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private static final Comparator<Finding> MOST_SEVERE_FIRST =
            Comparator.comparing(Finding::consequence).reversed();

    private final List<Finding> candidates = new ArrayList<>();
    private final Map<Category, Integer> counts = new EnumMap<>(Category.class);

    /** The first issues of each decision; the same message in the same file counts once. */
    private final Map<Decision, Map<List<String>, String>> issues = new EnumMap<>(Decision.class);

    void add(Finding finding) {
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

    /** The review of that many files, all of whose findings were added. */
    Review review(int files) {
        Decision decision = counts.keySet().stream()
                .map(Category::consequence)
                .max(Comparator.naturalOrder())
                .orElse(Decision.APPROVE);
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        return new Review(decision, decision + ": " + reasons(decision, total), files, mostSevere(), total);
    }

    private String reasons(Decision decision, int total) {
        return switch (decision) {
            case BLOCK -> "Code violates " + categories(decision) + " rules. Issues: " + issues(decision);
            case REQUEST_CHANGES -> "Code has standards violations. Issues: " + issues(decision);
            case APPROVE ->
                total == 0
                        ? "Code review passed. Ready for testing."
                        : "Code meets requirements. Note: " + total + " edge case(s) to verify.";
        };
    }

    private String issues(Decision decision) {
        return String.join("; ", issues.get(decision).values());
    }

    private String categories(Decision decision) {
        return counts.keySet().stream()
                .filter(category -> category.consequence() == decision)
                .map(Category::wireName)
                .collect(Collectors.joining(" and "));
    }

    private List<Finding> mostSevere() {
        Set<Finding> kept =
                candidates.stream().sorted(MOST_SEVERE_FIRST).limit(MOST_KEPT).collect(Collectors.toSet());
        return candidates.stream().filter(kept::contains).toList();
    }
}
