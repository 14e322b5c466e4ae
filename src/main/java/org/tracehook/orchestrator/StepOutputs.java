package org.tracehook.orchestrator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tracehook.agent.ProposedChange;
import org.tracehook.agent.Ticket;
import org.tracehook.intent.CodeFrom;

/** What the steps of a run handed on, and by whom. It decides which code the next step works on. */
final class StepOutputs {

    /** The output in which an agent names the commit it made. */
    private static final String COMMIT = "commit";

    /**
     * Outputs of others that say that an earlier change is committed, reviewed or proposed. An author proposes a new change, and
     * must not make a review look at another, nor a person.
     */
    private static final Set<String> OF_EARLIER_CHANGE =
            Set.of(COMMIT, "branch", "reviewed_commit", Pipeline.PULL_REQUEST, "pull_request_number");

    /** Git's object ids, whole or shortened; any other text would reach the reply as the agent wrote it. */
    private static final Pattern COMMIT_ID = Pattern.compile("[0-9a-f]{4,64}");

    private final Optional<String> author;
    private final Map<String, JsonNode> all = new HashMap<>();

    /** What the author handed on last; null before it ran. */
    private Map<String, JsonNode> proposed;

    private String finalCommit;

    /** Nothing yet, of a run whose code comes from there. */
    StepOutputs(CodeFrom codeFrom) {
        this.author = codeFrom.author();
    }

    /** Takes the outputs of the agent's step. */
    void add(String agent, Map<String, JsonNode> outputs) {
        all.putAll(outputs);
        if (author.filter(agent::equals).isPresent()) {
            proposed = Map.copyOf(outputs);
            all.keySet().removeAll(OF_EARLIER_CHANGE);
        } else if (outputs.containsKey(COMMIT)) {
            finalCommit = outputs.get(COMMIT).textValue();
        }
    }

    /** The values by name; of steps that gave the same name, the last. */
    Map<String, JsonNode> all() {
        return Map.copyOf(all);
    }

    /** The change that the next step works on: the author's where there is one, and then never the ticket's. */
    Optional<ProposedChange> proposal(Ticket ticket) {
        return author.isEmpty()
                ? ProposedChange.of(ticket)
                : Optional.ofNullable(proposed).map(outputs -> ProposedChange.of(author.get(), outputs));
    }

    /** The commit that was named last; null when there is none. */
    String finalCommit() {
        return finalCommit != null && COMMIT_ID.matcher(finalCommit).matches() ? finalCommit : null;
    }
}
