package org.tracehook.agent.testing;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** Waits for what will be so. */
final class Waiting {

    private Waiting() {}

    static void until(BooleanSupplier condition, long atMostMillis) throws InterruptedException {
        long end = System.nanoTime() + atMostMillis * 1_000_000;
        while (!condition.getAsBoolean()) {
            Assertions.assertTrue(System.nanoTime() < end, "did not come to be in time");
            Thread.sleep(10);
        }
    }
}
