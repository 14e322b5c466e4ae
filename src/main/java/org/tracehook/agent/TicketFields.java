package org.tracehook.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The fields of a ticket by Jira's ids, such as {@code description} or {@code customfield_10010}. A value is a text in a
 * simple Markdown, a number, a flag, a list of those, a person as {@code account_id} and {@code display_name}, or null.
 *
 * <p>What the delivery did not bring is read from Jira when it is needed first, once in a run. Safe for use by many threads.
 */
public final class TicketFields {

    /** The fields of a ticket of which nothing is known. */
    public static final TicketFields NONE = of(Map.of());

    private static final Logger LOG = Logger.getLogger(TicketFields.class.getName());

    /** The event's comment: Jira has many comments of an issue, so it is never read there. */
    private static final String COMMENT = "comment";

    private final Map<String, JsonNode> delivered;
    private final Set<String> declared;
    private final Supplier<Map<String, JsonNode>> jira;

    private Map<String, JsonNode> read;
    private String problem;

    /**
     * The fields of one run's ticket.
     *
     * @param delivered what the delivery brought
     * @param declared what an agent of the function asks for, and so what Jira is asked for
     * @param jira reads the declared fields; what it throws says in its message why they cannot be read, and what to set
     */
    public TicketFields(Map<String, JsonNode> delivered, Set<String> declared, Supplier<Map<String, JsonNode>> jira) {
        this.delivered = Map.copyOf(delivered);
        this.declared = Set.copyOf(declared);
        this.jira = jira;
    }

    /** Exactly those fields; Jira is never asked. */
    public static TicketFields of(Map<String, JsonNode> fields) {
        return new TicketFields(fields, Set.of(), Map::of);
    }

    /**
     * The values of those fields, in that order; of a field that is empty or that the issue does not have, null as JSON has it.
     *
     * @throws UnreadableException if the delivery did not bring one of them, and it cannot be read from Jira
     */
    public Map<String, JsonNode> values(Collection<String> ids) throws UnreadableException {
        List<String> lacking = ids.stream().filter(this::mustBeRead).toList();
        Map<String, JsonNode> fromJira = lacking.isEmpty() ? Map.of() : read(lacking);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (String id : ids) {
            JsonNode value = delivered.containsKey(id) ? delivered.get(id) : fromJira.get(id);
            values.put(id, value == null ? NullNode.getInstance() : value);
        }
        return values;
    }

    private boolean mustBeRead(String id) {
        return declared.contains(id) && !delivered.containsKey(id) && !id.equals(COMMENT);
    }

    private synchronized Map<String, JsonNode> read(List<String> lacking) throws UnreadableException {
        if (read == null && problem == null) {
            try {
                read = Map.copyOf(jira.get());
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new UnreadableException(lacking, "the step was cancelled");
                }
                problem = e.getMessage();
            }
        }
        if (problem != null) {
            throw new UnreadableException(lacking, problem);
        }
        return read;
    }

    /** The field's text; empty when it has none, is no text, or cannot be read, which a line of the log says. */
    Optional<String> text(String id) {
        try {
            return Optional.ofNullable(values(List.of(id)).get(id).textValue());
        } catch (UnreadableException e) {
            LOG.log(Level.WARNING, "{0}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Names the fields, never their values. */
    @Override
    public String toString() {
        return "TicketFields[" + delivered.keySet() + "]";
    }

    /** A field is neither in the delivery nor to be had from Jira; the message names it and says what to do. */
    public static final class UnreadableException extends Exception {

        UnreadableException(List<String> fields, String why) {
            super("the delivery does not bring " + String.join(", ", fields) + " of the ticket, and " + why);
        }
    }
}
