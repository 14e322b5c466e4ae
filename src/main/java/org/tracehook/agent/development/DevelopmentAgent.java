package org.tracehook.agent.development;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.CodeChanges;
import org.tracehook.agent.WholeText;
import org.tracehook.workspace.RepositoryPath;
import org.tracehook.workspace.Workspace.Commit;
import org.tracehook.workspace.WorkspaceException;
import org.tracehook.workspace.Workspaces;

/**
 * Commits the ticket's {@code code_changes} to the issue's branch and pushes it. The whole change is checked first: one file
 * that must not be written refuses all.
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
        return Set.of("commit", "branch", "files");
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
            SortedMap<RepositoryPath, String> files = files(request);
            return written(commit(request, files));
        } catch (WorkspaceException e) {
            return new Failure("Agent failed: " + e.getMessage());
        }
    }

    private SortedMap<RepositoryPath, String> files(AgentRequest request)
            throws WorkspaceException, InterruptedException {
        refuseIf(WritablePaths.problemWith(request.settings())
                .map(problem -> "context.paths of the trigger rule: " + problem));
        JsonNode changes = request.ticket()
                .value("code_changes")
                .orElseThrow(() ->
                        new WorkspaceException("there is nothing to write: the delivery carries no code_changes"));
        refuseIf(CodeChanges.problemWith(changes));
        Map<String, String> contentByPath = CodeChanges.of(changes);
        SortedMap<RepositoryPath, String> files = new TreeMap<>();
        for (Map.Entry<String, String> change : contentByPath.entrySet()) {
            RepositoryPath path = path(change.getKey());
            refuseIf(writable.refusal(path.toString(), request.settings()));
            files.put(path, change.getValue());
        }
        refuseIf(contents.problemWith(contentByPath));
        return files;
    }

    private static RepositoryPath path(String path) throws WorkspaceException {
        try {
            return new RepositoryPath(path);
        } catch (IllegalArgumentException e) {
            throw new WorkspaceException("'" + WholeText.of(path) + "' is no path to write to: " + e.getMessage());
        }
    }

    private static void refuseIf(Optional<String> problem) throws WorkspaceException {
        if (problem.isPresent()) {
            throw new WorkspaceException(problem.get());
        }
    }

    private Commit commit(AgentRequest request, SortedMap<RepositoryPath, String> files)
            throws WorkspaceException, InterruptedException {
        String key = request.ticket().issueKey();
        String message = CommitMessage.of(key, request.ticket().issueStatus());
        return workspaces.open(request.settings(), request.deadline()).commit(key, message, files);
    }

    private static AgentOutcome written(Commit commit) {
        ArrayNode files = JsonNodeFactory.instance.arrayNode();
        commit.files().forEach(files::add);
        Map<String, JsonNode> outputs = Map.of(
                "commit", TextNode.valueOf(commit.id()), "branch", TextNode.valueOf(commit.branch()), "files", files);
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
