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
import org.tracehook.agent.ProposedChange;
import org.tracehook.workspace.Workspace;
import org.tracehook.workspace.Workspace.Branch;
import org.tracehook.workspace.WorkspaceException;
import org.tracehook.workspace.Workspaces;

/**
 * Reviews a change against fixed rules: the same change always gets the same answer.
 *
 * <p>The change is the commit that an earlier step made; without one the {@code code_changes} of the ticket or of an author;
 * without those what the issue's branch adds to its base.
 */
public final class CodeReviewAgent implements Agent {

    private static final AgentOutcome NOTHING_CHANGED = new Blocked("Code review BLOCKED: No code changes to review");

    /** The output in which an earlier step names its commit. */
    private static final String COMMIT = "commit";

    private static final String FINDINGS = "findings";

    private final ReviewSets rules;
    private final Workspaces workspaces;

    /** An agent that reviews by those rules, and finds branches in those workspaces. */
    public CodeReviewAgent(ReviewSets rules, Workspaces workspaces) {
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
        return Set.of(
                "decision",
                "files_reviewed",
                FINDINGS,
                "findings_total",
                Review.NOT_REVIEWED,
                "reviewed_commit",
                "base",
                "branch");
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
                .map(problem -> Map.of(ReviewSets.SET, problem))
                .orElse(Map.of());
    }

    @Override
    public AgentOutcome execute(AgentRequest request) throws InterruptedException {
        Optional<String> problem = rules.problemWith(request.settings());
        if (problem.isPresent()) {
            return failed("context.review of the trigger rule: " + problem.get());
        }
        Optional<ProposedChange> proposal = request.proposal();
        boolean committed = request.outputs().containsKey(COMMIT);
        try {
            return proposal.isPresent() && !committed ? reviewProposal(request, proposal.get()) : reviewBranch(request);
        } catch (WorkspaceException e) {
            return failed(e.getMessage());
        }
    }

    private AgentOutcome reviewProposal(AgentRequest request, ProposedChange proposal)
            throws WorkspaceException, InterruptedException {
        Optional<String> problem = proposal.problem();
        if (problem.isPresent()) {
            return failed(problem.get());
        }
        CodeChanges changes = proposal.changes();
        if (changes.isEmpty()) {
            return NOTHING_CHANGED;
        }
        if (proposal.base().isPresent() && workspaces.hasRepository(request.settings())) {
            return reviewAgainstBase(request, proposal);
        }
        Review review = rules.chosenBy(request.settings()).review(changes.written(), workspaces.largestComparedFile());
        int deleted = changes.deleted().size();
        return outcome(review, deleted == 0 ? List.of() : List.of(deleted + " file(s) deleted"), review.outputs());
    }

    /** What the proposal changes of the commit that its author started from. */
    private AgentOutcome reviewAgainstBase(AgentRequest request, ProposedChange proposal)
            throws WorkspaceException, InterruptedException {
        Workspace workspace = workspaces.open(
                request.settings(), request.deadline(), request.past().fetched());
        BranchChange change = new BranchChange(workspace.diff(request.ticket().issueKey(), proposal.change()));
        Review review = rules.chosenBy(request.settings()).review(change.toReview());
        Map<String, JsonNode> outputs = new HashMap<>(change.outputs());
        // The commit that was compared is in no repository.
        outputs.keySet().removeAll(BranchChange.OF_THE_BRANCH);
        outputs.putAll(review.outputs());
        // A run that is tried again may have pushed the change before.
        return outcome(review, change.isEmpty() ? List.of("the proposal changes nothing") : change.counts(), outputs);
    }

    private AgentOutcome reviewBranch(AgentRequest request) throws WorkspaceException, InterruptedException {
        BranchChange change = branchChange(request);
        if (change.isEmpty()) {
            return NOTHING_CHANGED;
        }
        Review review = rules.chosenBy(request.settings()).review(change.toReview());
        Map<String, JsonNode> outputs = new HashMap<>(review.outputs());
        outputs.putAll(change.outputs());
        return outcome(review, change.counts(), outputs);
    }

    /** The branch's change against its merge base, up to the commit that an earlier step made, else up to its head. */
    private BranchChange branchChange(AgentRequest request) throws WorkspaceException, InterruptedException {
        if (!workspaces.hasRepository(request.settings())) {
            throw new WorkspaceException("there is nothing to review: the delivery carries no code_changes, and"
                    + " tracehook.workspace.repository (TRACEHOOK_WORKSPACE_REPOSITORY) is not set");
        }
        Workspace workspace = workspaces.open(
                request.settings(), request.deadline(), request.past().fetched());
        Branch branch = workspace.branchOf(request.ticket().issueKey(), request.textOutput(COMMIT));
        return new BranchChange(workspace.diff(branch));
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
