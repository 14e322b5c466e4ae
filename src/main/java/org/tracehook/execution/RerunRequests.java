package org.tracehook.execution;

import java.time.Duration;
import java.util.Optional;
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
    private final Policy policy;

    /** Keeps requests in that store, without secrets that {@code scrubber} finds. */
    public RerunRequests(TraceStore store, Scrubber scrubber, Policy policy) {
        this.store = store;
        this.scrubber = scrubber;
        this.policy = policy;
    }

    /** Begins to keep the request of a run. The caller runs what is returned before the reply, to wait for it. Never throws. */
    Runnable keep(String traceId, Intent intent, String issue) {
        if (!policy.keeps()) {
            return () -> {};
        }
        if (policy.patience().isEmpty()) {
            write(traceId, intent, issue);
            return () -> {};
        }
        Thread writing = new Thread(() -> write(traceId, intent, issue), "request-" + traceId);
        writing.setDaemon(true);
        writing.start();
        return () -> await(writing, policy.patience().get());
    }

    private void write(String traceId, Intent intent, String issue) {
        try {
            store.keepRequest(traceId, TraceJson.write(RerunRequest.of(intent, issue, scrubber)));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "Trace {0} cannot be run again: {1}", new Object[] {traceId, e});
        }
    }

    private static void await(Thread writing, Duration patience) {
        try {
            // A time limit of zero would mean none.
            writing.join(Math.max(1, patience.toMillis()));
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

    /**
     * Whether and how requests are kept.
     *
     * @param keeps false while nobody may ask
     * @param patience how long the reply waits for a store that takes its time; empty for one that does not
     */
    public record Policy(boolean keeps, Optional<Duration> patience) {}
}
