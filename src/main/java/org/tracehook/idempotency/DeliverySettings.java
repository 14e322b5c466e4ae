package org.tracehook.idempotency;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;
import org.tracehook.idempotency.DeliveryConfig.LimitsConfig;
import org.tracehook.idempotency.DeliveryConfig.StoreConfig;

/**
 * Which deliveries are run, and where and for how long they are remembered, read and checked.
 *
 * @param maxAge older deliveries are ignored; empty for any age
 * @param acceptsDuplicates whether the operator says that running a delivery twice does no harm
 * @param runsPerHour how many runs of an issue may begin within an hour; 0 for any number
 * @param table the name of the DynamoDB table; empty for the memory of each process
 * @param endpointOverride another address of the table than AWS' own
 * @param ttl how long a delivery is remembered, not less than {@code maxAge}
 */
public record DeliverySettings(
        Optional<Duration> maxAge,
        boolean acceptsDuplicates,
        int runsPerHour,
        Optional<String> table,
        Optional<URI> endpointOverride,
        Duration ttl) {

    private static final String MAX_AGE = "tracehook.delivery.max-age";

    private enum StoreType {
        MEMORY,
        DYNAMODB
    }

    /** The configured settings; a fault leaves a default in its place. */
    public static DeliverySettings from(
            DeliveryConfig config, LimitsConfig limits, StoreConfig store, Consumer<Fault> faults) {
        Values values = new Values(faults);
        boolean off = config.maxAge().map(String::strip).filter("off"::equals).isPresent();
        Optional<Duration> maxAge = off
                ? Optional.empty()
                : Optional.of(values.duration(MAX_AGE, config.maxAge(), Duration.ofDays(1), Duration.ofDays(30)));
        Duration ttl = values.duration("tracehook.store.ttl", store.ttl(), Duration.ofDays(7), Duration.ofDays(365));
        if (maxAge.filter(age -> age.compareTo(ttl) > 0).isPresent()) {
            values.report(
                    "tracehook.store.ttl",
                    "must not be less than " + MAX_AGE
                            + ": what is forgotten earlier could be sent again and run twice");
        }
        return new DeliverySettings(
                maxAge,
                values.flag("tracehook.delivery.accept-duplicates", config.acceptDuplicates(), false),
                values.number("tracehook.limits.runs-per-issue-per-hour", limits.runsPerIssuePerHour(), 10, 1_000),
                table(values, store),
                values.address("tracehook.store.endpoint-override", store.endpointOverride(), "http://localhost:8000"),
                ttl);
    }

    private static Optional<String> table(Values values, StoreConfig store) {
        StoreType type = values.choice("tracehook.store.type", store.type(), StoreType.MEMORY);
        // A missing name is a fault, with which nothing starts.
        return type == StoreType.MEMORY
                ? Optional.empty()
                : values.required("tracehook.store.table", store.table(), "name the DynamoDB table")
                        .or(() -> Optional.of("-"));
    }

    /** Whether something of that time is too old; what is ahead of our clock is not. */
    public boolean isTooOld(Instant timestamp, Instant now) {
        return maxAge.filter(age -> timestamp.plus(age).isBefore(now)).isPresent();
    }

    /**
     * When a delivery may be forgotten: one whose timestamp is ahead of our clock stays young enough to be run for longer.
     *
     * @param timestamp of the delivery; empty when it has none
     */
    public Instant keepUntil(Optional<Instant> timestamp, Instant now) {
        return timestamp.filter(at -> at.isAfter(now)).orElse(now).plus(ttl);
    }
}
