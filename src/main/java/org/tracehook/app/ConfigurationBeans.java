package org.tracehook.app;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Startup;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tracehook.aws.AwsService;
import org.tracehook.aws.SecretsManager;
import org.tracehook.config.Faults;
import org.tracehook.config.PropertiesFile;
import org.tracehook.config.PropertyValues;
import org.tracehook.config.SecretCache;
import org.tracehook.config.Values;

/** What the whole configuration is read with, as beans: its faults, and the secrets whose ARNs it names. */
@Singleton
class ConfigurationBeans {

    /** Before {@link org.tracehook.webhook.DeliveryHandler}, which reports the faults of every part. */
    static final int FAULTS_FIRST = 1_000;

    /** Every part adds its faults to these; faults in names and in files are in it from the start. */
    @Produces
    @Singleton
    Faults faults(SmallRyeConfig config) {
        Faults faults = new Faults();
        List<String> properties = new ArrayList<>();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith("tracehook.")) {
                properties.add(property);
            }
        }
        KnownProperties.check(properties, System.getenv().keySet(), faults);
        NumberedProperties.check(properties, property -> written(config.getConfigValue(property)), faults);
        PropertyValues.check(config, properties, faults);
        PropertiesFile.check(config.getConfigSources(), faults);
        return faults;
    }

    /** The value; one that refers to nothing is no empty one, which would be another fault. */
    private static Optional<String> written(ConfigValue value) {
        return Optional.ofNullable(value.hasProblems() ? value.getRawValue() : value.getValue());
    }

    @Produces
    @Singleton
    @Startup(FAULTS_FIRST)
    SecretsManagerEndpoint secretsManager(SecretsConfig config, Faults faults) {
        return new SecretsManagerEndpoint(new Values(faults)
                .address("tracehook.secrets.endpoint-override", config.endpointOverride(), "http://localhost:4566"));
    }

    /** {@link org.tracehook.config.Secret} looks this up. No secret is read before it is used. */
    @Produces
    @Singleton
    @Unremovable
    SecretCache secrets(Clock clock, SecretsManagerEndpoint endpoint) {
        SecretsManager manager = new SecretsManager(endpoint.override(), AwsService.PATIENCE);
        return new SecretCache(clock, manager::read);
    }

    /**
     * Where Secrets Manager is.
     *
     * @param override another address than AWS' own; empty for that
     */
    record SecretsManagerEndpoint(Optional<URI> override) {}
}
