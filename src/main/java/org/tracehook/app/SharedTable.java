package org.tracehook.app;

import jakarta.inject.Singleton;
import java.time.Clock;
import org.tracehook.deadline.Limits;
import org.tracehook.dynamodb.DynamoLedger;
import org.tracehook.dynamodb.DynamoTraceStore;
import org.tracehook.dynamodb.Table;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.StoreSettings;
import org.tracehook.trace.BackgroundStoring;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceStore;

/**
 * The one table of ledger and traces, for a function that is configured to have it.
 *
 * <p>Not a producer: nothing of the AWS SDK is loaded, or opened, before something here is asked for.
 */
@Singleton
class SharedTable {

    private final StoreSettings settings;
    private final Clock clock;
    private Table table;

    SharedTable(StoreSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether there is a table. */
    boolean isConfigured() {
        return settings.type() == StoreSettings.Type.DYNAMODB;
    }

    /** What remembers deliveries. */
    DeliveryLedger ledger() {
        return new DynamoLedger(table());
    }

    /** What keeps traces. */
    TraceStore traces() {
        return new DynamoTraceStore(table(), settings.ttl(), clock);
    }

    /** Keeps traces beside the pipeline; the last one has what is kept back for trace and reply. */
    TraceListener listener(Limits limits) {
        return new BackgroundStoring(traces(), limits.reserve());
    }

    private synchronized Table table() {
        if (table == null) {
            // A missing name is a fault, with which nothing starts.
            table = Table.of(settings.table().orElse("-"), settings.endpointOverride());
        }
        return table;
    }
}
