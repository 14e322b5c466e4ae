package org.tracehook.intent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;

/**
 * What is to be done about an issue, and with what.
 *
 * @param type names the execution plan, such as {@code review_code}; not blank
 * @param issueKey such as {@code PROJ-123}; null when unknown
 * @param issueStatus the status the issue entered, else the one it has; null when unknown
 * @param settings the operator's values, keys in snake_case; trusted
 * @param codeFrom where the code of the run may come from
 * @param context what came from the ticket or the body; untrusted
 * @param fields what the delivery has of the ticket's fields that agents ask for, as {@code TicketText} writes them; untrusted
 */
public record Intent(
        String type,
        String issueKey,
        String issueStatus,
        Map<String, String> settings,
        CodeFrom codeFrom,
        Map<String, JsonNode> context,
        Map<String, JsonNode> fields) {

    public Intent {
        Objects.requireNonNull(type, "type");
        if (type.isBlank()) {
            throw new IllegalArgumentException("an intent needs a type");
        }
        Objects.requireNonNull(codeFrom, "codeFrom");
        settings = Map.copyOf(settings);
        context = Map.copyOf(context);
        // An earlier version handed over or kept none.
        fields = fields == null ? Map.of() : Map.copyOf(fields);
    }

    /** An intent without the ticket's fields. */
    public Intent(
            String type,
            String issueKey,
            String issueStatus,
            Map<String, String> settings,
            CodeFrom codeFrom,
            Map<String, JsonNode> context) {
        this(type, issueKey, issueStatus, settings, codeFrom, context, Map.of());
    }

    /** Whether the intent carries a value of that name, from whichever side. */
    public boolean has(String name) {
        return switch (name) {
            case "jira_issue_key" -> issueKey != null;
            case "jira_issue_status" -> issueStatus != null;
            default -> settings.containsKey(name) || context.containsKey(name);
        };
    }

    /** Names the issue and the keys, never the values. */
    @Override
    public String toString() {
        return "Intent[" + type + ", " + issueKey + ", settings=" + settings.keySet() + ", context=" + context.keySet()
                + "]";
    }
}
