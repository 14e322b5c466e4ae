package org.tracehook.execution;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.intent.Intent;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceStore;

/** Keeps with a trace what is needed to run its pipeline again, if somebody may ask for that. */
public final class RerunRequests {

    private static final Logger LOG = Logger.getLogger(RerunRequests.class.getName());

    private final TraceStore store;
    private final Scrubber scrubber;
    private final boolean keeps;

    /**
     * Keeps requests in that store, but none with a secret that {@code scrubber} finds.
     *
     * @param keeps false while nobody may ask for a rerun: then nothing is kept
     */
    public RerunRequests(TraceStore store, Scrubber scrubber, boolean keeps) {
        this.store = store;
        this.scrubber = scrubber;
        this.keeps = keeps;
    }

    /** Begins to keep the request of a run beside its pipeline; before the reply {@link #await} waits for it. Never throws. */
    CompletableFuture<Void> keep(String traceId, Intent intent, String issue) {
        return keeps
                ? CompletableFuture.runAsync(() -> write(traceId, intent, issue), RerunRequests::start)
                : CompletableFuture.completedFuture(null);
    }

    /** Not in the common pool: on two processors Java 25 gives it one thread, in which the JDK's HTTP client ends its exchanges. */
    private static void start(Runnable writing) {
        Thread daemon = new Thread(writing, "rerun-request");
        daemon.setDaemon(true);
        daemon.start();
    }

    private void write(String traceId, Intent intent, String issue) {
        try {
            store.keepRequest(traceId, TraceJson.write(RerunRequest.of(intent, issue, scrubber)));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "Trace {0} cannot be run again: {1}", new Object[] {traceId, e});
        }
    }

    /** Waits until the request is kept, for {@code patience} at most. */
    static void await(CompletableFuture<Void> kept, Duration patience) {
        try {
            kept.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(Level.WARNING, "The trace can perhaps not be run again: the store did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What is needed to run that trace's pipeline again; empty if it was not kept.
     *
     * @throws RuntimeException if the store does not answer
     */
    public Optional<RerunRequest> of(String traceId) {
        return store.request(traceId).map(json -> TraceJson.read(json, RerunRequest.class));
    }

    /** Whether there is such a trace. */
    public boolean isTrace(String traceId) {
        return store.get(traceId).isPresent();
    }
}
