package org.tracehook.execution;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tracehook.deadline.Deadline;

/**
 * A write on a daemon thread of its own, for which a reply waits until a deadline at most.
 *
 * @param end is done when the write has ended
 * @param late says that the reply did not wait for the end
 */
record BackgroundWrite(Future<?> end, Runnable late) {

    /** Nothing is written. */
    static final BackgroundWrite NONE = new BackgroundWrite(CompletableFuture.completedFuture(null), () -> {});

    /**
     * Begins to write; {@code write} handles its failures itself. Not in the common pool: on two processors Java 25 gives it one
     * thread, in which the JDK's HTTP client ends its exchanges.
     */
    static BackgroundWrite start(String threadName, Runnable write, Runnable late) {
        FutureTask<Void> end = new FutureTask<>(write, null);
        Thread daemon = new Thread(end, threadName);
        daemon.setDaemon(true);
        daemon.start();
        return new BackgroundWrite(end, late);
    }

    /** Waits until the write has ended, or until the deadline. */
    void await(Deadline deadline) {
        try {
            end.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            late.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
