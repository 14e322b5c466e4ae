package org.tracehook.idempotency;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Which deliveries are run. */
@ConfigMapping(prefix = "tracehook.delivery")
public interface DeliveryConfig {

    /**
     * Older deliveries are ignored, by the timestamp in their body, such as {@code 24h}, the default; {@code off} for any
     * age. Jira sends again for up to 75 minutes.
     */
    Optional<String> maxAge();

    /**
     * Lets a function on Lambda run what writes or calls out although nothing remembers deliveries beyond one of its
     * processes; default {@code false}.
     */
    Optional<String> acceptDuplicates();

    /** What stops loops. */
    @ConfigMapping(prefix = "tracehook.limits")
    interface LimitsConfig {

        /** How many runs of one issue may begin within an hour, up to 1,000; default {@code 10}, {@code 0} for any number. */
        Optional<String> runsPerIssuePerHour();
    }

    /** Where deliveries are remembered. */
    @ConfigMapping(prefix = "tracehook.store")
    interface StoreConfig {

        /** {@code memory}, the default, which each process has for itself, or {@code dynamodb}. */
        Optional<String> type();

        /** The name of the table. */
        Optional<String> table();

        /** Another address than AWS' own, such as {@code http://localhost:8000}. */
        Optional<String> endpointOverride();

        /** How long a delivery is remembered, default {@code 7d}; not less than {@code tracehook.delivery.max-age}. */
        Optional<String> ttl();
    }
}
