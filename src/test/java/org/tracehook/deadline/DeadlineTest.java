package org.tracehook.deadline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {

    /** Room for a slow machine: the deadlines under test are seconds apart. */
    private static final Duration SLACK = Duration.ofMillis(900);

    @ParameterizedTest
    @CsvSource({
        "29000, 15",
        "12000, 10",
        "1000, 0",
        "900000, 15",
        "0, 15",
        "-87951561, 15",
        "2147483647, 15",
        "900001, 15"
    })
    void theDeadlineIsTheLambdasLessTheReserveOrTheCeiling(long remainingMillis, long seconds) {
        Duration remaining = Deadline.of(remainingMillis, Duration.ofSeconds(15), Duration.ofSeconds(2))
                .remaining();

        assertTrue(remaining.compareTo(Duration.ofSeconds(seconds)) <= 0, remaining.toString());
        assertTrue(remaining.plus(SLACK).compareTo(Duration.ofSeconds(seconds)) > 0, remaining.toString());
    }

    @Test
    void aLimitIsCutByWhatIsLeft() {
        Deadline deadline = Deadline.in(Duration.ofMinutes(1));

        assertEquals(Duration.ofSeconds(3), deadline.cut(Duration.ofSeconds(3)));
        assertTrue(deadline.cut(Duration.ofMinutes(5)).compareTo(Duration.ofMinutes(1)) <= 0);
    }

    @Test
    void whatIsLeftIsNeverNegative() {
        assertEquals(Duration.ZERO, Deadline.in(Duration.ofSeconds(-5)).remaining());
    }
}
