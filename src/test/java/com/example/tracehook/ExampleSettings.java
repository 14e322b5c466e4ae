package com.example.tracehook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of one's own: {@code example.changelog-heading}, or the environment variable {@code EXAMPLE_CHANGELOG_HEADING}. */
@ConfigMapping(prefix = "example")
public interface ExampleSettings {

    /** What stands before each entry of {@link ChangelogAgent}. */
    @WithDefault("Changed")
    String changelogHeading();

    /** How long a step may take before {@link SlowSteps} mentions it. */
    @WithDefault("10s")
    Duration slowStep();
}
