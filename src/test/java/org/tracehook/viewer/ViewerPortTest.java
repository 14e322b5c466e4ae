package org.tracehook.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;

class ViewerPortTest {

    private final Faults faults = new Faults();

    @Test
    void thePortIs8090() {
        assertEquals(new ViewerPort(8090), ViewerPort.from(Optional::empty, faults));
        assertEquals(List.of(), faults.all());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "' 1234 ', 1234", "65535, 65535"})
    void aPortIsTakenAsConfigured(String text, int number) {
        assertEquals(new ViewerPort(number), ViewerPort.from(() -> Optional.of(text), faults));
        assertEquals(List.of(), faults.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "80 90", "http", "99999999999", "8090.0"})
    void anythingElseIsAFaultAndNotTheEndOfTheOthers(String text) {
        assertEquals(new ViewerPort(8090), ViewerPort.from(() -> Optional.of(text), faults));
        assertEquals(
                List.of("tracehook.viewer.port"),
                faults.all().stream().map(Fault::property).toList());
    }
}
