package org.tracehook.agent.codereview;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Blocked;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.agent.AgentRequest;

/** Reviews the ticket's {@code code_changes} against fixed rules: the same change always gets the same answer. */
public final class CodeReviewAgent implements Agent {

    private final ReviewRules rules;

    /** Makes the agent that reviews by those rules. */
    public CodeReviewAgent(ReviewRules rules) {
        this.rules = rules;
    }

    @Override
    public String name() {
        return "code_review_agent";
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public AgentOutcome execute(AgentRequest request) throws InterruptedException {
        Optional<JsonNode> changes = request.ticket().value("code_changes");
        return changes.isPresent()
                ? review(changes.get())
                : failed("there is nothing to review: the delivery carries no code_changes");
    }

    private AgentOutcome review(JsonNode changes) throws InterruptedException {
        Optional<String> problem = CodeChanges.problemWith(changes);
        if (problem.isPresent()) {
            return failed(problem.get());
        }
        if (changes.isEmpty()) {
            return new Blocked("Code review BLOCKED: No code changes to review");
        }
        return outcome(rules.review(CodeChanges.of(changes)));
    }

    private static AgentOutcome outcome(Review review) {
        Map<String, JsonNode> outputs = ReviewOutputs.of(review);
        return switch (review.decision()) {
            case BLOCK -> new Blocked("Code review BLOCKED: " + review.reasoning(), outputs);
            case REQUEST_CHANGES -> new Failure("Code review REQUEST_CHANGES: " + review.reasoning(), outputs);
            case APPROVE -> new Success("Decision: APPROVE", outputs);
        };
    }

    private static AgentOutcome failed(String problem) {
        return new Failure("Agent failed: " + problem);
    }
}
