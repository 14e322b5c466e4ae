package org.tracehook.app;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.tracehook.config.Faults;
import org.tracehook.idempotency.DeliveryConfig;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.DeliverySettings;
import org.tracehook.idempotency.LimitsConfig;
import org.tracehook.idempotency.MemoryLedger;
import org.tracehook.idempotency.StoreConfig;
import org.tracehook.idempotency.StoreSettings;

/** What remembers deliveries, as beans. */
@Singleton
class LedgerBeans {

    /** About a megabyte; one process sees some dozens a minute at most. */
    private static final int REMEMBERED_DELIVERIES = 1_000;

    private final Faults faults;

    LedgerBeans(Faults faults) {
        this.faults = faults;
    }

    @Produces
    @Singleton
    StoreSettings store(StoreConfig config) {
        return StoreSettings.from(config, faults);
    }

    @Produces
    @Singleton
    DeliverySettings deliveries(DeliveryConfig config, LimitsConfig limits, StoreSettings store) {
        return DeliverySettings.from(config, limits, store, faults);
    }

    @Produces
    @DefaultBean
    @Singleton
    DeliveryLedger ledger(SharedTable table) {
        return table.isConfigured() ? table.ledger() : new MemoryLedger(REMEMBERED_DELIVERIES);
    }
}
