package org.tracehook.app;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where Secrets Manager is, which holds the secrets that are configured by ARN. */
@ConfigMapping(prefix = "tracehook.secrets")
public interface SecretsConfig {

    /** Another address of Secrets Manager than AWS' own, such as {@code http://localhost:4566}. */
    Optional<String> endpointOverride();
}
