package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the status change in a delivery's changelog. {@code issue_event_type_name} is no help: it is whatever the
 * workflow's post-function fires, {@code issue_generic} on Cloud.
 */
final class Changelog {

    private static final String STATUS = "status";

    /** Cloud sends the initial values with the one; the other may carry the last status that the issue had. */
    private static final Set<String> NO_TRANSITIONS = Set.of("jira:issue_created", "jira:issue_deleted");

    private final JsonNode items;
    private final String event;

    Changelog(JsonNode changelog, String event) {
        this.items = changelog.path("items");
        this.event = event;
    }

    Optional<Transition> transition() {
        List<JsonNode> changes = statusChanges();
        return changes.isEmpty()
                ? Optional.empty()
                : Transition.entering(from(changes.get(0)), to(changes.get(changes.size() - 1)));
    }

    private List<JsonNode> statusChanges() {
        List<JsonNode> changes = new ArrayList<>();
        if (items.isArray() && !NO_TRANSITIONS.contains(event)) {
            items.forEach(changes::add);
        }
        changes.removeIf(item -> !isStatusChange(item));
        return changes;
    }

    private boolean isStatusChange(JsonNode item) {
        return isStatusItem(item) && to(item).isKnown() && (from(item).isKnown() || "jira:issue_updated".equals(event));
    }

    /** Data Center sends no {@code fieldId}, and a custom field may be called Status. */
    private static boolean isStatusItem(JsonNode item) {
        String fieldId = Lenient.text(item.path("fieldId"));
        if (fieldId != null) {
            return fieldId.equals(STATUS);
        }
        return STATUS.equalsIgnoreCase(Lenient.text(item.path("field")))
                && !"custom".equals(Lenient.text(item.path("fieldtype")));
    }

    private static Status from(JsonNode item) {
        return new Status(Lenient.id(item.path("from")), Lenient.text(item.path("fromString")));
    }

    private static Status to(JsonNode item) {
        return new Status(Lenient.id(item.path("to")), Lenient.text(item.path("toString")));
    }
}
