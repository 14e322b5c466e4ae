package org.tracehook.viewer;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where dev mode takes requests for the function. */
@ConfigMapping(prefix = "tracehook.local-gateway")
public interface LocalGatewayConfig {

    /** The port on this machine, default {@code 8080}; {@code 0} takes any free one. */
    Optional<String> port();
}
