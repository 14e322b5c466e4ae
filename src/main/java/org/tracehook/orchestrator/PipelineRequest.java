package org.tracehook.orchestrator;

import java.util.Objects;
import org.tracehook.deadline.Deadline;
import org.tracehook.intent.Intent;
import org.tracehook.trace.TriggerInfo;

/**
 * One run to be done.
 *
 * @param intent what is asked for
 * @param trigger why
 * @param deadline when the last agent must have ended
 * @param attempt from 1; more when the delivery runs again
 * @param deliveryKey the same when the delivery is sent again; null when it has none
 */
public record PipelineRequest(Intent intent, TriggerInfo trigger, Deadline deadline, int attempt, String deliveryKey) {

    public PipelineRequest {
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(deadline, "deadline");
    }
}
