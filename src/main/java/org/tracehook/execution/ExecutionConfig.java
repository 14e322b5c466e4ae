package org.tracehook.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;
import org.tracehook.config.SettingConverters.Address;
import org.tracehook.orchestrator.ExecutionMode;

/** When a delivery is run. */
@ConfigMapping(prefix = "tracehook")
public interface ExecutionConfig {

    /**
     * {@code inline}: the reply tells how the run ended. {@code acknowledge}: the reply comes at once, and an invocation of
     * its own runs the delivery, for as long as Lambda lets it; outside Lambda it is run inline all the same.
     */
    @WithDefault("inline")
    ExecutionMode execution();

    /** How the function invokes itself. */
    Acknowledge acknowledge();

    /** How the function invokes itself. */
    interface Acknowledge {

        /** Another address of Lambda's API than AWS' own, such as {@code http://localhost:9001}. */
        @WithConverter(Address.class)
        Optional<URI> endpointOverride();
    }
}
