package org.tracehook.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Optional;
import java.util.function.Consumer;
import org.tracehook.config.Secret;

/**
 * Where traces are exported, by the variables that OpenTelemetry defines for every SDK. All are texts here:
 * {@link OtlpSettings} says what is wrong with one in the words of that variable.
 */
@ConfigMapping(prefix = "otel")
public interface TelemetryConfig {

    /** {@code OTEL_SDK_DISABLED}: {@code true} switches the export off. */
    @WithName("sdk.disabled")
    Optional<String> sdkDisabled();

    /** {@code OTEL_SERVICE_NAME}: what receivers call this function. */
    @WithName("service.name")
    Optional<String> serviceName();

    /** {@code OTEL_RESOURCE_ATTRIBUTES}: further attributes of whatever is exported. */
    @WithName("resource.attributes")
    Optional<String> resourceAttributes();

    /** {@code OTEL_EXPORTER_OTLP_…}, for all signals; of which there is one here. */
    @WithName("exporter.otlp")
    Otlp all();

    /** {@code OTEL_EXPORTER_OTLP_TRACES_…}, which win. */
    @WithName("exporter.otlp.traces")
    Otlp traces();

    /** How a receiver is reached. */
    interface Otlp {

        /** Its address. */
        Optional<String> endpoint();

        /** The headers that it wants, with its key; or the ARN of a secret that holds them. */
        Optional<Secret> headers();

        /** How long it may take, in milliseconds. */
        Optional<String> timeout();

        /** What it speaks. */
        Optional<String> protocol();
    }

    /** Gives what of the headers may be secret to the listener before anybody uses it. */
    static void announceSecrets(TelemetryConfig config, Consumer<String> listener) {
        for (Otlp otlp : new Otlp[] {config.all(), config.traces()}) {
            otlp.headers()
                    .ifPresent(headers -> headers.announceTo(
                            text -> KeyValuePairs.secrets(text).forEach(listener)));
        }
    }
}
