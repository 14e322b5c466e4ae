package org.tracehook.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tracehook.workspace.RepositoryPath;
import org.tracehook.workspace.Workspace.Change;
import org.tracehook.workspace.WorkspaceException;

/**
 * Code that a ticket or an agent proposes. It is untrusted and unchecked: it is what somebody wrote.
 *
 * @param author the agent that proposes it; null when the ticket does
 * @param codeChanges an object of path to content, as {@link CodeChanges} reads it; null when there is none
 * @param commitMessage words for the commit; null when there are none
 * @param baseCommit the id of the commit that the author started from; null when unknown
 */
public record ProposedChange(String author, JsonNode codeChanges, JsonNode commitMessage, String baseCommit) {

    /** The output and the ticket's value that hold code. */
    public static final String CODE_CHANGES = "code_changes";

    /** What the ticket proposes; empty when it has no code. */
    public static Optional<ProposedChange> of(Ticket ticket) {
        return ticket.value(CODE_CHANGES).map(changes -> new ProposedChange(null, changes, null, null));
    }

    /** What the agent of that name proposes by its outputs. */
    public static ProposedChange of(String author, Map<String, JsonNode> outputs) {
        JsonNode base = outputs.get("base_commit");
        return new ProposedChange(
                author, outputs.get(CODE_CHANGES), outputs.get("commit_message"), base == null ? null : base.asText());
    }

    /** What is wrong with the proposal, for people; empty when {@link #changes} can be read. */
    public Optional<String> problem() {
        if (codeChanges == null) {
            return Optional.of("'" + author + "' proposes no change: its reply has no outputs.code_changes");
        }
        if (commitMessage != null && !commitMessage.isNull() && !commitMessage.isTextual()) {
            return Optional.of("commit_message must be a text");
        }
        return CodeChanges.problemWith(codeChanges);
    }

    /** The files. */
    public CodeChanges changes() {
        return CodeChanges.of(codeChanges);
    }

    /**
     * The change as a repository takes it.
     *
     * @throws WorkspaceException if there is a {@link #problem}, a path of the change is none, or a file no text
     */
    public Change change() throws WorkspaceException {
        Optional<String> problem = problem();
        if (problem.isPresent()) {
            throw new WorkspaceException(problem.get());
        }
        CodeChanges changes = changes();
        SortedMap<RepositoryPath, Optional<String>> files = new TreeMap<>();
        for (Map.Entry<String, String> file : changes.written().entrySet()) {
            if (file.getValue().indexOf('\0') >= 0) {
                throw new WorkspaceException("'" + WholeText.of(file.getKey()) + "' is no text: it holds a NUL");
            }
            files.put(path(file.getKey()), Optional.of(file.getValue()));
        }
        for (String deleted : changes.deleted()) {
            files.put(path(deleted), Optional.empty());
        }
        return new Change(files, base());
    }

    private static RepositoryPath path(String path) throws WorkspaceException {
        try {
            return new RepositoryPath(path);
        } catch (IllegalArgumentException e) {
            throw new WorkspaceException("'" + WholeText.of(path) + "' is no path to write to: " + e.getMessage());
        }
    }

    /** The author's words for the commit, if there are any. */
    public Optional<String> message() {
        return Optional.ofNullable(commitMessage).map(JsonNode::textValue).filter(text -> !text.isBlank());
    }

    /** The commit that the author started from, if it is known. */
    public Optional<String> base() {
        return Optional.ofNullable(baseCommit);
    }

    /** Names the author, never the content. */
    @Override
    public String toString() {
        return "ProposedChange[" + (author == null ? "ticket" : author) + ", " + baseCommit + "]";
    }
}
