package org.tracehook.intent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tracehook.jira.CodeBlocks;
import org.tracehook.jira.Issue;
import org.tracehook.jira.JiraEvent;
import org.tracehook.jira.TicketText;

/** Finds the intent of an event: the one that its body names, else the one of the first trigger rule that matches. */
public final class IntentSelector {

    /** The context value that agents read code from: an object of path to content. */
    private static final String CODE_CHANGES = "code_changes";

    private final TriggerRules rules;
    private final ExplicitIntents explicit;
    private final Map<String, String> settings;
    private final Function<String, ? extends Collection<String>> ticketFields;

    /** A selector for agents that ask for no field of the ticket. */
    public IntentSelector(TriggerRules rules, ExplicitIntents explicit, Map<String, String> settings) {
        this(rules, explicit, settings, intent -> List.of());
    }

    /**
     * A selector by those rules.
     *
     * @param settings the operator's values for every intent, keys in snake_case; those of a rule go before them
     * @param ticketFields Jira's ids of the fields that the agents of an intent ask for
     */
    public IntentSelector(
            TriggerRules rules,
            ExplicitIntents explicit,
            Map<String, String> settings,
            Function<String, ? extends Collection<String>> ticketFields) {
        this.rules = rules;
        this.explicit = explicit;
        this.settings = Map.copyOf(settings);
        this.ticketFields = ticketFields;
    }

    /** The intent of the event, or the reasons why it has none. */
    public Selection select(JiraEvent event) {
        if (event.issue().filter(Issue::hasValidKey).isEmpty()) {
            return Selection.none(List.of(Verdict.reason(
                    "issue",
                    "an issue key such as PROJ-123, in the body or at the end of the webhook's URL",
                    event.issue().map(Issue::key).orElse("no issue key"))));
        }
        return event.intent().map(named -> named(named, event)).orElseGet(() -> byRules(event));
    }

    private Selection named(String type, JiraEvent event) {
        if (!explicit.allows(type)) {
            return Selection.none(List.of(Verdict.reason(
                    "intent",
                    "one of tracehook.webhook.explicit-intents: " + String.join(", ", explicit.allowed()),
                    type)));
        }
        Map<String, JsonNode> context = new HashMap<>(event.context());
        context.keySet().retainAll(explicit.payloadContext());
        List<String> ignored = event.context().keySet().stream()
                .filter(key -> !explicit.payloadContext().contains(key))
                .toList();
        return new Selection(
                Optional.of(intent(type, event, Map.of(), CodeFrom.CONTEXT, context)),
                List.of(Verdict.matched("explicit intent")),
                ignored);
    }

    private Selection byRules(JiraEvent event) {
        TriggerRules.Match match = rules.match(event);
        Optional<Intent> intent = match.rule()
                .map(rule ->
                        intent(rule.intent(), event, rule.settings(), rule.codeFrom(), code(rule.codeFrom(), event)));
        return new Selection(intent, match.verdicts(), List.of());
    }

    private Intent intent(
            String type,
            JiraEvent event,
            Map<String, String> ofRule,
            CodeFrom codeFrom,
            Map<String, JsonNode> context) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(ofRule);
        return new Intent(
                type,
                event.issue().map(Issue::key).orElse(null),
                event.issueStatus().orElse(null),
                all,
                codeFrom,
                context,
                TicketText.of(event.fields(), ticketFields.apply(type)));
    }

    private static Map<String, JsonNode> code(CodeFrom from, JiraEvent event) {
        return switch (from.source()) {
            case NONE, AGENT -> Map.of();
            case CONTEXT ->
                Optional.ofNullable(event.context().get(CODE_CHANGES))
                        .map(code -> Map.of(CODE_CHANGES, code))
                        .orElse(Map.of());
            case DESCRIPTION -> described(CodeBlocks.of(event.description()));
        };
    }

    private static Map<String, JsonNode> described(Map<String, String> blocks) {
        if (blocks.isEmpty()) {
            return Map.of();
        }
        ObjectNode code = JsonNodeFactory.instance.objectNode();
        blocks.forEach(code::put);
        return Map.of(CODE_CHANGES, code);
    }

    /**
     * What an authenticated body may ask for by itself.
     *
     * @param allowed the intents it may name
     * @param payloadContext the context keys it may fill
     * @param configured the intents that have a plan
     */
    public record ExplicitIntents(List<String> allowed, List<String> payloadContext, Set<String> configured) {

        public ExplicitIntents {
            allowed = List.copyOf(allowed);
            payloadContext = List.copyOf(payloadContext);
            configured = Set.copyOf(configured);
        }

        /**
         * Whether the body may name that intent. One that nobody configured passes: it runs nothing, and its failed trace
         * tells the sender which intents exist.
         */
        boolean allows(String intentType) {
            return allowed.contains(intentType) || !configured.contains(intentType);
        }
    }
}
