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

class PortsTest {

    private final Faults faults = new Faults();

    private Ports ports(Optional<String> page, Optional<String> gateway) {
        return Ports.from(() -> page, () -> gateway, faults);
    }

    @Test
    void thePageIsOn8090AndTheGatewayOn8080() {
        assertEquals(new Ports(8090, 8080), ports(Optional.empty(), Optional.empty()));
        assertEquals(List.of(), faults.all());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "' 1234 ', 1234", "65535, 65535"})
    void aPortIsTakenAsConfigured(String text, int number) {
        assertEquals(new Ports(number, 8080), ports(Optional.of(text), Optional.empty()));
        assertEquals(new Ports(8090, number), ports(Optional.empty(), Optional.of(text)));
        assertEquals(List.of(), faults.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "80 90", "http", "99999999999", "8090.0"})
    void anythingElseIsAFaultAndNotTheEndOfTheOthers(String text) {
        assertEquals(new Ports(8090, 8080), ports(Optional.of(text), Optional.of(text)));
        assertEquals(
                List.of("tracehook.local-gateway.port", "tracehook.viewer.port"),
                faults.all().stream().map(Fault::property).toList());
    }
}
