package org.tracehook.idempotency;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;

/**
 * Where deliveries are remembered, read and checked.
 *
 * @param type the kind of store
 * @param table the name of the table; there where the type needs one
 * @param endpointOverride another address than AWS' own
 * @param ttl how long a delivery is remembered
 */
public record StoreSettings(Type type, Optional<String> table, Optional<URI> endpointOverride, Duration ttl) {

    private static final Duration LONGEST = Duration.ofDays(365);

    /** The kinds of stores. */
    public enum Type {
        /** Of this process alone. */
        MEMORY,
        /** A table that all processes share. */
        DYNAMODB
    }

    /** The configured settings; a fault leaves a default in its place. */
    public static StoreSettings from(StoreConfig config, Consumer<Fault> faults) {
        Values values = new Values(faults);
        Type type = values.choice("tracehook.store.type", config.type(), Type.MEMORY, Type.values());
        Optional<String> table = type == Type.DYNAMODB
                ? values.required("tracehook.store.table", config.table(), "name the DynamoDB table")
                : config.table();
        return new StoreSettings(
                type,
                table,
                values.address("tracehook.store.endpoint-override", config.endpointOverride(), "http://localhost:8000"),
                values.duration("tracehook.store.ttl", config.ttl(), new Values.Span(Duration.ofDays(7), LONGEST)));
    }

    /** Whether every process of the function sees what another has stored. */
    public boolean isShared() {
        return type == Type.DYNAMODB;
    }
}
