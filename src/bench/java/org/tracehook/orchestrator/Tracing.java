package org.tracehook.orchestrator;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.tracehook.deadline.Deadline;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.tracelog.InvocationContext;
import org.tracehook.tracelog.LogLine;
import org.tracehook.tracelog.TraceLines;

/** What the function traces with, and texts as its agents write them. */
final class Tracing {

    static final String SECRET = "a-secret-of-16-characters";
    static final String PLAN = "development_agent → code_review_agent → testing_agent";

    private static final Scrubber SCRUBBER = new Scrubber(List.of(SECRET));
    private static final String TASK = "Review code changes and provide feedback";
    private static final StepOutcome END = StepOutcome.success("Status: PASS, Tests: 5/5");

    private Tracing() {}

    /** A recorder with the system's clock and ids, and one secret to look for. */
    static TraceRecorder recorder(TraceListener... listeners) {
        return new TraceRecorder(Clock.systemUTC(), UUID::randomUUID, SCRUBBER, List.of(listeners));
    }

    /** The listener of the function: lines handed to that consumer. Without a table it keeps no traces. */
    static TraceListener[] listeners(Consumer<LogLine> out) {
        InvocationContext invocation = new InvocationContext(
                "request-1",
                "Root=1-5759e988-bd86",
                false,
                new InvocationContext.InvokedFunction("tracehook", null),
                Deadline.in(Duration.ofMinutes(1)));
        return new TraceListener[] {new TraceLines(invocation, "delivery-1", Set.of("flow"), out)};
    }

    static TriggerInfo trigger() {
        return Fixture.request(Fixture.INTENT).trigger();
    }

    /** A pipeline of so many steps, recorded without agents. */
    static ExecutionTrace record(TraceRecorder recorder, int steps) {
        ExecutionTrace trace = recorder.start(trigger(), PLAN);
        for (int i = 0; i < steps; i++) {
            trace = step(recorder, trace);
        }
        return recorder.complete(trace, PipelineStatus.SUCCESS, null);
    }

    /** One step of a trace, from its start to its end. */
    static ExecutionTrace step(TraceRecorder recorder, ExecutionTrace trace) {
        return recorder.stepCompleted(recorder.stepStarted(trace, "code_review_agent", TASK), END);
    }
}
