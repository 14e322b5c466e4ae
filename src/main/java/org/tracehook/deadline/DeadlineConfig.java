package org.tracehook.deadline;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How long one delivery may run. */
@ConfigMapping(prefix = "tracehook.deadline")
public interface DeadlineConfig {

    /** The longest run while Jira waits for the answer, such as {@code 15s}, the default: Jira waits about 20 s. */
    Optional<String> ceiling();

    /** Kept back from the remaining Lambda time for the trace and the reply; default {@code 2s}. */
    Optional<String> reserve();
}
