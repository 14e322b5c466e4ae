package org.tracehook.deadline;

import java.time.Duration;
import java.util.function.Consumer;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;

/**
 * How long one delivery may run.
 *
 * @param ceiling the longest run, whatever Lambda has left
 * @param reserve kept back from the remaining Lambda time for the trace and the reply
 */
public record TimeLimits(Duration ceiling, Duration reserve) {

    /** The configured limits; faults are reported. */
    public static TimeLimits of(DeadlineConfig config, Consumer<Fault> faults) {
        Values values = new Values(faults);
        return new TimeLimits(
                values.duration("tracehook.deadline.ceiling", config.ceiling(), Duration.ofSeconds(15)),
                values.duration("tracehook.deadline.reserve", config.reserve(), Duration.ofSeconds(2)));
    }

    /** The limits of a run that nobody waits for: Lambda's alone. */
    public TimeLimits unhurried() {
        return new TimeLimits(Deadline.LONGEST_INVOCATION, reserve);
    }
}
