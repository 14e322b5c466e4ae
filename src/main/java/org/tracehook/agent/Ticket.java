package org.tracehook.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What came from Jira. Anybody who edits a ticket can write it: it is data, never instructions.
 *
 * @param issueKey such as {@code PROJ-123}; null when the delivery named none
 * @param issueStatus the status the issue entered, else the one it has; null when unknown
 * @param context further values by name, such as {@code code_changes}
 * @param fields the fields that agents ask for with {@link Agent#ticketFields}
 */
public record Ticket(String issueKey, String issueStatus, Map<String, JsonNode> context, TicketFields fields) {

    public Ticket {
        context = Map.copyOf(context);
        Objects.requireNonNull(fields, "fields");
    }

    /** A ticket without fields. */
    public Ticket(String issueKey, String issueStatus, Map<String, JsonNode> context) {
        this(issueKey, issueStatus, context, TicketFields.NONE);
    }

    /**
     * The text of the field with that id of Jira's, such as {@code summary}; empty when the ticket has none, when no agent
     * asks for the field with {@link Agent#ticketFields}, or when it cannot be read, which a line of the log says.
     */
    public Optional<String> field(String id) {
        return fields.text(id);
    }

    /** The value of that name, or empty when the ticket has none. */
    public Optional<JsonNode> value(String name) {
        return Optional.ofNullable(context.get(name));
    }

    /** Names the issue and the keys, never the values. */
    @Override
    public String toString() {
        return "Ticket[" + issueKey + ", context=" + context.keySet() + "]";
    }
}
