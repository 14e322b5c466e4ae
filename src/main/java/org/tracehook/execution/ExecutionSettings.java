package org.tracehook.execution;

import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;
import org.tracehook.deadline.TimeLimits;
import org.tracehook.orchestrator.ExecutionMode;

/**
 * When a delivery is run, read and checked.
 *
 * @param acknowledges whether the reply comes before the run
 * @param endpointOverride another address of Lambda's API than AWS' own
 */
public record ExecutionSettings(boolean acknowledges, Optional<URI> endpointOverride) {

    private static final String PROPERTY = "tracehook.execution";

    /** The configured settings; a fault leaves a default in its place. */
    public static ExecutionSettings from(ExecutionConfig config, Consumer<Fault> faults) {
        Values values = new Values(faults);
        return new ExecutionSettings(
                acknowledges(config.execution().map(String::strip).orElse("inline"), values),
                values.address(
                        "tracehook.acknowledge.endpoint-override",
                        config.acknowledge().endpointOverride(),
                        "http://localhost:9001"));
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

    private static boolean acknowledges(String text, Values values) {
        return switch (text) {
            case "inline" -> false;
            case "acknowledge" -> true;
            default -> {
                values.report(PROPERTY, "must be inline or acknowledge");
                yield false;
            }
        };
    }

    /** Reports that the process that is to run what this one accepts would not find its claim. */
    public static void reportUnsharedLedger(Consumer<Fault> faults) {
        faults.accept(new Fault(
                PROPERTY,
                "acknowledge needs a ledger that the run's process shares: set tracehook.store.type"
                        + " (TRACEHOOK_STORE_TYPE) to dynamodb and tracehook.store.table, or use inline"));
    }
}
