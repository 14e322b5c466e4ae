package org.tracehook.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.tracehook.http.ApiException;
import org.tracehook.jira.Issue;
import org.tracehook.jira.Status;

/**
 * An issue as it is now.
 *
 * @param id digits
 * @param status never null, its parts may be
 * @param category of the status: {@code new}, {@code indeterminate} or {@code done}; empty when unknown
 * @param projectType such as {@code software}; empty when unknown
 * @param offers the transitions that the account may make
 */
record IssueState(String id, Status status, String category, String projectType, List<Offer> offers) {

    /** Where comments are for colleagues alone: other projects may be service desks, whose customers read them. */
    private static final Set<String> WITHOUT_CUSTOMERS = Set.of("software", "business", "product_discovery");

    IssueState {
        offers = List.copyOf(offers);
    }

    /**
     * Reads the issue.
     *
     * @param reference its id or key, checked
     */
    static IssueState read(JiraCalls calls, String reference) throws ApiException, InterruptedException {
        return of(calls.read("/issue/" + reference + "?fields=status,project&expand=transitions"));
    }

    private static IssueState of(JsonNode issue) throws ApiException {
        String id = issue.path("id").asText();
        if (!Issue.isId(id)) {
            throw ApiException.refused("Jira's answer is no issue");
        }
        JsonNode status = issue.path("fields").path("status");
        List<Offer> offers = StreamSupport.stream(issue.path("transitions").spliterator(), false)
                .filter(transition -> transition.path("isAvailable").asBoolean(true))
                .map(transition -> new Offer(
                        transition.path("id").asText(), status(transition.path("to")), category(transition.path("to"))))
                .toList();
        return new IssueState(
                id,
                status(status),
                category(status),
                issue.path("fields").path("project").path("projectTypeKey").asText(),
                offers);
    }

    private static Status status(JsonNode status) {
        return new Status(status.path("id").asText(null), status.path("name").asText(null));
    }

    private static String category(JsonNode status) {
        return status.path("statusCategory").path("key").asText();
    }

    /** Whether customers of a service desk may read its comments, or it is unknown. */
    boolean mayHaveCustomers() {
        return !WITHOUT_CUSTOMERS.contains(projectType);
    }

    /**
     * A transition that can be made.
     *
     * @param id of the transition
     * @param to the status that it leads to
     * @param category of that status
     */
    record Offer(String id, Status to, String category) {

        /** The transition as people read it. */
        String label() {
            return id + " → " + to.label();
        }
    }
}
