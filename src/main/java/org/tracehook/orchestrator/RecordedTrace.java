package org.tracehook.orchestrator;

import java.time.Instant;
import java.util.function.Supplier;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.trace.TraceStart;

/** The trace of one run. When the recorder breaks, the trace goes on without its listeners, and one line says so. */
final class RecordedTrace {

    private final TraceRecorder recorder;
    private ExecutionTrace trace;

    RecordedTrace(TraceRecorder recorder, PipelineRequest request, String planSummary) {
        this.recorder = recorder;
        TraceStart start = request.run().start();
        trace = either(
                () -> recorder.start(start, request.trigger(), planSummary),
                () -> start.trace(request.trigger(), planSummary));
    }

    ExecutionTrace snapshot() {
        return trace;
    }

    /** Whether an agent began. */
    boolean hasSteps() {
        return !trace.steps().isEmpty();
    }

    void stepStarted(AgentTask task) {
        trace = either(
                () -> recorder.stepStarted(trace, task.agent(), task.task()),
                () -> trace.add(
                        ExecutionStep.started(trace.nextStepNumber(), task.agent(), task.task(), Instant.now())));
    }

    void stepCompleted(StepOutcome outcome) {
        trace = either(
                () -> recorder.stepCompleted(trace, outcome),
                () -> trace.update(trace.openStep().orElseThrow().ended(outcome, Instant.now())));
    }

    /** Closes the trace, and with it a step that is still open. */
    ExecutionTrace complete(PipelineStatus status, String finalError) {
        if (trace.openStep().isPresent()) {
            stepCompleted(StepOutcome.fail(StepOutcome.Cause.BROKEN, finalError));
        }
        trace = either(
                () -> recorder.complete(trace, status, finalError),
                () -> trace.complete(status, finalError, Instant.now()));
        return trace;
    }

    private static ExecutionTrace either(Supplier<ExecutionTrace> recorded, Supplier<ExecutionTrace> plain) {
        return TraceRecorder.either("The trace goes on without its recorder", recorded, plain);
    }
}
