package org.tracehook.config;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Properties as the mappings have them, read as at the start. */
public final class Configured {

    private Configured() {}

    /** A configuration of those properties, in which ARNs stand for nothing. */
    public static SmallRyeConfig config(Map<String, String> properties) {
        return config(properties, () -> {
            throw new IllegalStateException("This test has no secrets elsewhere");
        });
    }

    /** A configuration of those properties, and those secrets where they have ARNs. */
    public static SmallRyeConfig config(Map<String, String> properties, Supplier<SecretCache> secrets) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("smallrye.config.mapping.validate-unknown", "false");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withConverter(Secret.class, 1_000, text -> text.isEmpty() ? null : new Secret(text, secrets))
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
    }

    /** The mapping; an assertion fails with everything that is wrong. */
    public static <T> T of(Class<T> mapping, Map<String, String> properties) {
        Faults faults = new Faults();
        return of(mapping, properties, faults).orElseThrow(() -> new AssertionError(faults.message()));
    }

    /** The mapping, or its faults. */
    public static <T> Optional<T> of(Class<T> mapping, Map<String, String> properties, Faults faults) {
        int before = faults.all().size();
        SmallRyeConfig config = config(properties);
        ListProperties.check(properties.keySet(), name -> Optional.ofNullable(properties.get(name)), faults);
        Mappings.register(config, Set.of(ConfigClass.configClass(mapping)), faults);
        return faults.all().size() == before ? Optional.of(config.getConfigMapping(mapping)) : Optional.empty();
    }
}
