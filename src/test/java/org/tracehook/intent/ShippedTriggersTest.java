package org.tracehook.intent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.jira.JiraEvent;

class ShippedTriggersTest {

    private static final Set<String> INTENTS =
            Set.of("review_code", "run_tests", "development_flow", ShippedTriggers.SAMPLE_INTENT);

    private static JiraEvent event(String fixture) throws IOException {
        return JiraEvent.parse(Files.readAllBytes(Path.of("src/test/resources/jira/" + fixture + ".json")), null);
    }

    private static Optional<String> intent(TriggerRules rules, String fixture) throws IOException {
        return rules.match(event(fixture)).rule().map(TriggerRule::intent);
    }

    @ParameterizedTest
    @CsvSource({
        "cloud-issue-updated-in-review, review_code, review_code",
        "cloud-issue-updated-waiting-for-development, development_flow, ",
        "cloud-issue-updated-selected-for-development, ticket_to_tested_pull_request, ",
        "cloud-issue-updated-testing, run_tests, ",
        "cloud-issue-updated-summary, , "
    })
    void theSampleWebhooksAskForTheirIntent(String fixture, String inDevelopment, String inProduction)
            throws IOException {
        assertEquals(Optional.ofNullable(inDevelopment), intent(ShippedTriggers.inDevelopment(INTENTS), fixture));
        assertEquals(Optional.ofNullable(inProduction), intent(ShippedTriggers.inProduction(INTENTS), fixture));
    }

    @Test
    void codeFromATicketIsWrittenForNamedPeopleOnly() {
        assertEquals(
                List.of("develop-when-waiting-for-development", "write-when-selected-for-development"),
                ShippedTriggers.inDevelopment(INTENTS).rules().stream()
                        .filter(TriggerRule::namesActorsAndProjects)
                        .map(TriggerRule::name)
                        .toList());
    }

    @Test
    void rulesOfIntentsThatAreNotThereAreLeftOut() {
        assertEquals(List.of(), ShippedTriggers.inDevelopment(Set.of("own")).rules());
    }
}
