package org.tracehook.app;

import io.quarkus.arc.DefaultBean;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.Config;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.tracehook.aws.AwsService;
import org.tracehook.aws.SecretsManager;
import org.tracehook.config.Faults;
import org.tracehook.config.SecretCache;
import org.tracehook.orchestrator.DecisionRules.DecisionRule;

/** The configuration as beans, and the secrets whose ARNs it names. */
@Singleton
class ConfigurationBeans {

    /** Before {@link org.tracehook.webhook.DeliveryHandler}, which does not start while a part has reported a fault. */
    static final int FAULTS_FIRST = 1_000;

    private static final int FIRST = 1;

    @Produces
    @Singleton
    Settings settings() {
        return new Settings(
                Config.get().unwrap(SmallRyeConfig.class), System.getenv().keySet());
    }

    /** The first that happens at the start: what has settings is made after it. */
    void check(@Observes @Priority(FIRST) StartupEvent event, Settings settings, LaunchMode mode) {
        if (!settings.faults().all().isEmpty()) {
            throw Composition.refusal(settings.faults(), mode);
        }
    }

    /** The sample of dev mode has plans of its own; a function has none. */
    @Produces
    @DefaultBean
    @Singleton
    List<DecisionRule> plansOfSample() {
        return List.of();
    }

    /** Every part adds what does not go together in its settings. */
    @Produces
    @Singleton
    Faults faults() {
        return new Faults();
    }

    /** {@link org.tracehook.config.Secret} looks this up. No secret is read before it is used. */
    @Produces
    @Singleton
    @Unremovable
    SecretCache secrets(Clock clock, Settings settings) {
        SecretsManager manager =
                new SecretsManager(settings.of(SecretsConfig.class).endpointOverride(), AwsService.PATIENCE);
        return new SecretCache(clock, manager::read);
    }
}
