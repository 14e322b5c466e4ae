package org.tracehook.webhook;

import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.tracehook.config.Faults;

/** What is wrong with the configuration, as a bean that every part adds to; what is wrong with names is in it at once. */
@Singleton
class FaultBeans {

    @Produces
    @Singleton
    Faults faults(SmallRyeConfig config) {
        Faults faults = new Faults();
        // Asked for twice: what SmallRye gives can be walked once.
        KnownProperties.check(config.getPropertyNames(), System.getenv().keySet(), faults);
        NumberedProperties.check(
                config.getPropertyNames(),
                name -> Optional.ofNullable(config.getConfigValue(name).getValue()),
                faults);
        return faults;
    }
}
