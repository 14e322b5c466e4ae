package org.tracehook.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tracehook.config.Faults;

class StoreSettingsTest {

    private final Faults faults = new Faults();

    private StoreSettings settings(Map<String, String> properties) {
        StoreConfig config = new SmallRyeConfigBuilder()
                .withMapping(StoreConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(StoreConfig.class);
        StoreSettings settings = StoreSettings.from(config, faults);
        assertEquals("", faults.message());
        return settings;
    }

    @Test
    void nothingConfiguredIsAWeekInMemory() {
        assertEquals(
                new StoreSettings(StoreSettings.Type.MEMORY, Optional.empty(), Optional.empty(), Duration.ofDays(7)),
                settings(Map.of()));
    }

    @Test
    void aTableAndAnotherAddressAreRead() {
        assertEquals(
                new StoreSettings(
                        StoreSettings.Type.DYNAMODB,
                        Optional.of("tracehook"),
                        Optional.of(URI.create("http://localhost:8000")),
                        Duration.ofDays(30)),
                settings(Map.of(
                        "tracehook.store.type", " dynamodb ",
                        "tracehook.store.table", "tracehook",
                        "tracehook.store.endpoint-override", "http://localhost:8000",
                        "tracehook.store.ttl", "30d")));
    }
}
