package org.tracehook.agent.development;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.ProposedChange;
import org.tracehook.workspace.RepositoryPath;
import org.tracehook.workspace.Workspace.Change;
import org.tracehook.workspace.Workspace.Commit;
import org.tracehook.workspace.WorkspaceException;
import org.tracehook.workspace.Workspaces;

/**
 * Commits the {@code code_changes} of the ticket or of an author to the issue's branch and pushes it. The whole change is checked
 * first: one file that must not be written or deleted refuses all.
 */
public final class DevelopmentAgent implements Agent {

    /** Of a commit's id, as git shortens it. */
    private static final int SHOWN_DIGITS = 7;

    private final WritablePaths writable;
    private final ContentCheck contents;
    private final Workspaces workspaces;

    /**
     * Makes the agent.
     *
     * @param contents finds what must not be pushed, such as secrets
     */
    public DevelopmentAgent(WritablePaths writable, ContentCheck contents, Workspaces workspaces) {
        this.writable = writable;
        this.contents = contents;
        this.workspaces = workspaces;
    }

    @Override
    public String name() {
        return "development_agent";
    }

    @Override
    public Set<String> declaredOutputs() {
        return Set.of("commit", "created", "branch", "files");
    }

    @Override
    public Map<String, String> problemsWith(Map<String, String> settings) {
        return WritablePaths.problemWith(settings)
                .map(problem -> Map.of(WritablePaths.NARROWED, problem))
                .orElse(Map.of());
    }

    @Override
    public AgentOutcome execute(AgentRequest request) throws InterruptedException {
        try {
            ProposedChange proposal = request.proposal()
                    .orElseThrow(() ->
                            new WorkspaceException("there is nothing to write: the delivery carries no code_changes"));
            return written(commit(request, proposal, checked(request, proposal)));
        } catch (WorkspaceException e) {
            return new Failure("Agent failed: " + e.getMessage());
        }
    }

    private Change checked(AgentRequest request, ProposedChange proposal)
            throws WorkspaceException, InterruptedException {
        refuseIf(WritablePaths.problemWith(request.settings())
                .map(problem -> "context.paths of the trigger rule: " + problem));
        Change change = proposal.change();
        for (RepositoryPath path : change.files().keySet()) {
            refuseIf(writable.refusal(path.toString(), request.settings()));
        }
        refuseIf(contents.problemWith(proposal.changes().written()));
        if (proposal.message().isPresent()) {
            refuseIf(contents.problemWith(
                    Map.of("commit_message", proposal.message().get())));
        }
        return change;
    }

    private static void refuseIf(Optional<String> problem) throws WorkspaceException {
        if (problem.isPresent()) {
            throw new WorkspaceException(problem.get());
        }
    }

    private Commit commit(AgentRequest request, ProposedChange proposal, Change change)
            throws WorkspaceException, InterruptedException {
        String key = request.ticket().issueKey();
        String message = proposal.message()
                .map(words -> CommitMessage.proposed(key, words))
                .orElseGet(() -> CommitMessage.of(key, request.ticket().issueStatus()));
        return workspaces
                .open(request.settings(), request.deadline(), request.past().fetched())
                .commit(key, message, change);
    }

    private static AgentOutcome written(Commit commit) {
        ArrayNode files = JsonNodeFactory.instance.arrayNode();
        commit.files().forEach(files::add);
        Map<String, JsonNode> outputs = Map.of(
                "commit", TextNode.valueOf(commit.id()),
                "created", BooleanNode.valueOf(commit.created()),
                "branch", TextNode.valueOf(commit.branch()),
                "files", files);
        String what = commit.created() ? "Committed " + commit.files().size() + " file(s)" : "No changes to commit";
        String id = commit.id().substring(0, SHOWN_DIGITS);
        return new Success(what + " to " + commit.branch() + " (" + id + ")", outputs);
    }

    /** Looks for what must not be pushed. */
    @FunctionalInterface
    public interface ContentCheck {

        /**
         * What is wrong with the files, for people and without showing it; empty when they may be pushed.
         *
         * @param contentByPath the files as they are to be written
         * @throws InterruptedException if the step ran out of time
         */
        Optional<String> problemWith(Map<String, String> contentByPath) throws InterruptedException;
    }
}
