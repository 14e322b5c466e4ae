package org.tracehook.agent.codereview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tracehook.agent.WholeText;
import org.tracehook.workspace.Diff;
import org.tracehook.workspace.Diff.ChangeType;
import org.tracehook.workspace.Diff.ChangedFile;

/**
 * What a branch changes, as a review sees it: the added lines of its files, and the files that have none to review.
 *
 * @param diff against the merge base
 */
record BranchChange(Diff diff) {

    /** The names of the outputs that are about a commit of the branch. */
    static final Set<String> OF_THE_BRANCH = Set.of("reviewed_commit", "branch");

    private static final int MOST_LISTED = 1_000;

    boolean isEmpty() {
        return diff.files().isEmpty();
    }

    /** The added lines of every file that can be read, and of the others what can be searched for secrets. */
    List<SourceFile> toReview() {
        return diff.files().stream()
                .filter(file -> file.change() != ChangeType.DELETED)
                .map(file -> file.skipped()
                        .map(why -> SourceFile.unread(file.path(), why, file.beginning()))
                        .orElseGet(() -> SourceFile.added(file.path(), file.addedLines())))
                .toList();
    }

    /** How many files have no lines for this reason alone: they moved, or they are gone. */
    List<String> counts() {
        return Stream.of(ChangeType.RENAMED, ChangeType.DELETED)
                .flatMap(change -> counted(change).stream())
                .toList();
    }

    private Optional<String> counted(ChangeType change) {
        long count =
                diff.files().stream().filter(file -> file.change() == change).count();
        return count == 0 ? Optional.empty() : Optional.of(count + " file(s) " + UnreviewedFile.words(change));
    }

    /** The commit reviewed and its files, by name. */
    Map<String, JsonNode> outputs() {
        ArrayNode files = JsonNodeFactory.instance.arrayNode();
        diff.files().stream().limit(MOST_LISTED).map(BranchChange::json).forEach(files::add);
        return Map.of(
                "reviewed_commit",
                TextNode.valueOf(diff.commit()),
                "base",
                TextNode.valueOf(diff.base()),
                "branch",
                TextNode.valueOf(diff.branch()),
                "changed_files",
                files);
    }

    private static ObjectNode json(ChangedFile file) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("path", shown(file.path()))
                .put("change", UnreviewedFile.words(file.change()));
        file.oldPath().ifPresent(path -> json.put("old_path", shown(path)));
        file.skipped().ifPresent(why -> json.put("not_reviewed", UnreviewedFile.words(why)));
        return json;
    }

    private static String shown(String path) {
        return WholeText.of(path);
    }
}
