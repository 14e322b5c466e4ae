package org.tracehook.orchestrator;

import java.util.List;
import org.tracehook.intent.Intent;

/**
 * What an intent needs and what it runs.
 *
 * @param intentType the intent
 * @param required names of values that the intent must carry; {@code a|b} means one of them
 * @param plan the agents that run
 */
public record DecisionRule(String intentType, List<String> required, ExecutionPlan plan) {

    public DecisionRule {
        required = List.copyOf(required);
    }

    /** The requirements that the intent does not meet; of alternatives, the last is named. */
    List<String> missing(Intent intent) {
        return required.stream()
                .map(requirement -> List.of(requirement.split("\\|")))
                .filter(names -> names.stream().noneMatch(intent::has))
                .map(names -> names.get(names.size() - 1))
                .toList();
    }
}
