package org.tracehook.workspace;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterruptMonitorTest {

    @AfterEach
    void forget() {
        Thread.interrupted();
    }

    @Test
    void loopsGoOnUntilTheThreadIsInterrupted() {
        InterruptMonitor monitor = new InterruptMonitor();
        assertFalse(monitor.isCancelled());

        Thread.currentThread().interrupt();

        assertTrue(monitor.isCancelled());
        assertTrue(Thread.currentThread().isInterrupted(), "asking changes nothing");
    }

    @Test
    void theStepGoesOnUntilTheThreadIsInterruptedAndIsNotAfterwards() {
        assertDoesNotThrow(InterruptMonitor::check);

        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, InterruptMonitor::check);
        assertFalse(Thread.currentThread().isInterrupted());
    }
}
