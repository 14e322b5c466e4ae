package org.tracehook.trace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * Receives what happens to a trace, on the thread of the pipeline and in order.
 *
 * <p>If a listener throws, one log line says so and nothing else changes. A CDI bean that implements this is called for every run.
 */
public interface TraceListener {

    /** A pipeline began; no agent has. The facts are what is known of the run beside its trace. */
    default void pipelineStarted(ExecutionTrace trace, RunFacts facts) {}

    /** An agent begins with that step, the last of the trace. */
    default void stepStarted(ExecutionTrace trace, ExecutionStep step) {}

    /** That step ended; {@code outcome.cause()} says why. */
    default void stepCompleted(ExecutionTrace trace, ExecutionStep step, StepOutcome outcome) {}

    /** The pipeline ended; the trace does not change any more. */
    default void pipelineCompleted(ExecutionTrace trace) {}

    /**
     * Waits for what the listener still writes of a closed trace, for {@code patience} at most. The recorder calls it before
     * the reply, after which Lambda may freeze the process.
     */
    default void flush(ExecutionTrace trace, Duration patience) {}

    /** A listener that keeps every snapshot in the store. */
    static TraceListener storing(TraceStore store) {
        return new TraceListener() {
            @Override
            public void pipelineStarted(ExecutionTrace trace, RunFacts facts) {
                store.store(trace);
            }

            @Override
            public void stepStarted(ExecutionTrace trace, ExecutionStep step) {
                store.store(trace);
            }

            @Override
            public void stepCompleted(ExecutionTrace trace, ExecutionStep step, StepOutcome outcome) {
                store.store(trace);
                ObjectNode outputs = outcome.outputs();
                if (!outputs.isEmpty()) {
                    ObjectNode all =
                            TraceJson.object(store.outputs(trace.traceId()).orElse("{}"));
                    all.set(Integer.toString(step.stepNumber()), outputs);
                    store.keepOutputs(trace.traceId(), all.toString());
                }
            }

            @Override
            public void pipelineCompleted(ExecutionTrace trace) {
                store.store(trace);
            }
        };
    }
}
