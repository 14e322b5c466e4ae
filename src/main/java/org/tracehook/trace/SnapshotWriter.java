package org.tracehook.trace;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes the snapshots of one trace in order, each as soon as the one before it is written. */
final class SnapshotWriter {

    private static final Logger LOG = Logger.getLogger(SnapshotWriter.class.getName());

    private final String traceId;
    private final TraceStore store;
    private final Thread thread;
    private ExecutionTrace next;
    private boolean closed;
    private boolean reported;

    private SnapshotWriter(String traceId, TraceStore store) {
        this.traceId = traceId;
        this.store = store;
        this.thread = new Thread(this::writeAll, "trace-" + traceId);
        thread.setDaemon(true);
    }

    static SnapshotWriter begin(String traceId, TraceStore store) {
        SnapshotWriter writer = new SnapshotWriter(traceId, store);
        writer.thread.start();
        return writer;
    }

    /** Takes a snapshot to be written in place of an earlier one that is not yet. */
    synchronized void offer(ExecutionTrace snapshot) {
        next = snapshot;
        notifyAll();
    }

    /** Waits until everything is written, so long at most; what is not written then never is. */
    void close(Duration patience) {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            // A time limit of zero would mean none.
            thread.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            abandon();
        }
    }

    private synchronized void abandon() {
        next = null;
        thread.interrupt();
        report("the store did not take it in time");
    }

    private void writeAll() {
        try {
            for (ExecutionTrace snapshot = take(); snapshot != null; snapshot = take()) {
                write(snapshot);
            }
        } catch (InterruptedException e) {
            // abandoned, which is reported already
        }
    }

    /** The next snapshot to be written; null when there will be none. */
    private synchronized ExecutionTrace take() throws InterruptedException {
        while (next == null && !closed) {
            wait();
        }
        ExecutionTrace snapshot = next;
        next = null;
        return snapshot;
    }

    private void write(ExecutionTrace snapshot) {
        try {
            store.store(snapshot);
        } catch (RuntimeException | Error e) {
            report(e.toString());
        }
    }

    private synchronized void report(String why) {
        if (!reported) {
            reported = true;
            LOG.log(
                    Level.WARNING,
                    "Trace {0} is not stored, or not to its end; its log lines are complete: {1}",
                    new Object[] {traceId, why});
        }
    }
}
