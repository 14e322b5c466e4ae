package org.tracehook.deadline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.tracehook.config.SettingConverters.UpToADay;

/** How long one delivery may run. */
@ConfigMapping(prefix = "tracehook.deadline")
public interface DeadlineConfig {

    /** The longest run while Jira waits for the answer; Jira waits about 20 s. In dev mode 10 minutes. */
    @WithDefault("15s")
    @WithConverter(UpToADay.class)
    Duration ceiling();

    /** Kept back from the remaining Lambda time for the trace and the reply. */
    @WithDefault("2s")
    @WithConverter(UpToADay.class)
    Duration reserve();
}
