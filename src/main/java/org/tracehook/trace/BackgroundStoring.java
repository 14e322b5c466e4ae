package org.tracehook.trace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stores every trace beside its pipeline, in a store that may be slow. Only the reply waits for the store, since Lambda may
 * freeze a function as soon as it has replied. The end of a step is stored with the start of the next one or the end
 * of the pipeline, which follow at once; the outputs of all steps are stored after that end, in one write.
 *
 * <p>A snapshot is not stored when a newer one waits. If the store fails or takes too long, one log line says so for the trace;
 * the trace's own log lines are complete all the same.
 */
public final class BackgroundStoring implements TraceListener {

    private static final Logger LOG = Logger.getLogger(BackgroundStoring.class.getName());

    private final TraceStore store;
    private final Map<String, Snapshots> open = new ConcurrentHashMap<>();

    /** Stores traces in that store. */
    public BackgroundStoring(TraceStore store) {
        this.store = store;
    }

    @Override
    public void stepStarted(ExecutionTrace trace, ExecutionStep step) {
        snapshots(trace).write(trace);
    }

    @Override
    public void stepCompleted(ExecutionTrace trace, ExecutionStep step, StepOutcome outcome) {
        ObjectNode outputs = outcome.outputs();
        if (!outputs.isEmpty()) {
            snapshots(trace).outputs.set(Integer.toString(step.stepNumber()), outputs);
        }
    }

    @Override
    public void pipelineCompleted(ExecutionTrace trace) {
        Snapshots snapshots = snapshots(trace);
        snapshots.write(trace);
        snapshots.writeOutputs();
    }

    @Override
    public void flush(ExecutionTrace trace, Duration patience) {
        Snapshots snapshots = open.remove(trace.traceId());
        if (snapshots != null) {
            snapshots.close(patience);
        }
    }

    private Snapshots snapshots(ExecutionTrace trace) {
        return open.computeIfAbsent(trace.traceId(), Snapshots::new);
    }

    /** The snapshots of one trace, stored in order on a thread of their own. */
    private final class Snapshots {

        private final String traceId;
        private final ExecutorService thread;
        private final AtomicReference<ExecutionTrace> next = new AtomicReference<>();
        private final ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        private boolean reported;

        private Snapshots(String traceId) {
            this.traceId = traceId;
            this.thread = Executors.newSingleThreadExecutor(work -> {
                Thread daemon = new Thread(work, "trace-" + traceId);
                daemon.setDaemon(true);
                return daemon;
            });
        }

        private void write(ExecutionTrace snapshot) {
            if (next.getAndSet(snapshot) == null) {
                thread.execute(this::writeNext);
            }
        }

        private void writeOutputs() {
            if (!outputs.isEmpty()) {
                String written = outputs.toString();
                thread.execute(() -> trying(() -> store.keepOutputs(traceId, written)));
            }
        }

        private void writeNext() {
            trying(() -> store.store(next.getAndSet(null)));
        }

        private void trying(Runnable writing) {
            try {
                writing.run();
            } catch (RuntimeException | Error e) {
                report(e.toString());
            }
        }

        private void close(Duration patience) {
            thread.shutdown();
            try {
                if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    abandon();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                abandon();
            }
        }

        private void abandon() {
            report("the store did not take it in time");
            thread.shutdownNow();
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
}
