package org.tracehook.agent.codereview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes the findings of one review in order, any number of them, and comes to the decision.
 *
 * <p>It counts all and keeps 1,000 for each decision, so that no flood of notes can push out what blocks.
 */
final class FindingLog {

    private static final int MOST_KEPT = 1_000;

    private static final Comparator<Finding> MOST_SEVERE_FIRST =
            Comparator.comparing(Finding::consequence).reversed();

    private final List<Finding> candidates = new ArrayList<>();

    private final Tally tally = new Tally();

    private final Map<Decision, Issues> issues = new EnumMap<>(Decision.class);

    void add(Finding finding) {
        if (tally.calling(finding.consequence()) < MOST_KEPT) {
            candidates.add(finding);
        }
        tally.add(finding.category());
        issues.computeIfAbsent(finding.consequence(), none -> new Issues()).add(finding);
    }

    /** The review of that many files, all of whose findings were added. */
    Review review(int files) {
        Decision decision = tally.decision();
        return new Review(decision, decision + ": " + reasons(decision), files, mostSevere(), tally.total());
    }

    private String reasons(Decision decision) {
        return switch (decision) {
            case BLOCK ->
                "Code violates " + tally.categoriesCalling(decision) + " rules. Issues: " + issues.get(decision);
            case REQUEST_CHANGES -> "Code has standards violations. Issues: " + issues.get(decision);
            case APPROVE -> approval(tally.total());
        };
    }

    private static String approval(int notes) {
        return notes == 0
                ? "Code review passed. Ready for testing."
                : "Code meets requirements. Note: " + notes + " edge case(s) to verify.";
    }

    private List<Finding> mostSevere() {
        Set<Finding> kept =
                candidates.stream().sorted(MOST_SEVERE_FIRST).limit(MOST_KEPT).collect(Collectors.toSet());
        return candidates.stream().filter(kept::contains).toList();
    }
}
