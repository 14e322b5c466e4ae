package org.tracehook.trace;

/**
 * Is told what happens to a trace, on the thread of the pipeline and in order.
 *
 * <p>Whatever a listener throws is reported in one log line and changes nothing else. Make a CDI bean of your own.
 */
public interface TraceListener {

    /** A pipeline began; no agent has. */
    default void pipelineStarted(ExecutionTrace trace) {}

    /** An agent begins with that step, the last of the trace. */
    default void stepStarted(ExecutionTrace trace, ExecutionStep step) {}

    /** That step ended. */
    default void stepCompleted(ExecutionTrace trace, ExecutionStep step) {}

    /** The pipeline ended; the trace does not change any more. */
    default void pipelineCompleted(ExecutionTrace trace) {}

    /** A listener that keeps every snapshot in the store. */
    static TraceListener storing(TraceStore store) {
        return new TraceListener() {
            @Override
            public void pipelineStarted(ExecutionTrace trace) {
                store.store(trace);
            }

            @Override
            public void stepStarted(ExecutionTrace trace, ExecutionStep step) {
                store.store(trace);
            }

            @Override
            public void stepCompleted(ExecutionTrace trace, ExecutionStep step) {
                store.store(trace);
            }

            @Override
            public void pipelineCompleted(ExecutionTrace trace) {
                store.store(trace);
            }
        };
    }
}
