package org.tracehook.agent.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tracehook.deadline.Deadline;

class TimeBudgetTest {

    @Test
    void theConfiguredLimitHoldsWhereTheStepHasMore() {
        TimeBudget budget = TimeBudget.of(Optional.of(Duration.ofSeconds(5)), Deadline.in(Duration.ofHours(1)));

        assertEquals(new TimeBudget(Duration.ofSeconds(5), true), budget);
    }

    @Test
    void theStepsTimeHoldsWhereItIsShorterAndLeavesTimeToCleanUp() {
        TimeBudget budget = TimeBudget.of(Optional.of(Duration.ofHours(2)), Deadline.in(Duration.ofHours(1)));

        assertFalse(budget.isConfigured());
        assertTrue(budget.limit().compareTo(Duration.ofHours(1).minusMillis(400)) <= 0);
    }

    @Test
    void cleaningUpTakesAQuarterOfAShortStepAtMost() {
        Duration limit = TimeBudget.of(Optional.empty(), Deadline.in(Duration.ofMillis(40)))
                .limit();

        assertTrue(limit.compareTo(Duration.ofMillis(30)) <= 0);
        assertEquals(
                Duration.ZERO,
                TimeBudget.of(Optional.empty(), Deadline.in(Duration.ZERO)).limit());
    }
}
