package org.tracehook.execution;

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

    /** Begins to keep the request of a run beside its pipeline. Never throws. */
    BackgroundWrite keep(String traceId, Intent intent, String issue) {
        return keeps
                ? BackgroundWrite.start("rerun-request", () -> write(traceId, intent, issue), RerunRequests::isLate)
                : BackgroundWrite.NONE;
    }

    private void write(String traceId, Intent intent, String issue) {
        try {
            store.keepRequest(traceId, TraceJson.write(RerunRequest.of(intent, issue, scrubber)));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "Trace {0} cannot be run again: {1}", new Object[] {traceId, e});
        }
    }

    private static void isLate() {
        LOG.warning("The trace can perhaps not be run again: the store did not answer in time");
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
