package org.tracehook.app;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.tracehook.aws.AwsService;
import org.tracehook.dynamodb.DynamoLedger;
import org.tracehook.dynamodb.DynamoTraceStore;
import org.tracehook.dynamodb.Table;
import org.tracehook.idempotency.DeliveryConfig;
import org.tracehook.idempotency.DeliveryConfig.StoreType;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.MemoryLedger;
import org.tracehook.trace.BackgroundStoring;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceStore;

/** Where deliveries are remembered and traces are kept, as beans: both in one table, or in memory. */
@Singleton
class StoreBeans {

    /** About 10 MB; one process of Lambda sees some dozens a minute at most, for some hours. */
    private static final int REMEMBERED_DELIVERIES = 10_000;

    private final DeliveryConfig.Store config;
    private final SharedTable table = new SharedTable();

    StoreBeans(Settings settings) {
        this.config = settings.of(DeliveryConfig.class).store();
    }

    @Produces
    @DefaultBean
    @Singleton
    DeliveryLedger ledger() {
        return config.type() == StoreType.DYNAMODB
                ? new DynamoLedger(table.of(config))
                : new MemoryLedger(REMEMBERED_DELIVERIES);
    }

    /**
     * Without a table traces are kept in dev mode alone: elsewhere nobody can ask for them.
     *
     * @param ofDevMode dev mode's store, which outlives its restarts
     */
    @Produces
    @DefaultBean
    @Singleton
    TraceStore traces(Clock clock, Instance<MemoryTraceStore> ofDevMode) {
        return config.type() == StoreType.DYNAMODB
                ? new DynamoTraceStore(table.of(config), config.ttl(), clock)
                : ofDevMode.isResolvable() ? ofDevMode.get() : new MemoryTraceStore(0);
    }

    /** One listener of many: it keeps every trace. A shared store takes its time, so it is written to beside the pipeline. */
    @Produces
    @Singleton
    TraceListener storing(TraceStore store) {
        if (store.keepsNothing()) {
            return new TraceListener() {};
        }
        return store.isShared() ? new BackgroundStoring(store) : TraceListener.storing(store);
    }

    /** Apart from the bean, because CDI looks up the bean's methods, which loads the types that they name. */
    private static final class SharedTable {

        private Table table;

        synchronized Table of(DeliveryConfig.Store config) {
            if (table == null) {
                // Without a name nothing starts.
                table = new Table(
                        config.table().orElse(""), new AwsService(config.endpointOverride(), AwsService.PATIENCE));
            }
            return table;
        }
    }
}
