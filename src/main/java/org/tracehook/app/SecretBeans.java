package org.tracehook.app;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.tracehook.aws.SecretsManager;
import org.tracehook.config.Faults;
import org.tracehook.config.KeptSecrets;
import org.tracehook.config.Values;

/** What reads secrets whose ARNs are configured, as beans; nothing is read before a secret is used. */
@Singleton
class SecretBeans {

    @Produces
    @Singleton
    @Startup(RecordingBeans.FAULTS_FIRST)
    Endpoint endpoint(SecretsConfig config, Faults faults) {
        return new Endpoint(new Values(faults)
                .address("tracehook.secrets.endpoint-override", config.endpointOverride(), "http://localhost:4566"));
    }

    /** Looked up by {@link org.tracehook.config.Secret}, which configuration makes. */
    @Produces
    @Singleton
    @Unremovable
    KeptSecrets kept(Clock clock, Endpoint endpoint) {
        SecretsManager manager = new SecretsManager(endpoint.override());
        return new KeptSecrets(clock, manager::read);
    }

    /**
     * Where Secrets Manager is.
     *
     * @param override another address than AWS' own; empty for that
     */
    record Endpoint(Optional<URI> override) {}
}
