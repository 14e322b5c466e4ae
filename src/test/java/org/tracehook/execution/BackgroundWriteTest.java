package org.tracehook.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.tracehook.deadline.Deadline;

class BackgroundWriteTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<String> said = new ArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);

    private BackgroundWrite start(Runnable write) {
        return BackgroundWrite.start("a-write", write, () -> said.add("late"));
    }

    private void waitToGoOn() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aWriteHasADaemonThreadOfThatName() {
        start(() -> said.add(Thread.currentThread().getName() + " "
                        + Thread.currentThread().isDaemon()))
                .await(Deadline.in(LONG));

        assertEquals(List.of("a-write true"), said);
    }

    @Test
    void aWriteThatTakesLongerThanTheDeadlineIsLateAndGoesOn() {
        BackgroundWrite write = start(this::waitToGoOn);

        write.await(Deadline.in(SHORT));
        assertEquals(List.of("late"), said);

        goOn.countDown();
        write.await(Deadline.in(LONG));
        assertEquals(List.of("late"), said);
    }

    @Test
    void aWriteThatHasEndedIsNotLateAfterTheDeadline() {
        BackgroundWrite write = start(() -> {});
        write.await(Deadline.in(LONG));

        write.await(Deadline.in(Duration.ZERO));
        BackgroundWrite.NONE.await(Deadline.in(Duration.ZERO));

        assertEquals(List.of(), said);
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        BackgroundWrite write = start(this::waitToGoOn);
        Thread.currentThread().interrupt();

        write.await(Deadline.in(LONG));

        assertTrue(Thread.interrupted());
        assertEquals(List.of(), said);
        goOn.countDown();
    }
}
