package org.tracehook.trace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Makes the next snapshot of a trace from the last one and calls the listeners.
 *
 * <p>If a clock, id supplier or listener throws, one log line says so, and it is replaced or passed over: a trace never
 * influences the run.
 */
public class TraceRecorder {

    private static final Logger LOG = Logger.getLogger(TraceRecorder.class.getName());

    private final Clock clock;
    private final Supplier<UUID> ids;
    private final Scrubber scrubber;
    private final List<TraceListener> listeners;

    /** A recorder for any number of pipelines; it keeps no state of its own. */
    public TraceRecorder(Clock clock, Supplier<UUID> ids, Scrubber scrubber, List<TraceListener> listeners) {
        this.clock = clock;
        this.ids = ids;
        this.scrubber = scrubber;
        this.listeners = List.copyOf(listeners);
    }

    /** A pipeline begins; {@code executionPlanSummary} is null when there is no plan. */
    public ExecutionTrace start(TriggerInfo trigger, String executionPlanSummary) {
        return start(new TraceStart(newId(ids), now()), trigger, executionPlanSummary);
    }

    /** A pipeline begins whose trace id is settled already. */
    public ExecutionTrace start(TraceStart start, TriggerInfo trigger, String executionPlanSummary) {
        ExecutionTrace trace = start.trace(trigger.clean(scrubber), executionPlanSummary);
        call(listener -> listener.pipelineStarted(trace, start.facts()));
        return trace;
    }

    /** An agent begins. */
    public ExecutionTrace stepStarted(ExecutionTrace trace, String agentName, String agentTask) {
        ExecutionStep step = ExecutionStep.started(trace.nextStepNumber(), agentName, scrubber.line(agentTask), now());
        ExecutionTrace next = trace.add(step);
        call(listener -> listener.stepStarted(next, step));
        return next;
    }

    /** The agent that began last ended. */
    public ExecutionTrace stepCompleted(ExecutionTrace trace, StepOutcome outcome) {
        StepOutcome clean = outcome.clean(scrubber);
        ExecutionStep step = trace.openStep().orElseThrow().ended(clean, now());
        ExecutionTrace next = trace.update(step);
        call(listener -> listener.stepCompleted(next, step, clean));
        return next;
    }

    /** The pipeline ended; {@code finalError} is null when nothing stopped it. */
    public ExecutionTrace complete(ExecutionTrace trace, PipelineStatus status, String finalError) {
        ExecutionTrace next = trace.complete(status, scrubber.line(finalError), now());
        call(listener -> listener.pipelineCompleted(next));
        return next;
    }

    /** Waits for what the listeners still write of a closed trace, for {@code patience} at most in all. */
    public void flush(ExecutionTrace trace, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        call(listener -> listener.flush(trace, Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
    }

    private Instant now() {
        return now(clock).truncatedTo(ChronoUnit.MICROS);
    }

    /** The clock's time, or the system's when the clock throws. */
    public static Instant now(Clock clock) {
        return either("The clock failed, system time is used", clock::instant, Instant::now);
    }

    /** The next of those ids, or a random one when they throw. */
    public static String newId(Supplier<UUID> ids) {
        return either("The id supplier failed, the trace gets a random id", ids, UUID::randomUUID)
                .toString();
    }

    /** The value of {@code recording}; when that throws or is null, one log line with {@code problem} and the value of {@code without}. */
    public static <T> T either(String problem, Supplier<T> recording, Supplier<T> without) {
        try {
            return Objects.requireNonNull(recording.get(), "it gave null");
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, problem + ": {0}", e.toString());
            return without.get();
        }
    }

    private void call(Consumer<TraceListener> event) {
        for (TraceListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "The trace goes on without its listener {0}: {1}", new Object[] {
                    listener.getClass().getName(), scrubber.line(e.toString())
                });
            }
        }
    }
}
