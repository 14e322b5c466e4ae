package org.tracehook.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyValuesTest {

    private static final String SITE = "tracehook.jira.site";
    private static final String TOKEN = "tracehook.feedback.token";

    private static final Map<String, String> OTHERS = Map.of(
            "HOST", "acme",
            "EMPTY", "",
            "CHAIN", "x${LAST}",
            "LINK_TOKEN", "s3cr3t${p4rt}",
            "WHICH", "TWO");

    private final Faults faults = new Faults();

    private List<Fault> check(String property, String value) {
        Map<String, String> all = new HashMap<>(OTHERS);
        all.put(property, value);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        PropertyValues.check(config, List.of(property), faults);
        return faults.all();
    }

    private static Fault unset(String property, String name) {
        return new Fault(
                property,
                "refers to ${" + name + "}, which is not set: set that variable, or write ${" + name
                        + ":default}; where ${ stands for itself, write $${");
    }

    @ParameterizedTest
    @CsvSource({
        "${NONE}, NONE",
        "https://${NONE}/x, NONE",
        "${HOST}-${NONE}, NONE",
        "${NONE:${LAST}}, LAST",
        "${HOST}${CHAIN}, LAST",
        "${tracehook.none}, tracehook.none",
        "${NONE, NONE",
        "$$$${HOST}${NONE}, NONE",
        "\\$${NONE}, NONE"
    })
    void aVariableThatIsNotSetIsAFaultWithItsName(String value, String name) {
        assertEquals(List.of(unset(SITE, name)), check(SITE, value));
    }

    @Test
    void everyVariableThatIsNotSetIsNamed() {
        assertEquals(List.of(unset(SITE, "ONE"), unset(SITE, "TWO")), check(SITE, "${ONE}${TWO}${ONE}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${HOST}",
                "${EMPTY}",
                "${NONE:acme}",
                "${NONE:}",
                "${NONE:${HOST}}",
                "$${NONE}",
                "\\${NONE}",
                "$",
                "a$b{}"
            })
    void whatHasAValueOrADefaultIsFine(String value) {
        assertEquals(List.of(), check(SITE, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {" acme", "acme ", "${HOST} "})
    void aBlankAtAnEndIsAFaultThatDoesNotShowTheValue(String value) {
        assertEquals(List.of(new Fault(SITE, "has a blank at an end: take it out")), check(SITE, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracehook.review.rules[0].message", "tracehook.triggers[0].context.note"})
    void aTextForPeopleOrProgramsMayHaveOne(String property) {
        assertEquals(List.of(), check(property, " a "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${NONE}", "${OTHER:${NONE}}"})
    void aTokensVariableIsNamed(String value) {
        assertEquals("NONE", name(check(TOKEN, value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s3cr3t${p4rt}", "${p4rt}s3cr3t", "${p4rt}${s3cr3t}", "${LINK_TOKEN}", "${HOST:s3cr3t}${p4rt}"})
    void noPartOfASecretIsShown(String value) {
        assertEquals("…", name(check(TOKEN, value)));
        assertFalse(faults.message().contains("s3cr3t"), faults::message);
        assertFalse(faults.message().contains("p4rt"), faults::message);
    }

    @Test
    void aNameThatIsMadeOfAnotherValueIsNotShown() {
        assertEquals("…", name(check(SITE, "${ONE_${WHICH}}")));
    }

    private static String name(List<Fault> faults) {
        assertEquals(1, faults.size(), faults::toString);
        String problem = faults.get(0).problem();
        return problem.substring("refers to ${".length(), problem.indexOf('}'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tracehook.review.rules[0].pattern",
                "tracehook.review.rules[0].globs",
                "tracehook.development.paths",
                "tracehook.testing.command",
                "tracehook.triggers[0].to-status",
                "tracehook.webhook.secret"
            })
    void aControlCharacterIsAFaultThatSaysToDoubleTheBackslash(String property) {
        for (String value : List.of("\bs3cr3t", "a\tb", "a\n", "\f", "a\rb", "\u007f", "\u0085")) {
            check(property, value);
        }

        assertEquals(7, faults.all().size());
        Fault fault = new Fault(
                property,
                "has a control character, which \\t in a file is: double the backslash, or take the character out");
        faults.all().forEach(reported -> assertEquals(fault, reported));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tracehook.review.rules[0].message",
                "tracehook.intents.review_code.tasks[0].task",
                "tracehook.triggers[0].context.note",
                "tracehook.remote-agents.testing_agent.config.script",
                "tracehook.testing.variables.CERTIFICATE"
            })
    void aTextThatIsOnlyHandedOnMayHaveLines(String property) {
        assertEquals(List.of(), check(property, "one\n\ttwo"));
    }
}
