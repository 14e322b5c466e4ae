package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A change of an issue's status.
 *
 * @param from the status left; its parts are null when the payload does not say
 * @param to the status entered
 */
public record Transition(Status from, Status to) {

    private static final String STATUS = "status";

    /** Cloud sends the initial values with a created issue; a deleted issue may carry the last status that it had. */
    private static final Set<String> NO_TRANSITIONS = Set.of("jira:issue_created", "jira:issue_deleted");

    public Transition {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }

    /** The transition that a workflow post-function reports. */
    static Optional<Transition> ofPostFunction(JsonNode transition) {
        return entering(
                new Status(null, JiraValues.text(transition.path("from_status"))),
                new Status(null, JiraValues.text(transition.path("to_status"))));
    }

    /**
     * The status change in the changelog of an event. {@code issue_event_type_name} is no help: it is whatever the
     * workflow's post-function fires, {@code issue_generic} on Cloud.
     */
    static Optional<Transition> in(JsonNode changelog, String event) {
        JsonNode items = changelog.path("items");
        List<JsonNode> changes = new ArrayList<>();
        if (items.isArray() && !NO_TRANSITIONS.contains(event)) {
            items.forEach(changes::add);
        }
        changes.removeIf(item -> !isStatusChange(item, event));
        return changes.isEmpty()
                ? Optional.empty()
                : entering(from(changes.get(0)), to(changes.get(changes.size() - 1)));
    }

    private static boolean isStatusChange(JsonNode item, String event) {
        return isOfStatus(item) && to(item).isKnown() && (from(item).isKnown() || "jira:issue_updated".equals(event));
    }

    /** Data Center sends no {@code fieldId}, and a custom field may be called Status. */
    private static boolean isOfStatus(JsonNode item) {
        String fieldId = JiraValues.text(item.path("fieldId"));
        if (fieldId != null) {
            return fieldId.equals(STATUS);
        }
        return STATUS.equalsIgnoreCase(JiraValues.text(item.path("field")))
                && !"custom".equals(JiraValues.text(item.path("fieldtype")));
    }

    private static Status from(JsonNode item) {
        return new Status(JiraValues.id(item.path("from")), JiraValues.text(item.path("fromString")));
    }

    private static Status to(JsonNode item) {
        return new Status(JiraValues.id(item.path("to")), JiraValues.text(item.path("toString")));
    }

    /** The transition, if it enters a known status: workflows may loop, and a loop is no change. */
    private static Optional<Transition> entering(Status from, Status to) {
        return to.isKnown() && !from.isSameAs(to) ? Optional.of(new Transition(from, to)) : Optional.empty();
    }
}
