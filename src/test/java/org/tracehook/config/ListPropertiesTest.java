package org.tracehook.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListPropertiesTest {

    private final Faults faults = new Faults();

    private List<String> check(Map<String, String> properties) {
        ListProperties.check(properties.keySet(), name -> Optional.ofNullable(properties.get(name)), faults);
        return faults.all().stream().map(Fault::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tracehook.triggers[0].projects",
                "tracehook.review.rules[0].globs",
                "tracehook.intents.review_code.tasks[0].timeout"
            })
    void aRulesKeyWithoutAValueIsAFault(String property) {
        assertEquals(
                List.of(property + ": is empty: give it a value or take the line out"), check(Map.of(property, " ")));
    }

    @Test
    void anEmptySecretOrListOfTheWebhookIsNone() {
        assertEquals(
                List.of(), check(Map.of("tracehook.webhook.secret", "", "tracehook.webhook.explicit-intents", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "a,", ",a", "a,,b", "a, ,b", " ,a"})
    void anEmptyElementIsAFault(String list) {
        assertEquals(
                List.of("tracehook.triggers[0].labels: has an empty element: take out a comma, or give it a value"),
                check(Map.of("tracehook.triggers[0].labels", list)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a, b", "a\\,,b", "a\\, b"})
    void aListOfTextsIsFine(String list) {
        assertEquals(List.of(), check(Map.of("tracehook.testing.command", list)));
    }

    @Test
    void aNumberThatIsLeftOutIsAFault() {
        assertEquals(
                List.of("tracehook.triggers[2]: follows a gap: number from 0 and leave no number out"),
                check(Map.of("tracehook.triggers[0].name", "a", "tracehook.triggers[2].name", "b")));
    }

    @Test
    void numbersFromZeroAreFine() {
        assertEquals(
                List.of(),
                check(Map.of(
                        "tracehook.triggers[0].name", "a",
                        "tracehook.triggers[1].name", "b",
                        "tracehook.intents.x.tasks[0].agent", "c",
                        "tracehook.intents.y.tasks[0].agent", "d")));
    }
}
