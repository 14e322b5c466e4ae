package org.tracehook.agent.testing;

import java.time.Duration;
import java.util.Optional;
import org.tracehook.deadline.Deadline;

/**
 * How long a test command may run.
 *
 * @param limit the time, from now
 * @param isConfigured whether that is the operator's limit for the command, not what the step has left
 */
record TimeBudget(Duration limit, boolean isConfigured) {

    /** Kept back from the step's time to end processes and to remove the checkout. */
    private static final Duration RESERVE = Duration.ofMillis(400);

    private static final int LARGEST_SHARE_OF_RESERVE = 4;

    /** The shorter of the configured limit and what is left of the step without a reserve. */
    static TimeBudget of(Optional<Duration> configured, Deadline deadline) {
        Duration remaining = deadline.remaining();
        Duration share = remaining.dividedBy(LARGEST_SHARE_OF_RESERVE);
        Duration usable = remaining.minus(share.compareTo(RESERVE) < 0 ? share : RESERVE);
        return configured
                .filter(limit -> limit.compareTo(usable) <= 0)
                .map(limit -> new TimeBudget(limit, true))
                .orElseGet(() -> new TimeBudget(usable, false));
    }
}
