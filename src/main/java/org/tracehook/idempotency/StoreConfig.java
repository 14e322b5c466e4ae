package org.tracehook.idempotency;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where deliveries are remembered. */
@ConfigMapping(prefix = "tracehook.store")
public interface StoreConfig {

    /** {@code memory}, the default, which each process has for itself, or {@code dynamodb}. */
    Optional<String> type();

    /** The name of the table. */
    Optional<String> table();

    /** Another address than AWS' own, such as {@code http://localhost:8000}. */
    Optional<String> endpointOverride();

    /** How long a delivery is remembered, default {@code 7d}; not less than {@code tracehook.delivery.max-age}. */
    Optional<String> ttl();
}
