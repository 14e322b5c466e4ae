package org.tracehook.orchestrator;

import java.util.Objects;
import org.tracehook.deadline.Deadline;
import org.tracehook.intent.Intent;
import org.tracehook.trace.TraceStart;
import org.tracehook.trace.TriggerInfo;

/**
 * One run to be done.
 *
 * @param intent what is asked for
 * @param trigger why
 * @param deadline when the last agent must have ended
 * @param run which run it is, and which attempt at it
 */
public record PipelineRequest(Intent intent, TriggerInfo trigger, Deadline deadline, RunAttempt run) {

    public PipelineRequest {
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(run, "run");
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
