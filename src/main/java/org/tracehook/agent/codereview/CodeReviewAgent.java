package org.tracehook.agent.codereview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Blocked;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.CodeChanges;
import org.tracehook.workspace.Workspace;
import org.tracehook.workspace.Workspace.Branch;
import org.tracehook.workspace.WorkspaceException;
import org.tracehook.workspace.Workspaces;

/**
 * Reviews a change against fixed rules: the same change always gets the same answer.
 *
 * <p>The change is the commit that an earlier step made; without one the ticket's {@code code_changes}; without those what
 * the issue's branch adds to its base.
 */
public final class CodeReviewAgent implements Agent {

    private static final AgentOutcome NOTHING_CHANGED = new Blocked("Code review BLOCKED: No code changes to review");

    /** The output in which an earlier step names its commit. */
    private static final String COMMIT = "commit";

    private static final String FINDINGS = "findings";

    private final ReviewRules rules;
    private final Workspaces workspaces;

    /** An agent that reviews by those rules, and finds branches in those workspaces. */
    public CodeReviewAgent(ReviewRules rules, Workspaces workspaces) {
        this.rules = rules;
        this.workspaces = workspaces;
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
    public Set<String> declaredOutputs() {
        return Set.of("decision", "files_reviewed", FINDINGS, "findings_total", "reviewed_commit", "base", "branch");
    }

    /** The findings without the lines that they are about: contents of files are never logged. */
    @Override
    public JsonNode shown(String output, JsonNode value) {
        JsonNode shown = value.deepCopy();
        if (output.equals(FINDINGS)) {
            shown.forEach(finding -> ((ObjectNode) finding).remove("text"));
        }
        return shown;
    }

    @Override
    public Map<String, String> problemsWith(Map<String, String> settings) {
        return rules.problemWith(settings)
                .map(problem -> Map.of(ReviewRules.SET, problem))
                .orElse(Map.of());
    }

    @Override
    public AgentOutcome execute(AgentRequest request) throws InterruptedException {
        Optional<String> problem = rules.problemWith(request.settings());
        if (problem.isPresent()) {
            return failed("context.review of the trigger rule: " + problem.get());
        }
        Optional<JsonNode> changes = request.ticket().value("code_changes");
        boolean committed = request.outputs().containsKey(COMMIT);
        return changes.isPresent() && !committed ? reviewTicket(changes.get(), request) : reviewBranch(request);
    }

    private AgentOutcome reviewTicket(JsonNode changes, AgentRequest request) throws InterruptedException {
        Optional<String> problem = CodeChanges.problemWith(changes);
        if (problem.isPresent()) {
            return failed(problem.get());
        }
        if (changes.isEmpty()) {
            return NOTHING_CHANGED;
        }
        Review review =
                rules.chosenBy(request.settings()).review(CodeChanges.of(changes), workspaces.largestComparedFile());
        return outcome(review, List.of(), review.outputs());
    }

    private AgentOutcome reviewBranch(AgentRequest request) throws InterruptedException {
        try {
            BranchChange change = branchChange(request);
            if (change.isEmpty()) {
                return NOTHING_CHANGED;
            }
            Review review = rules.chosenBy(request.settings()).review(change.toReview());
            Map<String, JsonNode> outputs = new HashMap<>(review.outputs());
            outputs.putAll(change.outputs());
            return outcome(review, change.counts(), outputs);
        } catch (WorkspaceException e) {
            return failed(e.getMessage());
        }
    }

    /** The branch's change against its merge base, up to the commit that an earlier step made, else up to its head. */
    private BranchChange branchChange(AgentRequest request) throws WorkspaceException, InterruptedException {
        if (!workspaces.hasRepository(request.settings())) {
            throw new WorkspaceException("there is nothing to review: the delivery carries no code_changes, and"
                    + " tracehook.workspace.repository (TRACEHOOK_WORKSPACE_REPOSITORY) is not set");
        }
        Workspace workspace = workspaces.open(request.settings(), request.deadline());
        Branch branch = workspace.branchOf(request.ticket().issueKey());
        return new BranchChange(workspace.diff(branch.at(request.textOutput(COMMIT))));
    }

    private static AgentOutcome outcome(Review review, List<String> counts, Map<String, JsonNode> outputs) {
        List<String> remarks = new ArrayList<>(counts);
        review.remark().ifPresent(remarks::add);
        String remark = remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")";
        return switch (review.decision()) {
            case BLOCK -> new Blocked("Code review BLOCKED: " + review.reasoning() + remark, outputs);
            case REQUEST_CHANGES -> new Failure("Code review REQUEST_CHANGES: " + review.reasoning() + remark, outputs);
            case APPROVE -> new Success("Decision: APPROVE" + remark, outputs);
        };
    }

    private static AgentOutcome failed(String problem) {
        return new Failure("Agent failed: " + problem);
    }
}
