package org.tracehook.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tracehook.intent.Verdict;
import org.tracehook.problem.Problem;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.tracelog.InvocationContext;
import org.tracehook.tracelog.LogLine;
import org.tracehook.tracelog.TraceLines;

/**
 * The tools with which traces and log lines are made.
 *
 * @param clock gives the times of traces and lines
 * @param ids gives trace ids
 * @param scrubber cleans free text
 * @param listeners get each trace after the log has it
 * @param out takes the log lines
 */
public record Recording(
        Clock clock, Supplier<UUID> ids, Scrubber scrubber, List<TraceListener> listeners, Consumer<LogLine> out) {

    static {
        // What lines and replies are made of. An executable is built with this block run.
        TraceJson.prepare(List.of(
                ExecutionTrace.class,
                ExecutionStep.class,
                TriggerInfo.class,
                Verdict.class,
                Reply.Trace.class,
                Reply.Ignored.class,
                Problem.Document.class));
    }

    public Recording {
        listeners = List.copyOf(listeners);
    }

    /** A recorder for one trace, whose first listener writes the log lines; then come those of that trace alone. */
    public TraceRecorder recorder(TraceLines lines, List<TraceListener> own) {
        List<TraceListener> all = new ArrayList<>();
        all.add(lines);
        all.addAll(own);
        all.addAll(listeners);
        return new TraceRecorder(clock, ids, scrubber, all);
    }

    /** The id of a new trace. */
    public String newTraceId() {
        return TraceRecorder.newId(ids);
    }

    /** The time, in microseconds. */
    public Instant now() {
        return TraceRecorder.now(clock);
    }

    /** The invocation of the delivery, scrubbed for log lines. */
    public InvocationContext invocation(Delivery delivery) {
        return delivery.invocation().clean(scrubber);
    }

    /** Jira's identifier of the delivery, scrubbed because its sender chooses it; null when there is none. */
    public String identifier(Delivery delivery) {
        return scrubber.line(delivery.identifier().orElse(null));
    }

    /** The verdicts, scrubbed for logs and replies: they quote the delivery and the configuration. */
    public List<Verdict> clean(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(v -> new Verdict(
                        scrubber.line(v.rule()), v.condition(), scrubber.line(v.expected()), scrubber.line(v.actual())))
                .toList();
    }

    /** The verdicts as a JSON array. */
    public static ArrayNode array(List<Verdict> verdicts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        verdicts.forEach(verdict -> array.add(TraceJson.tree(verdict)));
        return array;
    }
}
