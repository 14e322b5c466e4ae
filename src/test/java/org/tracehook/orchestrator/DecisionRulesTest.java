package org.tracehook.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.config.Configured;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;
import org.tracehook.intent.CodeFrom;
import org.tracehook.intent.Intent;
import org.tracehook.orchestrator.DecisionRules.PlanDecision;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;

class DecisionRulesTest {

    private static final Map<String, JsonNode> CODE =
            Map.of("code_changes", JsonNodeFactory.instance.objectNode().put("a.py", "x = 1"));

    private final DecisionRules shipped = DecisionRules.shipped(ExecutionMode.INLINE);
    private final Faults faults = new Faults();

    private static Intent intent(String type, Map<String, String> settings, Map<String, JsonNode> context) {
        return new Intent(type, "PROJ-1", "In Review", settings, CodeFrom.NONE, context);
    }

    private DecisionRules configured(Map<String, String> properties) {
        return Configured.of(IntentsConfig.class, properties, faults)
                .map(config -> DecisionRules.from(config, ExecutionMode.INLINE, faults))
                .orElse(null);
    }

    private static String refusal(PlanDecision decision) {
        return decision.refusal();
    }

    @Test
    void anIntentNeedsATypeAndKnowsWhatItCarries() {
        Intent intent = intent("review_code", Map.of("repository", "r"), CODE);

        assertEquals(true, intent.has("repository"));
        assertEquals(true, intent.has("code_changes"));
        assertEquals(true, intent.has("jira_issue_key"));
        assertEquals(false, intent.has("environment"));
        assertThrows(IllegalArgumentException.class, () -> intent(" ", Map.of(), Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "review_code, code_review_agent",
        "run_tests, testing_agent",
        "development_flow, development_agent → code_review_agent → testing_agent",
        "ticket_to_pull_request, author_agent → code_review_agent → development_agent → pull_request_agent"
    })
    void everyShippedIntentHasItsPlan(String type, String plan) {
        PlanDecision decision = shipped.decide(intent(type, Map.of("environment", "ci", "repository", "r"), CODE));

        assertNull(refusal(decision));
        assertEquals(plan, decision.planSummary());
    }

    @ParameterizedTest
    @CsvSource({
        "review_code, repository",
        "run_tests, environment",
        "development_flow, 'jira_issue_key, jira_issue_status, code_changes'",
        "ticket_to_pull_request, 'jira_issue_key, repository'"
    })
    void whatAnIntentLacksIsNamed(String type, String missing) {
        PlanDecision decision = shipped.decide(new Intent(type, null, null, Map.of(), CodeFrom.NONE, Map.of()));

        assertEquals("Intent '" + type + "' missing required context: " + missing, refusal(decision));
    }

    @Test
    void oneOfTwoAlternativesIsEnough() {
        assertNull(refusal(shipped.decide(intent("review_code", Map.of("repository", "r"), Map.of()))));
        assertNull(refusal(shipped.decide(intent("review_code", Map.of(), CODE))));
    }

    @Test
    void theAvailableIntentsComeWithWhatTheyNeed() {
        assertEquals(
                List.of("development_flow", "review_code", "run_tests", "ticket_to_pull_request"),
                List.copyOf(shipped.available().keySet()));
        assertEquals(
                List.of("code_changes|repository"),
                shipped.available().get("review_code").required());
        assertEquals(
                "Unknown intent type: 'x'. Available: development_flow, review_code, run_tests,"
                        + " ticket_to_pull_request",
                refusal(shipped.decide(intent("x", Map.of(), Map.of()))));
    }

    @Test
    void configuredIntentsTakeThePlaceOfAllShippedOnes() {
        DecisionRules rules = configured(Map.of(
                "tracehook.intents.audit.required", "environment",
                "tracehook.intents.audit.tasks[0].agent", "code_review_agent",
                "tracehook.intents.audit.tasks[0].task", "Look",
                "tracehook.intents.audit.tasks[0].timeout", "500ms",
                "tracehook.intents.audit.tasks[1].agent", "code_review_agent",
                "tracehook.intents.audit.tasks[1].task", "Look again"));

        assertEquals(List.of(), faults.all());
        assertEquals(List.of("audit"), List.copyOf(rules.intentTypes()));
        assertEquals(
                List.of(
                        new AgentTask("code_review_agent", "Look", Duration.ofMillis(500)),
                        new AgentTask("code_review_agent", "Look again", Duration.ofSeconds(15))),
                rules.rule("audit").orElseThrow().plan().tasks());
    }

    @Test
    void everyFaultIsReportedWithItsProperty() {
        configured(Map.of(
                "tracehook.intents.bad.tasks[0].task", "No agent",
                "tracehook.intents.bad.tasks[1].agent", "a",
                "tracehook.intents.bad.tasks[1].timeout", "soon",
                "tracehook.intents.bad.tasks[2].agent", "a",
                "tracehook.intents.bad.tasks[2].task", "-",
                "tracehook.intents.bad.tasks[2].timeout", "0s"));

        assertEquals(
                List.of(
                        "tracehook.intents.bad.tasks[0].agent",
                        "tracehook.intents.bad.tasks[1].task",
                        "tracehook.intents.bad.tasks[1].timeout",
                        "tracehook.intents.bad.tasks[2].timeout"),
                faults.all().stream().map(Fault::property).toList());
    }

    @Test
    void anIntentNeedsATaskAndNamesWhatItRequires() {
        configured(Map.of("tracehook.intents.empty.required", "no blanks"));

        assertEquals(
                List.of("tracehook.intents.empty.required", "tracehook.intents.empty.tasks[0].agent"),
                faults.all().stream().map(Fault::property).toList());
    }
}
