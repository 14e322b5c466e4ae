package org.tracehook.viewer;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The page of traces that dev mode serves. */
@ConfigMapping(prefix = "tracehook.viewer")
public interface ViewerConfig {

    /** The port of the page on this machine, default {@code 8090}; {@code 0} takes any free one. */
    Optional<String> port();
}
