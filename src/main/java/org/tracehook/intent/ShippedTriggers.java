package org.tracehook.intent;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The trigger rules that are used while the configuration defines none; only those whose intent there is. */
public final class ShippedTriggers {

    /** Who moves the tickets of the sample webhooks. */
    private static final String SAMPLE_ACTOR = "712020:0a1b2c3d-1111-4222-8333-444455556666";

    private static final String SAMPLE_PROJECT = "PROJ";

    private ShippedTriggers() {}

    /** The rules of a deployed function. */
    public static TriggerRules inProduction(Set<String> intents) {
        return having(intents, Stream.of(review()));
    }

    /** The intent of dev mode's sample: a pull request whose tests have run, since no host of it runs them. */
    public static final String SAMPLE_INTENT = "ticket_to_tested_pull_request";

    /** The rules of dev mode, where a sample repository can be written to and a sample test command be run. */
    public static TriggerRules inDevelopment(Set<String> intents) {
        return having(intents, Stream.of(review(), develop(), test(), write()));
    }

    private static TriggerRules having(Set<String> intents, Stream<TriggerRule> rules) {
        return new TriggerRules(
                rules.filter(rule -> intents.contains(rule.intent())).toList());
    }

    private static TriggerRule review() {
        return new TriggerRule(
                "tracehook.triggers[0]",
                "review-when-in-review",
                true,
                "review_code",
                Map.of(Condition.TO_STATUS, List.of("In Review", "Code Review")),
                Map.of(),
                CodeFrom.DESCRIPTION);
    }

    private static TriggerRule develop() {
        return new TriggerRule(
                "tracehook.triggers[1]",
                "develop-when-waiting-for-development",
                true,
                "development_flow",
                ofTheSample("Waiting for Development"),
                Map.of(),
                CodeFrom.DESCRIPTION);
    }

    private static TriggerRule test() {
        return new TriggerRule(
                "tracehook.triggers[2]",
                "test-when-testing",
                true,
                "run_tests",
                Map.of(Condition.TO_STATUS, List.of("Testing")),
                Map.of("environment", "dev"),
                CodeFrom.NONE);
    }

    private static TriggerRule write() {
        return new TriggerRule(
                "tracehook.triggers[3]",
                "write-when-selected-for-development",
                true,
                SAMPLE_INTENT,
                ofTheSample("Selected for Development"),
                Map.of(),
                CodeFrom.of("agent:author_agent"));
    }

    private static Map<Condition, List<String>> ofTheSample(String status) {
        Map<Condition, List<String>> conditions = new EnumMap<>(Condition.class);
        conditions.put(Condition.TO_STATUS, List.of(status));
        conditions.put(Condition.PROJECTS, List.of(SAMPLE_PROJECT));
        conditions.put(Condition.ACTORS, List.of(SAMPLE_ACTOR));
        return conditions;
    }
}
