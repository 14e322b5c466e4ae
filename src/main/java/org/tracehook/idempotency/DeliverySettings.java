package org.tracehook.idempotency;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.tracehook.config.Faults;
import org.tracehook.idempotency.DeliveryConfig.LimitsConfig;
import org.tracehook.idempotency.DeliveryConfig.StoreConfig;
import org.tracehook.idempotency.DeliveryConfig.StoreType;

/**
 * Which deliveries are run, and where and for how long they are remembered.
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

    /** The configured settings; what does not go together is reported. */
    public static DeliverySettings from(DeliveryConfig config, LimitsConfig limits, StoreConfig store, Faults faults) {
        Optional<Duration> maxAge = config.maxAge().limit();
        if (maxAge.filter(age -> age.compareTo(store.ttl()) > 0).isPresent()) {
            faults.report(
                    "tracehook.store.ttl",
                    "must not be less than tracehook.delivery.max-age: what is forgotten earlier could be sent again and"
                            + " run twice");
        }
        return new DeliverySettings(
                maxAge,
                config.acceptDuplicates(),
                limits.runsPerIssuePerHour(),
                table(store, faults),
                store.endpointOverride(),
                store.ttl());
    }

    private static Optional<String> table(StoreConfig store, Faults faults) {
        if (store.type() == StoreType.MEMORY) {
            return Optional.empty();
        }
        if (store.table().isEmpty()) {
            faults.report("tracehook.store.table", "is missing: name the DynamoDB table");
        }
        // Without a name nothing starts.
        return store.table().or(() -> Optional.of("-"));
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
