package org.tracehook.agent.codereview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The review of a change.
 *
 * @param reasoning the decision, the first issues behind it and what else there is, for people
 * @param files how many files were reviewed
 * @param notReviewed the files that were not and need not be, those not wholly searched for secrets first
 * @param findings the most severe first, then in the order of files, lines and rules; at most 1,000
 * @param findingsTotal how many there were
 */
public record Review(
        Decision decision,
        String reasoning,
        int files,
        List<UnreviewedFile> notReviewed,
        List<Finding> findings,
        int findingsTotal) {

    /** The output that lists {@link #notReviewed}. */
    static final String NOT_REVIEWED = "not_reviewed";

    private static final int MOST_NAMED = 3;
    private static final int MOST_LISTED = 1_000;

    public Review {
        notReviewed = notReviewed.stream()
                .sorted(Comparator.comparing(UnreviewedFile::isSearched))
                .toList();
        findings = List.copyOf(findings);
    }

    /** Names files that were not reviewed and need not be, if there are some. */
    Optional<String> remark() {
        if (notReviewed.isEmpty()) {
            return Optional.empty();
        }
        int more = notReviewed.size() - MOST_NAMED;
        return Optional.of("not reviewed: "
                + notReviewed.stream()
                        .limit(MOST_NAMED)
                        .map(UnreviewedFile::named)
                        .collect(Collectors.joining(", "))
                + (more > 0 ? ", " + more + " more" : ""));
    }

    /** The outputs for later steps, by name. */
    Map<String, JsonNode> outputs() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        findings.forEach(finding -> array.add(finding.json()));
        Map<String, JsonNode> outputs = new HashMap<>();
        outputs.put("decision", TextNode.valueOf(decision.name()));
        outputs.put("reasoning", TextNode.valueOf(reasoning));
        outputs.put("files_reviewed", IntNode.valueOf(files));
        outputs.put("findings", array);
        outputs.put("findings_total", IntNode.valueOf(findingsTotal));
        if (!notReviewed.isEmpty()) {
            ArrayNode listed = JsonNodeFactory.instance.arrayNode();
            notReviewed.stream().limit(MOST_LISTED).forEach(file -> listed.add(file.json()));
            outputs.put(NOT_REVIEWED, listed);
        }
        return outputs;
    }

    /** Names the decision and counts, never the findings. */
    @Override
    public String toString() {
        return "Review[" + decision + ", files=" + files + ", findings=" + findingsTotal + "]";
    }

    /** What happens to the change, from the mildest to the most severe. */
    public enum Decision {
        /** The change may go on. */
        APPROVE,
        /** The change has to be corrected first. */
        REQUEST_CHANGES,
        /** The change must not go on. */
        BLOCK
    }
}
