package org.tracehook.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.idempotency.DeliveryConfig.LimitsConfig;
import org.tracehook.idempotency.DeliveryConfig.StoreConfig;

class DeliverySettingsTest {

    private final Faults faults = new Faults();

    private DeliverySettings settings(Map<String, String> properties) {
        DeliverySettings settings = DeliverySettings.from(
                Configured.of(DeliveryConfig.class, properties),
                Configured.of(LimitsConfig.class, properties),
                Configured.of(StoreConfig.class, properties),
                faults);
        assertEquals("", faults.message());
        return settings;
    }

    @Test
    void nothingConfiguredIsAWeekInMemory() {
        assertEquals(
                new DeliverySettings(
                        Optional.of(Duration.ofDays(1)),
                        false,
                        10,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofDays(7)),
                settings(Map.of()));
    }

    @Test
    void aTableAndAnotherAddressAreRead() {
        assertEquals(
                new DeliverySettings(
                        Optional.empty(),
                        true,
                        0,
                        Optional.of("tracehook"),
                        Optional.of(URI.create("http://localhost:8000")),
                        Duration.ofDays(30)),
                settings(Map.of(
                        "tracehook.delivery.max-age", "off",
                        "tracehook.delivery.accept-duplicates", "true",
                        "tracehook.limits.runs-per-issue-per-hour", "0",
                        "tracehook.store.type", " dynamodb ",
                        "tracehook.store.table", "tracehook",
                        "tracehook.store.endpoint-override", "http://localhost:8000",
                        "tracehook.store.ttl", "30d")));
    }

    @Test
    void aTableIsUsedByItsTypeAndNotByItsName() {
        assertEquals(
                Optional.empty(),
                settings(Map.of("tracehook.store.table", "tracehook")).table());
    }
}
