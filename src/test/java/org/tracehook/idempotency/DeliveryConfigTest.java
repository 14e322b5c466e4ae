package org.tracehook.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.idempotency.DeliveryConfig.StoreType;

class DeliveryConfigTest {

    private DeliveryConfig config(Map<String, String> properties) {
        Faults faults = new Faults();
        DeliveryConfig config = Configured.of(DeliveryConfig.class, properties);
        DeliveryConfig.check(config, faults);
        assertEquals("", faults.message());
        return config;
    }

    @Test
    void nothingConfiguredIsAWeekInMemory() {
        DeliveryConfig config = config(Map.of());

        assertEquals(Optional.of(Duration.ofDays(1)), config.delivery().maxAge().limit());
        assertFalse(config.delivery().acceptDuplicates());
        assertEquals(10, config.limits().runsPerIssuePerHour());
        assertEquals(StoreType.MEMORY, config.store().type());
        assertEquals(Optional.empty(), config.store().table());
        assertEquals(Optional.empty(), config.store().endpointOverride());
        assertEquals(Duration.ofDays(7), config.store().ttl());
    }

    @Test
    void aTableAndAnotherAddressAreRead() {
        DeliveryConfig config = config(Map.of(
                "tracehook.delivery.max-age", "off",
                "tracehook.delivery.accept-duplicates", "true",
                "tracehook.limits.runs-per-issue-per-hour", "0",
                "tracehook.store.type", "dynamodb",
                "tracehook.store.table", "tracehook",
                "tracehook.store.endpoint-override", "http://localhost:8000",
                "tracehook.store.ttl", "30d"));

        assertEquals(Optional.empty(), config.delivery().maxAge().limit());
        assertTrue(config.delivery().acceptDuplicates());
        assertEquals(0, config.limits().runsPerIssuePerHour());
        assertEquals(StoreType.DYNAMODB, config.store().type());
        assertEquals(Optional.of("tracehook"), config.store().table());
        assertEquals(
                Optional.of(URI.create("http://localhost:8000")), config.store().endpointOverride());
        assertEquals(Duration.ofDays(30), config.store().ttl());
    }
}
