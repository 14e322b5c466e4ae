package org.tracehook.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.net.URI;
import java.util.Optional;
import org.tracehook.config.SettingConverters.Address;

/** Where Secrets Manager is, which holds the secrets that are configured by ARN. */
@ConfigMapping(prefix = "tracehook.secrets")
interface SecretsConfig {

    /** Another address of Secrets Manager than AWS' own, such as {@code http://localhost:4566}. */
    @WithConverter(Address.class)
    Optional<URI> endpointOverride();
}
