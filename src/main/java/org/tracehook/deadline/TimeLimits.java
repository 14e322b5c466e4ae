package org.tracehook.deadline;

import java.time.Duration;

/**
 * How long one delivery may run.
 *
 * @param ceiling the longest run, whatever Lambda has left
 * @param reserve kept back from the remaining Lambda time for the trace and the reply
 */
public record TimeLimits(Duration ceiling, Duration reserve) {

    /** The limits of a run that nobody waits for: Lambda's alone. */
    public TimeLimits unhurried() {
        return new TimeLimits(Deadline.LONGEST_INVOCATION, reserve);
    }
}
