package org.tracehook.idempotency;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Which deliveries are run, and how often. */
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
}
