package org.tracehook.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A ticket of the simulated Jira, as REST shows it. */
final class SimulatedTicket {

    /** The statuses; from each a transition leads to every other. */
    enum Status {
        TO_DO("To Do", "new"),
        WAITING("Waiting for Development", "new"),
        IN_REVIEW("In Review", "indeterminate"),
        TESTING("Testing", "indeterminate"),
        BLOCKED("Blocked", "indeterminate"),
        DONE("Done", "done");

        final String label;
        private final String category;

        Status(String label, String category) {
            this.label = label;
            this.category = category;
        }

        String id() {
            return Integer.toString(10_000 + ordinal());
        }

        ObjectNode json() {
            ObjectNode status =
                    JsonNodeFactory.instance.objectNode().put("id", id()).put("name", label);
            status.putObject("statusCategory").put("key", category);
            return status;
        }

        /** An id that is not the status'. */
        private String transition() {
            return Integer.toString(11 + 10 * ordinal());
        }
    }

    private static final Pattern START = Pattern.compile("startAt=([0-9]+)");
    private static final int PAGE = 20;

    final String id;
    final String key;
    final String projectType;
    final List<Comment> comments = new ArrayList<>();
    Status status = Status.TO_DO;
    int transitions;

    SimulatedTicket(String id, String key, String projectType) {
        this.id = id;
        this.key = key;
        this.projectType = projectType;
    }

    /** The comments of that account. */
    List<Comment> commentsBy(String author) {
        return comments.stream()
                .filter(comment -> comment.author().equals(author))
                .toList();
    }

    ObjectNode issue() {
        ObjectNode issue = JsonNodeFactory.instance.objectNode().put("id", id).put("key", key);
        ObjectNode fields = issue.putObject("fields");
        fields.set("status", status.json());
        fields.putObject("project").put("key", key.replaceFirst("-.*", "")).put("projectTypeKey", projectType);
        ArrayNode transitions = issue.putArray("transitions");
        offers().forEach(to -> transitions
                .addObject()
                .put("id", to.transition())
                .put("name", "Go to " + to.label)
                .set("to", to.json()));
        return issue;
    }

    /** Where the transition of that id leads to. */
    Status offered(String transition) {
        return offers().filter(to -> to.transition().equals(transition))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Transition id '" + transition + "' is not valid for this issue."));
    }

    private Stream<Status> offers() {
        return Stream.of(Status.values()).filter(to -> to != status);
    }

    /** A page of comments, the newest first. */
    ObjectNode page(String query, Function<String, ObjectNode> user) {
        Matcher start = START.matcher(query);
        int from = start.find() ? Integer.parseInt(start.group(1)) : 0;
        ObjectNode page = JsonNodeFactory.instance
                .objectNode()
                .put("startAt", from)
                .put("maxResults", PAGE)
                .put("total", comments.size());
        ArrayNode shown = page.putArray("comments");
        for (int at = comments.size() - 1 - from; at >= Math.max(0, comments.size() - from - PAGE); at--) {
            shown.add(comments.get(at).json(user.apply(comments.get(at).author())));
        }
        return page;
    }

    Optional<Comment> lastComment() {
        return comments.isEmpty() ? Optional.empty() : Optional.of(comments.get(comments.size() - 1));
    }

    /**
     * A comment.
     *
     * @param body as Jira keeps it
     * @param lines what a person reads
     */
    record Comment(String id, String author, JsonNode body, List<String> lines) {

        ObjectNode json(ObjectNode by) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
            json.set("author", by);
            json.set("updateAuthor", by);
            json.set("body", body);
            return json;
        }

        /** What a webhook has in its place: wiki markup, also where REST has a document. */
        String markup() {
            return body.isTextual() ? body.textValue() : String.join("\n\n", lines);
        }

        /** The same after a rule of Automation took the last line off. */
        String stripped() {
            return markup().replaceFirst("\\s*[^\\n]*$", "");
        }
    }
}
