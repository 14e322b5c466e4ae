package org.tracehook.intent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.intent.IntentSelector.ExplicitIntents;
import org.tracehook.jira.JiraEvent;

class IntentSelectorTest {

    private static final String BODY = """
            {"webhookEvent": "automation:review",
             "issue": {"key": "PROJ-1", "fields": {"status": {"name": "In Review"},
               "description": "{code:title=described.py}x = 1{code}"}},
             "context": {"code_changes": {"brought.py": "y = 2"}, "repository": "https://evil.example"}}
            """;

    private static final ExplicitIntents EXPLICIT =
            new ExplicitIntents(List.of("allowed"), List.of("code_changes"), Set.of("allowed", "forbidden"));

    private static JiraEvent event(String body) {
        return JiraEvent.parse(body.getBytes(StandardCharsets.UTF_8), null);
    }

    private static Selection byRule(CodeFrom codeFrom) {
        Map<Condition, List<String>> conditions = new EnumMap<>(Condition.class);
        conditions.put(Condition.EVENTS, List.of("automation:review"));
        TriggerRule rule = new TriggerRule(
                "tracehook.triggers[0]", "r", true, "allowed", conditions, Map.of("environment", "ci"), codeFrom);
        return new IntentSelector(new TriggerRules(List.of(rule)), EXPLICIT, Map.of()).select(event(BODY));
    }

    /** A rule with those conditions, asked about the body. */
    private static Verdict verdict(Condition condition, String body) {
        TriggerRule rule = new TriggerRule(
                "tracehook.triggers[0]",
                "r",
                true,
                "allowed",
                Map.of(condition, List.of("wanted")),
                Map.of(),
                CodeFrom.NONE);
        return new IntentSelector(new TriggerRules(List.of(rule)), EXPLICIT, Map.of())
                .select(event(body))
                .verdicts()
                .get(0);
    }

    private static Selection named(String intent) {
        String body = BODY.replaceFirst("\\{", "{\"intent\": \"" + intent + "\", ");
        return new IntentSelector(new TriggerRules(List.of()), EXPLICIT, Map.of()).select(event(body));
    }

    @ParameterizedTest
    @CsvSource({"none,", "description, described.py", "context, brought.py", "agent:author_agent,"})
    void codeComesFromWhereTheRuleSaysAndNothingElseFromTheBody(CodeFrom from, String path) {
        Intent intent = byRule(from).intent().orElseThrow();

        assertEquals(path != null, intent.has("code_changes"));
        if (path != null) {
            assertTrue(intent.context().get("code_changes").has(path));
        }
        assertFalse(intent.has("repository"));
        assertEquals(Map.of("environment", "ci"), intent.settings());
        assertEquals("In Review", intent.issueStatus());
    }

    @ParameterizedTest
    @CsvSource({
        "LABELS, no labels",
        "ISSUE_TYPES, no issue type",
        "ACTORS, no actor",
        "TO_STATUS, no transition",
        "PROJECTS, PROJ"
    })
    void whatAnEventLacksIsNamed(Condition condition, String actual) {
        assertEquals(actual, verdict(condition, BODY).actual());
    }

    @Test
    void labelsThatDoNotMatchAreNamed() {
        String body = BODY.replace("\"fields\": {", "\"fields\": {\"labels\": [\"ci\", \"back\"], ");

        assertEquals("ci, back", verdict(Condition.LABELS, body).actual());
    }

    @Test
    void anEventWithoutAnIssueKeySaysThatItHasNone() {
        assertEquals(
                "no issue key",
                verdict(Condition.LABELS, BODY.replace("\"key\": \"PROJ-1\", ", ""))
                        .actual());
    }

    /** Whoever may send a body must not be able to choose what a trigger rule narrows. */
    @ParameterizedTest
    @ValueSource(strings = {"paths", "review", "test", "repository", "base_branch"})
    void noBodyFillsTheOperatorsSettings(String name) {
        ExplicitIntents generous = new ExplicitIntents(List.of("allowed"), List.of(name), Set.of("allowed"));
        String body = BODY.replace("\"repository\": ", "\"" + name + "\": ");
        String named =
                body.replaceFirst("\\{", "{\"intent\": \"allowed\", \"settings\": {\"" + name + "\": \"evil\"}, ");
        IntentSelector selector = new IntentSelector(new TriggerRules(List.of()), generous, Map.of());

        Intent intent = selector.select(event(named)).intent().orElseThrow();

        assertEquals(Set.of(name), intent.context().keySet());
        assertEquals(Map.of(), intent.settings());
    }

    @Test
    void aNamedIntentFillsAllowedContextAloneAndTheRestIsNamed() {
        Selection selection = named("allowed");

        assertEquals(
                Set.of("code_changes"),
                selection.intent().orElseThrow().context().keySet());
        assertEquals(List.of("repository"), selection.ignoredContext());
    }

    @Test
    void theFieldsThatItsAgentsAskForComeAsText() {
        IntentSelector selector = new IntentSelector(
                new TriggerRules(List.of()),
                EXPLICIT,
                Map.of(),
                intent -> intent.equals("allowed") ? List.of("description", "summary") : List.of("status"));
        String body = BODY.replaceFirst("\\{", "{\"intent\": \"allowed\", ");

        Intent intent = selector.select(event(body)).intent().orElseThrow();

        assertEquals(Set.of("description"), intent.fields().keySet());
        assertEquals(
                "described.py:\n```\nx = 1\n```",
                intent.fields().get("description").textValue());
        assertFalse(intent.toString().contains("x = 1"));
        assertFalse(intent.has("description"), "a field is no context");
    }

    @Test
    void anIntentThatIsNotListedIsIgnored() {
        Selection selection = named("forbidden");

        assertTrue(selection.intent().isEmpty());
        assertEquals("intent", selection.verdicts().get(0).condition());
        assertEquals("forbidden", selection.verdicts().get(0).actual());
    }

    @Test
    void anIntentThatNobodyConfiguredIsHandedOnToFail() {
        assertEquals("no_such", named("no_such").intent().orElseThrow().type());
    }

    @Test
    void withoutRulesTheReasonSaysSo() {
        Selection selection = new IntentSelector(new TriggerRules(List.of()), EXPLICIT, Map.of()).select(event(BODY));

        assertEquals("triggers", selection.verdicts().get(0).condition());
        assertEquals("no rule", selection.verdicts().get(0).actual());
    }

    @Test
    void theOperatorsSettingsAreForEveryIntentAndThoseOfARuleGoBeforeThem() {
        Map<Condition, List<String>> conditions = new EnumMap<>(Condition.class);
        conditions.put(Condition.EVENTS, List.of("automation:review"));
        TriggerRule rule = new TriggerRule(
                "tracehook.triggers[0]", "r", true, "allowed", conditions, Map.of("repository", "rule"), CodeFrom.NONE);
        IntentSelector selector = new IntentSelector(
                new TriggerRules(List.of(rule)), EXPLICIT, Map.of("repository", "all", "environment", "ci"));

        Map<String, String> byRule =
                selector.select(event(BODY)).intent().orElseThrow().settings();
        Map<String, String> named = selector.select(event(BODY.replaceFirst("\\{", "{\"intent\": \"allowed\", ")))
                .intent()
                .orElseThrow()
                .settings();

        assertEquals(Map.of("repository", "rule", "environment", "ci"), byRule);
        assertEquals(Map.of("repository", "all", "environment", "ci"), named);
    }
}
