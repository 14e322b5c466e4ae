package org.tracehook.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.SettingConverters.Flag;
import org.tracehook.config.SettingConverters.UpToADay;

/** What SmallRye Config says of a faulty value, as a fault that does not show the value. */
class MappingsTest {

    private final Faults faults = new Faults();

    private List<Fault> faults(Map<String, String> properties) {
        Configured.of(Example.class, properties, faults);
        return faults.all();
    }

    @Test
    void whatIsNeededAndNotThereIsMissing() {
        assertEquals(List.of(new Fault("tracehook.example.needed", "is missing: give it a value")), faults(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "needed, '', is empty: give it a value or take it out",
        "limit, '', is empty: give it a value or take it out",
        "limit, soon, 'must be a duration such as 10s or 500ms, more than nothing and at most a day'",
        "flag, yess, must be true or false",
        "kind, third, 'must be one of first, second-one'"
    })
    void aValueOfAnotherTypeIsAFaultWithAdvice(String key, String value, String problem) {
        Map<String, String> properties = key.equals("needed")
                ? Map.of("tracehook.example.needed", value)
                : Map.of("tracehook.example.needed", "x", "tracehook.example." + key, value);

        assertEquals(List.of(new Fault("tracehook.example." + key, problem)), faults(properties));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "canary\" threw an Exception whilst being converted canary",
                "canary with the config value \"x\" threw an Exception whilst being converted canary\n",
                "SRCFG00049: canary, allowed values: canary",
                "java.util.NoSuchElementException: SRCFG00011: canary"
            })
    void noValueIsShownWhateverItSays(String value) {
        List<Fault> found = faults(Map.of(
                "tracehook.example.needed", "x", "tracehook.example.limit", value, "tracehook.example.kind", value));

        assertEquals(
                List.of(
                        new Fault("tracehook.example.kind", "must be one of first, second-one"),
                        new Fault(
                                "tracehook.example.limit",
                                "must be a duration such as 10s or 500ms, more than nothing and at most a day")),
                found);
    }

    @Test
    void everyFaultOfAMappingIsReportedAndNoneTwice() {
        faults.report("tracehook.example.flag", "is unknown");

        assertEquals(
                List.of(
                        new Fault("tracehook.example.flag", "is unknown"),
                        new Fault("tracehook.example.kind", "must be one of first, second-one"),
                        new Fault("tracehook.example.needed", "is missing: give it a value")),
                faults(Map.of("tracehook.example.flag", "on", "tracehook.example.kind", "x")));
    }

    /** One setting of each kind. */
    @ConfigMapping(prefix = "tracehook.example")
    interface Example {

        String needed();

        @WithDefault("10s")
        @WithConverter(UpToADay.class)
        Duration limit();

        @WithConverter(Flag.class)
        Optional<Boolean> flag();

        @WithDefault("first")
        Kind kind();
    }

    /** Names as an enum has them. */
    enum Kind {
        FIRST,
        SECOND_ONE
    }
}
