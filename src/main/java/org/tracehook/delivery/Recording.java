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
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.tracelog.InvocationContext;
import org.tracehook.tracelog.LogLine;
import org.tracehook.tracelog.TraceLines;

/**
 * What traces and log lines are made with.
 *
 * @param clock tells the time of everything recorded
 * @param ids gives trace ids
 * @param scrubber cleans free text
 * @param listeners are told after the log
 * @param out takes the log lines
 */
public record Recording(
        Clock clock, Supplier<UUID> ids, Scrubber scrubber, List<TraceListener> listeners, Consumer<LogLine> out) {

    public Recording {
        listeners = List.copyOf(listeners);
    }

    /** A recorder that tells the log first. */
    public TraceRecorder recorder(TraceLines lines) {
        List<TraceListener> all = new ArrayList<>();
        all.add(lines);
        all.addAll(listeners);
        return new TraceRecorder(clock, ids, scrubber, all);
    }

    /** The id of a further trace. */
    public String newTraceId() {
        return TraceRecorder.newId(ids);
    }

    public Instant now() {
        return TraceRecorder.now(clock);
    }

    /** The invocation of the delivery as its log lines have it. */
    public InvocationContext invocation(Delivery delivery) {
        return delivery.invocation().clean(scrubber);
    }

    /** Jira's identifier of the delivery as its log lines have it; null when there is none. Whoever sends it chooses it. */
    public String identifier(Delivery delivery) {
        return scrubber.line(delivery.identifier().orElse(null));
    }

    /** The verdicts with what they quote of the delivery and of the configuration made fit for logs and replies. */
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
