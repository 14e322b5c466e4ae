package org.tracehook.feedback;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings below {@code tracehook.feedback} as the mapping has them. */
final class Configured {

    private Configured() {}

    static FeedbackConfig with(Map<String, String> settings) {
        Map<String, String> properties = settings.entrySet().stream()
                .collect(Collectors.toMap(entry -> "tracehook.feedback." + entry.getKey(), Map.Entry::getValue));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(FeedbackConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(FeedbackConfig.class);
    }
}
