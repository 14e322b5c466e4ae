package org.tracehook.app;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tracehook.config.Faults;
import org.tracehook.config.PropertiesFile;
import org.tracehook.config.PropertyValues;

/** What is wrong with the configuration, as a bean that every part adds to; what is wrong with names is in it at once. */
@Singleton
class FaultBeans {

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
}
