package org.tracehook.orchestrator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tracehook.deadline.Deadline;
import org.tracehook.intent.Intent;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceStart;
import org.tracehook.trace.TriggerInfo;

/**
 * One run to be done.
 *
 * @param intent what is asked for
 * @param trigger why
 * @param deadline when the last agent must have ended
 * @param run which run it is, and which attempt at it
 * @param background what agents may ask for beside that
 */
public record PipelineRequest(
        Intent intent, TriggerInfo trigger, Deadline deadline, RunAttempt run, Background background) {

    public PipelineRequest {
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(background, "background");
    }

    /**
     * What is looked up when an agent asks for it first.
     *
     * @param ticketFields Jira's ids of the fields that agents of the plan ask for
     * @param jira reads those that the delivery lacks; what it throws says why it cannot
     * @param previous the trace of the last run of the same intent
     */
    public record Background(
            Set<String> ticketFields,
            Supplier<Map<String, JsonNode>> jira,
            Supplier<Optional<ExecutionTrace>> previous) {

        /** Nothing can be looked up. */
        public static final Background NONE = new Background(Set.of(), Map::of, Optional::empty);

        public Background {
            ticketFields = Set.copyOf(ticketFields);
        }
    }

    /**
     * An attempt at the run of a delivery.
     *
     * @param start of its trace
     * @param delivery the delivery's key, the same for every attempt; null when nothing tells it from others
     * @param attempt from 1; more when the delivery runs again
     */
    public record RunAttempt(TraceStart start, String delivery, int attempt) {

        public RunAttempt {
            Objects.requireNonNull(start, "start");
        }

        /** What agents do once for each: the same for every attempt at the step. */
        String idempotencyKey(int stepNumber) {
            return (delivery == null ? start.traceId() : delivery) + "/" + stepNumber;
        }
    }
}
