package org.tracehook.agent.codereview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** A review as what later steps get of it. */
final class ReviewOutputs {

    private ReviewOutputs() {}

    /** The outputs by name. */
    static Map<String, JsonNode> of(Review review) {
        ArrayNode findings = JsonNodeFactory.instance.arrayNode();
        review.findings().forEach(finding -> findings.add(json(finding)));
        return Map.of(
                "decision", TextNode.valueOf(review.decision().name()),
                "reasoning", TextNode.valueOf(review.reasoning()),
                "files_reviewed", IntNode.valueOf(review.files()),
                "findings", findings,
                "findings_total", IntNode.valueOf(review.findingsTotal()));
    }

    private static ObjectNode json(Finding finding) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("rule", finding.rule())
                .put("category", finding.category().wireName())
                .put("file", finding.shownFile())
                .put("line", finding.line())
                .put("message", finding.message());
        finding.text().ifPresent(text -> json.put("text", text));
        return json;
    }
}
