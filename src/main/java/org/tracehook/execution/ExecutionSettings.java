package org.tracehook.execution;

import java.net.URI;
import java.util.Optional;
import org.tracehook.config.Faults;
import org.tracehook.deadline.TimeLimits;
import org.tracehook.execution.ExecutionConfig.ReplyTime;
import org.tracehook.orchestrator.ExecutionMode;

/**
 * When a delivery is run.
 *
 * @param acknowledges whether the reply comes before the run
 * @param endpointOverride another address of Lambda's API than AWS' own
 */
public record ExecutionSettings(boolean acknowledges, Optional<URI> endpointOverride) {

    /** The configured settings. */
    public static ExecutionSettings from(ExecutionConfig config) {
        return new ExecutionSettings(
                config.execution() == ReplyTime.ACKNOWLEDGE,
                config.acknowledge().endpointOverride());
    }

    /** The same, with the reply after the run. */
    public ExecutionSettings inline() {
        return new ExecutionSettings(false, endpointOverride);
    }

    /** Whether somebody waits for the end of a run. */
    public ExecutionMode mode() {
        return acknowledges ? ExecutionMode.ACKNOWLEDGED : ExecutionMode.INLINE;
    }

    /** How long a run may take. */
    public TimeLimits limits(TimeLimits hurried) {
        return acknowledges ? hurried.unhurried() : hurried;
    }

    /** Reports that the process that is to run what this one accepts would not find its claim. */
    public static void reportUnsharedLedger(Faults faults) {
        faults.report(
                "tracehook.execution",
                "acknowledge needs a ledger that the run's process shares: set tracehook.store.type"
                        + " (TRACEHOOK_STORE_TYPE) to dynamodb and tracehook.store.table, or use inline");
    }
}
