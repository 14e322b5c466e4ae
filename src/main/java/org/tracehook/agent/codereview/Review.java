package org.tracehook.agent.codereview;

import java.util.List;

/**
 * What a review of a change came to.
 *
 * @param reasoning the decision and the first issues behind it, for people
 * @param files how many files were reviewed
 * @param findings in the order of files, lines and rules; of more than 1,000 the most severe
 * @param findingsTotal how many there were
 */
public record Review(Decision decision, String reasoning, int files, List<Finding> findings, int findingsTotal) {

    public Review {
        findings = List.copyOf(findings);
    }

    /** Names the decision and counts, never the findings. */
    @Override
    public String toString() {
        return "Review[" + decision + ", files=" + files + ", findings=" + findingsTotal + "]";
    }
}
