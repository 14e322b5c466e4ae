package org.tracehook.deadline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondsTest {

    @ParameterizedTest
    @CsvSource({"3000,3", "250,0.3", "1500,1.5", "90000,90", "0,0", "40,0"})
    void thereIsOneDigitWhereItSaysSomething(long millis, String seconds) {
        assertEquals(seconds, Seconds.of(Duration.ofMillis(millis)));
    }
}
