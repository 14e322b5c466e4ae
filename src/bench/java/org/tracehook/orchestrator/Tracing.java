package org.tracehook.orchestrator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.StepEnd;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.tracelog.Invocation;
import org.tracehook.tracelog.LogLine;
import org.tracehook.tracelog.TraceLines;

/** What the function traces with, and texts as its agents write them. */
final class Tracing {

    static final String SECRET = "a-secret-of-16-characters";
    static final String PLAN = "development_agent → code_review_agent → testing_agent";

    private static final Scrubber SCRUBBER = new Scrubber(List.of(SECRET));
    private static final String TASK = "Review code changes and provide feedback";
    private static final StepEnd END = StepEnd.success("Status: PASS, Tests: 5/5");

    private Tracing() {}

    /** A recorder with the system's clock and ids, and one secret to look for. */
    static TraceRecorder recorder(TraceListener... listeners) {
        return new TraceRecorder(Clock.systemUTC(), UUID::randomUUID, SCRUBBER, List.of(listeners));
    }

    /** The listeners of the function: lines handed to that consumer, and the store. */
    static TraceListener[] listeners(Consumer<LogLine> out) {
        var none = JsonNodeFactory.instance.arrayNode();
        TraceLines.Routing routing = new TraceLines.Routing(none, none, Set.of("flow"), null);
        Invocation invocation = new Invocation("delivery-1", "request-1", "Root=1-5759e988-bd86", false, "tracehook");
        return new TraceListener[] {
            new TraceLines(invocation, routing, out), TraceListener.storing(new MemoryTraceStore(1))
        };
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
