package org.tracehook.idempotency;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What stops loops. */
@ConfigMapping(prefix = "tracehook.limits")
public interface LimitsConfig {

    /** How many runs of one issue may begin within an hour, up to 1,000; default {@code 10}, {@code 0} for any number. */
    Optional<String> runsPerIssuePerHour();
}
