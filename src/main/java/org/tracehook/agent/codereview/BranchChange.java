package org.tracehook.agent.codereview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    private static final int MOST_LISTED = 1_000;
    private static final int MOST_NAMED = 3;

    boolean isEmpty() {
        return diff.files().isEmpty();
    }

    /** The added lines of every file that can be read. */
    List<SourceFile> toReview() {
        return diff.files().stream()
                .filter(file ->
                        file.change() != ChangeType.DELETED && file.skipped().isEmpty())
                .map(file -> SourceFile.added(file.path(), file.addedLines()))
                .toList();
    }

    /** Says which files were not reviewed, for the text of the decision; begins with a blank, or is empty. */
    String remark() {
        List<String> parts = new ArrayList<>();
        counted(ChangeType.RENAMED).ifPresent(parts::add);
        counted(ChangeType.DELETED).ifPresent(parts::add);
        notReviewed().ifPresent(parts::add);
        return parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")";
    }

    private Optional<String> counted(ChangeType change) {
        long count =
                diff.files().stream().filter(file -> file.change() == change).count();
        return count == 0 ? Optional.empty() : Optional.of(count + " file(s) " + words(change));
    }

    private Optional<String> notReviewed() {
        List<ChangedFile> skipped =
                diff.files().stream().filter(file -> file.skipped().isPresent()).toList();
        if (skipped.isEmpty()) {
            return Optional.empty();
        }
        Stream<String> named = skipped.stream()
                .limit(MOST_NAMED)
                .map(file -> shown(file.path()) + " (" + words(file.skipped().orElseThrow()) + ")");
        Stream<String> more =
                skipped.size() > MOST_NAMED ? Stream.of((skipped.size() - MOST_NAMED) + " more") : Stream.empty();
        return Optional.of(
                "not reviewed: " + String.join(", ", Stream.concat(named, more).toList()));
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
                .put("change", words(file.change()));
        file.oldPath().ifPresent(path -> json.put("old_path", shown(path)));
        file.skipped().ifPresent(why -> json.put("not_reviewed", words(why)));
        return json;
    }

    private static String shown(String path) {
        return WholeText.of(path);
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
